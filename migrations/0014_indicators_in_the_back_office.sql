alter table indicator.definition
  -- Who last wrote it in the back office; null when it comes with the portal.
  add column made_by text,
  -- Kept, and no longer shown.
  add column withdrawn_at timestamptz,
  -- True when a person chose the edition shown: a rebuilding does not bring back those made after it.
  add column chosen boolean not null default false;

-- Every state that a definition had in the back office.
create table indicator.definition_change (
  indicator text not null references indicator.definition (slug),
  number integer not null,
  definition jsonb not null,
  who text not null,
  at timestamptz not null,
  primary key (indicator, number)
);

-- The last building that was refused, and why; gone once one succeeds.
create table indicator.refusal (
  indicator text primary key references indicator.definition (slug),
  at timestamptz not null,
  findings jsonb not null,
  made_from text not null
);
