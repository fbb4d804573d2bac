-- Entries of the catalogues of portals, as last read, with what was decided and recognised of each.
create table harvest.portal_entry (
  -- Name of the source of an entry, and identifier of the dataset that it may fill: made at first sight for ever.
  name text primary key,
  portal text not null,
  identifier text not null,
  title text not null,
  entry jsonb not null,
  taken jsonb,
  -- A dataset of the catalogue, or the one that another entry will make at its first harvest.
  linked_to text,
  because jsonb not null default '[]',
  doubts jsonb not null default '[]',
  first_seen timestamptz not null,
  last_seen timestamptz not null,
  changed_at timestamptz,
  changes jsonb not null default '[]',
  vanished_at timestamptz,
  unique (portal, identifier)
);
create index portal_entry_link on harvest.portal_entry (linked_to) where linked_to is not null;

-- How the last reading of each catalogue ended; definitions of portals are files.
create table harvest.portal_look (
  portal text primary key,
  read_at timestamptz,
  entries integer not null,
  unreadable integer not null,
  whole boolean not null,
  failing_since timestamptz,
  failure text
);

-- What people said of two datasets that look alike: kept, and not asked again.
create table harvest.same_dataset (
  one text not null,
  other text not null,
  same boolean not null,
  decided_by text not null,
  decided_at timestamptz not null,
  primary key (one, other),
  check (one < other)
);
