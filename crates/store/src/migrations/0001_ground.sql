-- The ground: the log of the feed (the only truth beside the originals), records, links, events, originals, texts, queue.
--
-- Columns are text, integer or blob, statements keep to what PostgreSQL understands too; what is special to SQLite is
-- here only (`without rowid`: records lie by id, without a second tree).

-- Bodies of pages as they came, compressed. Append only: everything else is read from here again by `rebuild`.
create table pages (
    id integer not null primary key,
    category text not null,
    position integer,             -- token asked for; none is the beginning
    next integer,                 -- token after its last entry
    single integer not null,      -- 1 for one entity fetched by id
    entries integer not null,
    fetched text not null,
    body blob not null
);

-- Where each category stands.
create table checkpoints (
    category text not null primary key,
    position integer,
    since integer,                -- token at which a partial sync began; none when it began at the beginning
    caught_up text,               -- when the source last had nothing more
    error text,                   -- why the last round failed; none when it did not
    checked text
);

-- What changed, append only, in order: the ground of history, change feeds and alerts.
create table events (
    seq integer not null primary key,
    page integer not null,
    at text not null,
    category text not null,
    id blob not null,
    kind text not null,           -- new, changed, deleted, restored
    changes text                  -- JSON: column -> [old, new]
);
create index events_id on events (id, seq);

-- Many-valued references; kind is model::LinkKind.
create table links (
    from_id blob not null,
    kind integer not null,
    to_id blob not null,
    position integer not null,
    primary key (from_id, kind, to_id)
) without rowid;
create index links_back on links (to_id, kind);

-- What went wrong and was not lost; one row for each stage, subject and code.
create table problems (
    stage text not null,          -- entries, originals, reading, source
    subject text not null,        -- id or category
    code text not null,
    detail text not null,
    first_seen text not null,
    last_seen text not null,
    count integer not null,
    primary key (stage, subject, code)
) without rowid;

-- Elements of the feed that no column keeps; they stay in the log.
create table unknown_elements (
    category text not null,
    path text not null,
    count integer not null,
    sample blob not null,
    primary key (category, path)
) without rowid;

-- Work to do; one row for each job and subject.
create table queue (
    job text not null,
    subject blob not null,
    category text not null,
    rank integer not null,        -- lower is sooner: newest documents first
    due text not null,            -- not before this moment
    attempts integer not null,
    error text,
    primary key (job, subject)
) without rowid;
create index queue_rank on queue (job, rank);

-- Every version of every original that was fetched; its bytes lie in the blob folder under the hash.
create table originals (
    id blob not null,
    version integer not null,
    category text not null,
    hash blob not null,
    length integer not null,
    media_type text not null,
    format text not null,
    fetched text not null,
    stamp text not null,          -- what the record said when it was fetched: updated, length, current version
    primary key (id, version)
) without rowid;
create index originals_hash on originals (hash);

-- The text of each original, by content; read again when the reader is newer.
create table texts (
    hash blob not null primary key,
    reader integer not null,
    format text not null,
    chars integer not null,
    problem text,                 -- code of the first problem: no_text, damaged, timed_out
    body blob not null            -- DocumentText as JSON, compressed
) without rowid;

-- One table for each category of the source (model::category spells the same columns; a test compares).
--
-- Every record keeps: its id, the moment the source last changed it (updated, UTC), whether the source withdrew
-- it (deleted; the last known values stay, and every page leaves such rows out), the position of its entry in the
-- feed (token; 0 when it was fetched by id), a hash of the entry (to tell a re-emission from a change) and the page
-- of the log it was read from. References carry no foreign keys: they may dangle or come late.

create table activities (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    lead_committee blob,
    kind text,
    number text,
    subject text,
    date_kind text,
    date text,
    begins text,
    ends text,
    location text,
    closed integer,
    status text,
    session_year text,
    chamber text,
    note text,
    vrs_number text,
    lead_sid text,
    lead_name text,
    lead_abbreviation text,
    lead_short_name text,
    requested text,
    first_extension_asked text,
    first_extension_told text,
    second_extension_asked text,
    second_extension_told text,
    expires text
);
create index activities_number on activities (number);
create index activities_date on activities (date);
create index activities_lead_committee on activities (lead_committee);

create table activity_actors (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    activity blob,
    person blob,
    party blob,
    committee blob,
    name text,
    party_name text,
    role text,
    position integer,
    function text,
    speaking_time text,
    sid text
);
create index activity_actors_activity on activity_actors (activity);
create index activity_actors_person on activity_actors (person);

create table agenda_items (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    activity blob,
    number text,
    subject text,
    begins text,
    ends text,
    position integer,
    heading text,
    note text,
    status text
);
create index agenda_items_activity on agenda_items (activity);

create table decisions (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    agenda_item blob,
    vote_kind text,
    kind text,
    text text,
    remark text,
    status text,
    position integer
);
create index decisions_agenda_item on decisions (agenda_item);

create table committees (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    number text,
    kind text,
    abbreviation text,
    name text,
    name_english text,
    web_name text,
    web_name_english text,
    contents text,
    since text,
    until text
);

create table committee_contacts (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    committee blob,
    kind text,
    value text,
    weight integer
);
create index committee_contacts_committee on committee_contacts (committee);

create table committee_seats (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    committee blob,
    weight integer
);
create index committee_seats_committee on committee_seats (committee);

create table committee_members (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    seat blob,
    person blob,
    function text,
    since text,
    until text
);
create index committee_members_seat on committee_members (seat);
create index committee_members_person on committee_members (person);

create table committee_vacancies (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    seat blob,
    party blob,
    function text,
    since text,
    until text
);
create index committee_vacancies_seat on committee_vacancies (seat);

