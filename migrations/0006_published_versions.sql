-- When the public first saw a version: one that waits for an agreement, or that only ever was a draft, stays unseen.
alter table catalog.version add column published_at timestamptz;

update catalog.version v set published_at = v.created_at
from catalog.dataset d join catalog.version current on current.id = d.version_id
where d.id = v.dataset_id and d.status <> 'draft' and v.number <= current.number;
