-- Papers by dossier and number: a paper that cites twenty of a dossier looked through all its papers twenty times. Made from
-- records and renewed with them in the same transaction (`store::gathered`); may be dropped and made again.

-- One row for each live paper with a number in a dossier.
create table numbered_papers (
    document blob not null,
    dossier blob not null,
    sub_number integer not null,
    primary key (document, dossier)
) without rowid;
create index numbered_papers_dossier on numbered_papers (dossier, sub_number);
