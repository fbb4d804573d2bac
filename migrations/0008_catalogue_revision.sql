-- A number that moves with each change of what the catalogue shows: who keeps the catalogue in memory asks for it alone.
create table catalog.revision (single boolean primary key default true check (single), number bigint not null);
insert into catalog.revision (number) values (1);

create function catalog.move_revision() returns trigger language plpgsql as $$
begin
  update catalog.revision set number = number + 1;
  return null;
end $$;

create trigger dataset_moves_revision
after insert or delete or update of slug, title, keywords, theme, local_themes, licence, producer, territory, status, updated_at,
  format on catalog.dataset
for each statement execute function catalog.move_revision();
create trigger organisation_moves_revision after insert or update or delete on catalog.organisation
for each statement execute function catalog.move_revision();

create index dataset_use on catalog.dataset (uses desc, id) where status = 'published';
