-- What extractors found: the whole result as the contract has it, and rows to ask both ways.
--
-- All of it is made from texts and records and may be dropped; `version` tells which extractors made it.

create table structures (
    document blob not null primary key,
    hash blob not null,           -- the original that it was read from
    version integer not null,
    body blob not null            -- model::facts::Extract as JSON, compressed
) without rowid;

-- References in the order of the text; `target` is normalised, so that both directions are one lookup.
create table citations (
    document blob not null,
    position integer not null,
    kind text not null,
    target text not null,
    text text not null,
    quote text not null,          -- the sentence that cites
    start integer not null,
    stop integer not null,
    note text,
    primary key (document, position)
) without rowid;
create index citations_target on citations (target, kind);

-- Question–answer units; n counts from 1 in the order of the text and is part of the address.
create table exchanges (
    document blob not null,
    n integer not null,
    number text not null,
    party text,
    members text not null,        -- JSON list of names
    heading text,
    respondent text,
    question text not null,
    answer text not null,
    see text not null,            -- JSON list of numbers
    question_start integer not null,
    question_stop integer not null,
    answer_start integer not null,
    answer_stop integer not null,
    primary key (document, n)
) without rowid;
create index exchanges_party on exchanges (party);

-- Mentions of motions, with what the author of the text says became of them.
create table motion_mentions (
    document blob not null,
    position integer not null,
    name text not null,
    target text,                  -- number of the paper, if the text or the records tell
    told integer not null,        -- 1 when the text itself tells the number, 0 when the records did
    claim text not null,
    quote text not null,
    start integer not null,
    stop integer not null,
    primary key (document, position)
) without rowid;
create index motion_mentions_target on motion_mentions (target);

-- Undertakings in texts; those of the register are the table commitments.
create table promises (
    document blob not null,
    position integer not null,
    quote text not null,
    promiser text,
    due_from text,
    due_to text,
    due_text text,
    start integer not null,
    stop integer not null,
    primary key (document, position)
) without rowid;
create index promises_due on promises (due_to);

-- Calls on the cabinet by others.
create table calls (
    document blob not null,
    position integer not null,
    quote text not null,
    caller text,
    callee text,
    due_from text,
    due_to text,
    due_text text,
    start integer not null,
    stop integer not null,
    primary key (document, position)
) without rowid;
