-- Whether it is the cabinet that speaks of a motion in a paper: made with the rows and with the record of the paper
-- (`store::gathered::claims`), so that a filter by what is said reads one index.
alter table motion_mentions add column cabinet integer not null default 0;
drop index motion_mentions_claim;
create index motion_mentions_claim on motion_mentions (claim, target) where cabinet = 1;
