-- Votes by party, read from an index alone: where each party stood, without the counts of its members. Which rows a party has
-- a part in and how often two parties voted alike was read from rows that lie at random places.
alter table outcomes add column stood text not null default '';   -- a line for each party: name, tab, side, all its seats
create index outcomes_stood on outcomes (
    date desc, place, decision, result, case_kind, roll_call, mistakes, seats_for, seats_against, stood
) where voted = 2;
