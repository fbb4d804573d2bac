-- How far each harvest that goes on is, told by the process that does it; what was not told for a minute is over.
create table harvest.progress (
  id text primary key,
  done integer not null,
  total integer not null,
  failed integer not null,
  title text not null,
  sentence text not null,
  told_at timestamptz not null
);
