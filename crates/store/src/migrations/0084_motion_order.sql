-- The index that looks for letters in motions stands beside the narrow one that orders and counts them by day.
drop index motion_rows_newest;
create index motion_rows_newest on motion_rows (date, number);
create index motion_rows_words on motion_rows (date, number, subject, mover);
