-- Behind the lists of dossiers and of transcripts: what they are ordered, filtered and counted by, gathered once.
--
-- Both are made from records and renewed with them in the same transaction (`store::gathered`); they may be dropped and
-- made again. Without them a page of the list reads every paper of every dossier, or every version of every transcript.

-- One row for each live dossier with a number.
create table dossier_rows (
    dossier blob not null primary key,
    newest text not null,         -- day of its newest live paper; empty where there is none
    number integer not null,
    addition text not null,       -- empty for none
    documents integer not null    -- its live papers
) without rowid;
create index dossier_rows_newest on dossier_rows (newest desc, number desc, addition, documents);

-- One row for each live meeting with a transcript that has speeches: the latest version of it.
create table transcript_rows (
    meeting blob not null primary key,
    transcript blob not null,
    hash blob,                    -- of its newest original; none while it is not fetched
    date text not null,           -- day of the meeting; empty where it is not known
    begins text not null,
    kind text not null,           -- of the meeting; empty for none
    status text not null
) without rowid;
create index transcript_rows_newest on transcript_rows (date desc, begins desc, transcript, kind, status);
create index transcript_rows_hash on transcript_rows (hash, date, begins, transcript) where hash is not null;

-- Where a person spoke, found and summed without reading the rows.
drop index speaking_times_speaker;
create index speaking_times_speaker on speaking_times (
    speaker, first_name, chair, turns, interruptions, untimed, seconds
);
