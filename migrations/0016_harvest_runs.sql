-- When a source was last tried, whatever came of it: one that fails is not asked again before the next day.
alter table harvest.source add column tried_at timestamptz;
update harvest.source set tried_at = checked_at;

-- When all that a decision leads to was done: a stop between the two is taken up again at the next start.
alter table harvest.proposal add column concluded_at timestamptz;
update harvest.proposal set concluded_at = decided_at where state in ('accepted', 'refused');
