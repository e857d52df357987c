-- What units, undertakings and commitments are filtered by, gathered: without it each row of a list asked for the functions
-- under its paper, or for the history of its record. May be dropped and made again (`store::gathered`).

-- One row for each live paper and ministry: of who signs it or is asked, and of who answers or promises in it.
create table paper_ministries (
    document blob not null,
    ministry text not null,
    date text not null,           -- of the paper; empty where it is not known
    paper text not null,          -- its number
    primary key (document, ministry)
) without rowid;
create index paper_ministries_newest on paper_ministries (ministry, date desc, paper desc, document);
-- The units of a paper without their texts.
create index exchanges_paper on exchanges (document, n, party, answered);

-- Undertakings by their state without reading them: the last day of their window stands beside day and number.
drop index promises_newest;
create index promises_newest on promises (date desc, paper desc, position, due_to);

-- One row for each commitment of the register whose day was another before.
create table moved_commitments (
    commitment blob not null primary key,
    made text not null            -- when it was made, UTC; empty where it is not known
) without rowid;
