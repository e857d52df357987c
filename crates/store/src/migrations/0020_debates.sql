-- Behind the agenda, decisions, votes and transcripts: what these lists are filtered and ordered by, gathered once.
--
-- `outcomes` is made from records and renewed with them in the same transaction (`store::gathered`); the other two are
-- made from the text of a transcript and saved with it (`store::debates`). All three may be dropped and made again.

-- One row for each live decision: when and by whom it was taken, and how the votes fell.
create table outcomes (
    decision blob not null primary key,
    date text not null,           -- day of the activity; empty where it is not known
    place text not null,          -- orders the decisions of a day: beginning of the activity, place on its agenda
    activity blob,
    agenda_item blob,
    kind text not null,           -- kind of decision as the source has it; empty for none
    committee text not null,      -- abbreviation of who leads the activity; empty for none
    case_kind text not null,      -- kind of its first case; empty for none
    result text not null,         -- adopted, rejected, held, withdrawn, postponed, taken_over, lapsed; empty for none
    voted integer not null,       -- 0 no vote, 1 a vote without known votes, 2 a vote with them
    roll_call integer not null,
    seats_for integer not null,
    seats_against integer not null,
    seats_absent integer not null,
    mistakes integer not null,
    sides text not null           -- a line for each party: name, side (+ - = ~), seats for, against, absent; tabs between
) without rowid;
create index outcomes_date on outcomes (date, place, decision, voted);
create index outcomes_voted on outcomes (voted, date, result, case_kind);
create index outcomes_kind on outcomes (kind, date);
create index outcomes_committee on outcomes (committee, date);

-- The parts of a transcript: its activities, each with the official number by which the agenda knows it.
create table transcript_parts (
    hash blob not null,           -- the text
    n integer not null,           -- from 1, in the order of the text
    activity text,                -- official number: 2031A00012
    title text not null,
    start integer not null,       -- in characters
    stop integer not null,
    begins text,                  -- local time of its first speech, as printed
    ends text,
    primary key (hash, n)
) without rowid;
create index transcript_parts_activity on transcript_parts (activity);

-- How long each speaker spoke in a transcript.
create table speaking_times (
    hash blob not null,           -- the text
    n integer not null,
    speaker text not null,        -- as printed: Van der Lee
    first_name text not null,     -- empty where the transcript has none
    party text not null,          -- at the time; empty for ministers and officials
    role text not null,
    chair integer not null,       -- 1 for what was said from the chair
    turns integer not null,
    interruptions integer not null,
    untimed integer not null,     -- turns whose time is not known
    seconds integer not null,
    primary key (hash, n)
) without rowid;
create index speaking_times_speaker on speaking_times (speaker, first_name);

-- Transcripts that were read before these tables were there are read again.
update texts set reader = 0 where format = 'transcript';
insert into queue (job, subject, category, rank, due, attempts, error)
select 'read_text', id, 'Verslag', 0, '', 0, null
from transcripts
where deleted = 0
on conflict (job, subject) do nothing;

-- The agenda by day with what it is filtered by, read from this index alone; what was committed where by number.
create index activities_agenda on activities (date, kind, lead_abbreviation, closed, status, date_kind, deleted);
create index activities_kind on activities (kind, deleted);
create index activities_lead on activities (lead_abbreviation, deleted, lead_name);
create index activities_undated on activities (date_kind, status);
create index commitments_activity_number on commitments (activity_number);
create index reservations_activity_number on reservations (activity_number);
create index transcripts_status on transcripts (status, deleted);
