create schema territory;

create table territory.place (
  id text primary key,
  level text not null,
  code text not null,
  name text not null,
  kind text not null,
  liaison integer not null default 0,
  valid_from date,
  valid_until date,
  postcodes text[] not null default '{}',
  -- The name as searches compare it: folded, « st » opened into « saint ».
  folded text not null
);
create index place_code on territory.place (level, code);
create index place_folded on territory.place using gin (folded gin_trgm_ops);
create index place_postcodes on territory.place using gin (postcodes);

create table territory.membership (
  member_id text not null references territory.place (id),
  container_id text not null references territory.place (id),
  primary key (member_id, container_id)
);
create index membership_container on territory.membership (container_id);

create table territory.event (
  before_id text not null references territory.place (id),
  after_id text not null references territory.place (id),
  happened_on date,
  why text not null,
  primary key (before_id, after_id)
);
create index event_after on territory.event (after_id);

create table territory.population (
  place_id text not null references territory.place (id),
  year integer not null,
  value integer not null,
  source text not null,
  primary key (place_id, year)
);

-- What was loaded, so that a start with the same packages has nothing to do.
create table territory.edition (
  name text primary key,
  loaded_at timestamptz not null
);
