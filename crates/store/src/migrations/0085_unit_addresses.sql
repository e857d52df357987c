-- Numbers once given to question-answer units, with which question and answer they mean: `/vraag/{document}/{n}` is an
-- address that stays, also when a paper is read anew and its units are divided otherwise.
create table unit_addresses (
    document blob not null,
    n integer not null,
    question integer not null,
    answer integer not null,
    primary key (document, n)
) without rowid;
