-- Behind the pages of persons, parties and committees: their papers by day, without reading all of them for each view.
-- Made from records and renewed with them in the same transaction (`store::gathered`); may be dropped and made again.

-- One row for each live actor of a live paper that is a person, or a party as the first signer.
create table signatures (
    document blob not null,
    actor blob not null,
    person blob,
    party text not null,          -- its name at the time; empty for none
    leads integer not null,       -- 1 for the first signer
    kind text not null,           -- of the paper; empty for none
    date text not null,
    number text not null,
    primary key (document, actor)
) without rowid;
create index signatures_person on signatures (person, kind, date desc, number desc) where person is not null;
create index signatures_party on signatures (party, kind, date desc, number desc, leads) where leads = 1;

-- One row for each committee that a case of a live paper was put to.
create table committee_papers (
    document blob not null,
    committee blob not null,
    date text not null,
    number text not null,
    primary key (document, committee)
) without rowid;
create index committee_papers_newest on committee_papers (committee, date desc, number desc);

-- What asked by these asks the tables above.
drop index document_actors_party;
drop index case_actors_committee;
