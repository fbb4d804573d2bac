-- True when only a part of the member lies in the container: a town split between several cantons.
alter table territory.membership add column part boolean not null default false;
