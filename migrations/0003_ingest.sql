create schema ingest;

-- What people decided in place of the reader, applied again at each rebuild.
create table ingest.setting (
  dataset_id text primary key references catalog.dataset (id),
  overrides jsonb not null
);

create table ingest.run (
  id text primary key,
  dataset_id text not null references catalog.dataset (id),
  file_name text not null,
  sha256 text not null,
  actor text,
  state text not null check (state in ('queued', 'running', 'succeeded', 'failed', 'interrupted')),
  done real not null default 0,
  doing text not null default '',
  error text,
  version_id text,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index run_dataset on ingest.run (dataset_id, created_at desc);
create index run_recent on ingest.run (created_at desc);
