-- A version that may be read no more: its number and its file's print stay, all that its rows told is removed.
alter table catalog.version add column withdrawn_at timestamptz;
alter table catalog.version add column withdrawn_because text;
alter table catalog.version add constraint version_withdrawn check ((withdrawn_at is null) = (withdrawn_because is null));
