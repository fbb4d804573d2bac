-- What a search sorts by: the last known population, and the département that holds the place, whole.
alter table territory.place add column inhabitants integer;
alter table territory.place add column departement text;
