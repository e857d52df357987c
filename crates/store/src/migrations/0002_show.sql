-- Indexes behind the first pages: the newest documents page by page (and their count, read from this index alone),
-- papers by their number in the annex of the proceedings, papers by the identifier of their official publication.
-- `deleted` stands last: an index that begins with it would be taken for every search that leaves withdrawn rows out.
create index documents_newest on documents (date, number, kind, deleted);
create index documents_annex_number on documents (annex_number);
create index document_versions_external_id on document_versions (external_id);
