-- Motions by words: subject and mover stand in the index by day, so that looking for letters reads no rows.
drop index motion_rows_newest;
create index motion_rows_newest on motion_rows (date, number, subject, mover);