create table committee_substitutes (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    seat blob,
    person blob,
    function text,
    since text,
    until text
);
create index committee_substitutes_seat on committee_substitutes (seat);
create index committee_substitutes_person on committee_substitutes (person);

create table committee_substitute_vacancies (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    seat blob,
    party blob,
    function text,
    since text,
    until text
);
create index committee_substitute_vacancies_seat on committee_substitute_vacancies (seat);

create table documents (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    content_type text,
    content_length integer,
    current_version blob,
    kind text,
    number text,
    title text,
    subject text,
    date text,
    sub_number integer,
    session_year text,
    chamber integer,
    citation_title text,
    alias text,
    registered text,
    received text,
    annex_number text,
    sender_reference text,
    organisation text
);
create index documents_number on documents (number);
create index documents_kind_date on documents (kind, date);
create index documents_date on documents (date);

create table document_actors (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    document blob,
    person blob,
    party blob,
    committee blob,
    name text,
    party_name text,
    function text,
    role text,
    sid text
);
create index document_actors_document on document_actors (document);
create index document_actors_person on document_actors (person);

create table document_versions (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    document blob,
    status text,
    version integer,
    file_size integer,
    extension text,
    date text,
    external_id text
);
create index document_versions_document on document_versions (document);

create table parties (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    content_type text,
    content_length integer,
    number text,
    abbreviation text,
    name text,
    name_english text,
    seats integer,
    votes integer,
    since text,
    until text
);

create table party_seats (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    party blob,
    weight integer
);
create index party_seats_party on party_seats (party);

create table party_members (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    seat blob,
    person blob,
    function text,
    since text,
    until text
);
create index party_members_seat on party_members (seat);
create index party_members_person on party_members (person);

create table party_vacancies (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    seat blob,
    function text,
    since text,
    until text
);
create index party_vacancies_seat on party_vacancies (seat);

create table dossiers (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    title text,
    citation_title text,
    alias text,
    number integer,
    addition text,
    highest_sub_number integer,
    closed integer,
    chamber text
);
create index dossiers_number_addition on dossiers (number, addition);

create table persons (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    content_type text,
    content_length integer,
    number text,
    titles text,
    initials text,
    prefix text,
    surname text,
    given_names text,
    first_name text,
    gender text,
    function text,
    born text,
    birth_place text,
    birth_country text,
    died text,
    death_place text,
    residence text,
    country text,
    party_label text
);
create index persons_surname on persons (surname);

create table person_contacts (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    person blob,
    kind text,
    value text,
    weight integer
);
create index person_contacts_person on person_contacts (person);

create table gifts (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    person blob,
    description text,
    date text,
    weight integer
);
create index gifts_person on gifts (person);

create table careers (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    person blob,
    function text,
    employer text,
    description text,
    description_english text,
    place text,
    since text,
    until text,
    weight integer
);
create index careers_person on careers (person);

create table side_jobs (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    person blob,
    description text,
    active integer,
    since text,
    until text,
    pay text,
    pay_note text,
    weight integer
);
create index side_jobs_person on side_jobs (person);

create table side_job_incomes (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    side_job blob,
    year text,
    amount_kind text,
    amount_prefix text,
    currency text,
    amount text,
    amount_suffix text,
    frequency text,
    frequency_note text,
    remark text
);
create index side_job_incomes_side_job on side_job_incomes (side_job);

create table educations (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    person blob,
    course text,
    course_english text,
    institution text,
    place text,
    since text,
    until text,
    weight integer
);
create index educations_person on educations (person);

create table trips (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    person blob,
    purpose text,
    destination text,
    since text,
    until text,
    paid_by text,
    weight integer
);
create index trips_person on trips (person);

create table reservations (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    room blob,
    number text,
    status_code text,
    status text,
    activity_number text
);

create table votes (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    decision blob,
    person blob,
    party blob,
    choice text,
    party_size integer,
    name text,
    party_name text,
    mistake integer,
    member_sid text,
    party_sid text
);
create index votes_decision on votes (decision);

create table commitments (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    to_party blob,
    to_person blob,
    made text,
    number text,
    activity blob,
    activity_number text,
    name text,
    surname text,
    initials text,
    prefix text,
    first_name text,
    suffix text,
    address text,
    function text,
    status text,
    due text,
    met_by text,
    ministry text,
    text text
);
create index commitments_number on commitments (number);
create index commitments_activity on commitments (activity);

create table meetings (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    kind text,
    title text,
    room text,
    session_year text,
    number integer,
    date text,
    begins text,
    closes text,
    chamber text
);
create index meetings_date on meetings (date);

create table transcripts (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    content_type text,
    content_length integer,
    meeting blob,
    kind text,
    status text
);
create index transcripts_meeting on transcripts (meeting);

create table cases (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    number text,
    kind text,
    subject text,
    started text,
    organisation text,
    title text,
    citation_title text,
    alias text,
    legal_basis text,
    term text,
    session_year text,
    sub_number integer,
    status text,
    stage text,
    settled integer,
    major_project integer,
    cabinet_advice text
);
create index cases_number on cases (number);
create index cases_kind_started on cases (kind, started);

create table case_actors (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    case_id blob,
    person blob,
    party blob,
    committee blob,
    name text,
    party_name text,
    abbreviation text,
    function text,
    role text,
    sid text
);
create index case_actors_case_id on case_actors (case_id);
create index case_actors_person on case_actors (person);

create table rooms (
    id blob not null primary key,
    updated text,
    deleted integer not null,
    token integer not null,
    hash integer not null,
    page integer not null,
    name text,
    system_code integer
);
