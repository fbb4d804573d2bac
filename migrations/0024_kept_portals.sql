-- Portals that people added, and those, of ours or of theirs, that they retired. What was read of one stays in
-- harvest.portal_entry, whatever becomes of it.
create table harvest.portal (
  id text primary key,
  -- Null for a portal that comes with the program: only its retirement is kept here.
  definition jsonb,
  -- Who answers for what it publishes.
  organisation text references catalog.organisation (id),
  retired_at timestamptz,
  saved_by text not null,
  saved_at timestamptz not null,
  check ((definition is null) = (organisation is null))
);
