-- In which parts of a transcript each speaker has a turn: the page of a person names the debates, not the day alone.
alter table speaking_times add column parts text not null default '';   -- numbers between commas: ,2,5,

-- Transcripts that were read before are read again.
update texts set reader = 0 where format = 'transcript';
insert into queue (job, subject, category, rank, due, attempts, error)
select 'read_text', id, 'Verslag', 0, '', 0, null
from transcripts
where deleted = 0
on conflict (job, subject) do nothing;
