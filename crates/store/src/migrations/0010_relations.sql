-- What papers are to one another: questions and their answers, motions and their results, promises and what meets them.
--
-- All of it is made by the job `relate` from records, texts and structures, and may be dropped; `relations` says by
-- which version of the job. Only `corrections` is made by people: it mirrors the file of that name in the data folder.

create table relations (
    version integer not null
);
insert into relations (version) values (0);

-- One row for each set of written questions: the paper with the questions, or the case while its paper is not here.
create table question_sets (
    id blob not null primary key,       -- the paper, else the case
    paper text,                         -- number of the paper
    case_number text,
    subject text,
    asked text,                         -- day
    askers text not null,               -- JSON: [name, party]
    parties text not null,              -- |D66|VVD|
    ministries text not null,           -- |Defensie|
    addressee text,                     -- as the paper or the record says
    term text,                          -- last day on time
    extended text,                      -- last day after a postponement
    postponed text,                     -- day of the first postponement
    postponements integer not null,
    answer text,                        -- number of the first answer
    answered text,                      -- day
    evidence text,                      -- what ties the answer to the questions
    latency integer,                    -- days between asked and answered
    settled integer,                    -- the source calls the case settled
    state text not null                 -- answered, maybe, settled, open, unknown
) without rowid;
create index question_sets_newest on question_sets (asked, id);
create index question_sets_state on question_sets (state, asked, id);
create index question_sets_case on question_sets (case_number);

-- Which papers answer or postpone which questions, with what ties them.
create table question_papers (
    question blob not null,
    paper blob not null,
    role text not null,                 -- answer, postponement, letter
    evidence text not null,             -- case, related_case, cited, subject, words
    quote text,                         -- the passage that says so, if it is one
    primary key (question, paper)
) without rowid;
create index question_papers_paper on question_papers (paper);

-- One row for each motion, so that lists need not read decisions and actors.
create table motion_rows (
    document blob not null primary key,
    number text not null,
    date text,
    paper text,                         -- 36800-V-49
    subject text,
    state text not null,                -- aangenomen, verworpen, aangehouden, overgenomen, ingetrokken, vervallen, geen
    result text,                        -- the words of the last decision
    decided text,                       -- its day
    advice text,                        -- of the cabinet
    mover text,
    party text,                         -- of the first mover at the time
    ministries text not null            -- of who signs the cabinet's papers in its dossier: |Defensie|
) without rowid;
create index motion_rows_newest on motion_rows (date, number);
create index motion_rows_state on motion_rows (state, date, number);
create index motion_rows_party on motion_rows (party, date, number);
create index motion_rows_paper on motion_rows (paper);
create index motion_rows_ministries on motion_rows (ministries);

-- Which later papers meet, move or speak of a promise. `promise` is the number of one in the register, or the number of
-- the paper with the place of the sentence in it: 2026D00010/3.
create table fulfilments (
    promise text not null,
    document blob not null,
    evidence text not null,             -- number, said, cited, possible
    quote text not null,
    start integer not null,
    primary key (promise, document)
) without rowid;
create index fulfilments_document on fulfilments (document);

-- What people corrected, in the order of their file.
create table corrections (
    position integer not null primary key,
    document text not null,             -- number of the paper
    what text not null,                 -- exchange, reference, motion, commitment, call, answer
    item text not null,                 -- number, text or words of the item
    verdict text not null,              -- reject, set
    target text,
    author text not null,
    date text not null,
    reason text not null
);
create index corrections_document on corrections (document);

-- Units are counted without reading their texts.
create index exchanges_number on exchanges (document, n, party);
