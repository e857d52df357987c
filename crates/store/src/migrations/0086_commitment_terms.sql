-- The term that the words of a commitment name, gathered: the register leaves its own field empty for most that are open.
-- May be dropped and made again (`store::gathered`).

create table commitment_terms (
    commitment blob not null primary key,
    due_from text,                -- first day; none where the words give only an end
    due_to text not null,         -- last day
    words text not null           -- `vóór 29 mei 2026`
) without rowid;
create index commitment_terms_day on commitment_terms (due_to);

-- Motions by what is said of them: without it a filter would look at every mention there is.
create index motion_mentions_claim on motion_mentions (claim, target, document, start, stop);
