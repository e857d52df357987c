-- Units and undertakings in the order of their papers, read from an index alone: day and number of the paper stand beside
-- them (`store::gathered`). Without them a page of the list joins every unit to its paper and sorts all of them.
alter table exchanges add column date text not null default '';    -- empty where it is not known
alter table exchanges add column paper text not null default '';   -- empty while the paper is withdrawn
alter table exchanges add column answered integer not null default 0;
alter table promises add column date text not null default '';
alter table promises add column paper text not null default '';
update exchanges set answered = 1 where answer <> '';
create index exchanges_newest on exchanges (date desc, paper desc, n, party, answered);
create index promises_newest on promises (date desc, paper desc, position);
-- The units of all papers were counted by this one.
drop index exchanges_number;
