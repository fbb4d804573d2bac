create schema indicator;

-- What an indicator is: its definition is data (see the module's `Definition`).
create table indicator.definition (
  slug text primary key,
  definition jsonb not null,
  -- The edition shown; its values are a file that never changes.
  edition_id text,
  updated_at timestamptz not null
);

create table indicator.edition (
  id text primary key,
  indicator text not null references indicator.definition (slug),
  number integer not null,
  built_at timestamptz not null,
  sources jsonb not null,
  findings jsonb not null,
  counts jsonb not null,
  -- A print of what it was made from: the same print, nothing to build anew.
  made_from text not null,
  unique (indicator, number)
);

alter table indicator.definition
  add constraint shown_edition foreign key (edition_id) references indicator.edition (id) deferrable initially deferred;

-- Moves at each change of an indicator: what a process remembers holds while it stands.
create sequence indicator.revision;
create function indicator.move_revision() returns trigger language plpgsql as $$
begin
  perform nextval('indicator.revision');
  return null;
end $$;
create trigger definition_moves after insert or update or delete on indicator.definition
  for each statement execute function indicator.move_revision();
