-- Indexes that lists walk in their order, so that a page of a list reads a page of records.
create index commitments_made on commitments (made, number);
create index transcripts_newest on transcripts (meeting, updated, id, status, deleted);
