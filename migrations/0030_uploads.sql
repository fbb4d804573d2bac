-- What each person sent in the last day, so that nobody fills the disk: rows older than that are removed.
create table access.upload (
  id text primary key,
  person_id text not null references access.person (id) on delete cascade,
  -- What was announced while the file arrives, what was received then.
  bytes bigint not null,
  at timestamptz not null
);
create index upload_person on access.upload (person_id, at);
