-- Decisions in the order of their lists, with all that lists filter by but the sides of parties: read from this index
-- alone, in place of rows that hold the sides of every party.
drop index outcomes_date;
create index outcomes_newest on outcomes (
    date desc, place, decision, voted, result, case_kind, kind, committee, roll_call, mistakes
);
