create schema catalog;

-- French words without their accents, then stemmed: « collèges » and « college » are one word.
create text search configuration catalog.fr (copy = pg_catalog.french);
alter text search configuration catalog.fr
  alter mapping for asciihword, asciiword, hword, hword_asciipart, hword_part, word with public.unaccent, french_stem;

create table catalog.organisation (
  id text primary key,
  slug text not null unique,
  name text not null,
  type text not null,
  siren text,
  territory text,
  description text not null default '',
  website text
);

create table catalog.dataset (
  id text primary key,
  slug text not null unique,
  title text not null,
  description text not null,
  keywords text[] not null,
  theme text,
  local_themes text[] not null,
  licence text,
  producer text references catalog.organisation (id),
  contact text,
  frequency text not null,
  temporal_start date,
  temporal_end date,
  territory text,
  provenance text not null,
  source_url text,
  legal_basis text,
  status text not null check (status in ('draft', 'published', 'archived')),
  version_id text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- What lists and facets show of the current version.
  row_count integer,
  column_count integer,
  format text,
  column_labels text not null default '',
  uses bigint not null default 0,
  search tsvector not null default ''
);
create index dataset_search on catalog.dataset using gin (search);
create index dataset_title on catalog.dataset using gin (lower(title) gin_trgm_ops);
create index dataset_recent on catalog.dataset (status, updated_at desc, id);
create index dataset_producer on catalog.dataset (producer);

-- An address given once answers for ever.
create table catalog.former_slug (
  slug text primary key,
  dataset_id text not null references catalog.dataset (id)
);

-- The words of titles and keywords, for spelling mistakes.
create table catalog.word (word text primary key);
create index word_alike on catalog.word using gin (word gin_trgm_ops);

create table catalog.version (
  id text primary key,
  dataset_id text not null references catalog.dataset (id),
  number integer not null,
  created_at timestamptz not null,
  created_by text,
  row_count integer not null,
  facts jsonb not null,
  unique (dataset_id, number)
);

create table catalog.attachment (
  id text primary key,
  dataset_id text not null references catalog.dataset (id),
  title text not null,
  name text not null,
  media_type text not null,
  bytes bigint not null,
  sha256 text not null
);
create index attachment_dataset on catalog.attachment (dataset_id);
