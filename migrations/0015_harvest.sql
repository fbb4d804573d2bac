create schema harvest;

-- What is known of each source between two runs; definitions are files.
create table harvest.source (
  source text primary key,
  -- By address: what was received, and what to tell the producer's machine to know whether it changed.
  received jsonb not null,
  edition text,
  checked_at timestamptz,
  changed_at timestamptz,
  failing_since timestamptz,
  failure text,
  every_days integer check (every_days > 0),
  paused boolean not null default false
);

create table harvest.run (
  id text primary key,
  source text not null,
  actor text not null,
  dry boolean not null,
  state text not null check (state in ('queued', 'running', 'published', 'unchanged', 'waiting', 'failed', 'interrupted')),
  doing text not null default '',
  log jsonb not null,
  requests integer not null default 0,
  bytes bigint not null default 0,
  created_at timestamptz not null,
  finished_at timestamptz
);
create index run_source on harvest.run (source, created_at desc);
create index run_recent on harvest.run (created_at desc);

-- A version built and not shown, that a person accepts or refuses.
create table harvest.proposal (
  id text primary key,
  source text not null,
  dataset_id text not null references catalog.dataset (id),
  version_id text not null references catalog.version (id),
  sha256 text not null,
  preflight jsonb not null,
  reasons jsonb not null,
  state text not null check (state in ('waiting', 'accepted', 'refused', 'replaced')),
  created_at timestamptz not null,
  decided_by text,
  decided_at timestamptz
);
-- One at most waits for each dataset.
create unique index proposal_waiting on harvest.proposal (dataset_id) where state = 'waiting';
create index proposal_dataset on harvest.proposal (dataset_id, created_at desc);
