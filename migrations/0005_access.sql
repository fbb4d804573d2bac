create schema access;

create table access.person (
  id text primary key,
  email text not null unique,
  name text not null,
  role text not null check (role in ('administrator', 'editor', 'contributor', 'reader')),
  organisation text,
  password_hash text not null,
  -- A password given by someone else must be changed at the first sign-in.
  must_change boolean not null default true,
  disabled boolean not null default false,
  created_at timestamptz not null
);

create table access.session (
  -- SHA-256 of the token that the cookie carries: who reads this table cannot sign in with it.
  token_hash text primary key,
  person_id text not null references access.person (id) on delete cascade,
  created_at timestamptz not null,
  used_at timestamptz not null
);
create index session_person on access.session (person_id);

create table access.attempt (
  key text not null,
  at timestamptz not null
);
create index attempt_key on access.attempt (key, at);

create table access.audit (
  number bigint generated always as identity primary key,
  at timestamptz not null,
  who text not null,
  what text not null,
  subject text not null,
  details jsonb not null
);
create index audit_subject on access.audit (subject, number desc);

-- The trail is written once: nothing rewrites or removes a line of it.
create function access.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail is never changed';
end $$;
create trigger audit_is_kept before update or delete or truncate on access.audit execute function access.refuse_change();
