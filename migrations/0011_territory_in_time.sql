-- What becomes of the land of codes on a day: the codes before, the codes after. Series are rebuilt with these.
create table territory.movement (
  id integer generated always as identity primary key,
  level text not null,
  -- First day of the new limits, at the latest when `not_before` is there.
  happened_on date not null,
  -- A day when it had not happened yet, when no source gives the day itself.
  not_before date,
  before text[] not null,
  into_codes text[] not null,
  why text not null
);
create index movement_day on territory.movement (level, happened_on);

-- When two editions frame a date that no source gives, the earlier one: the date lies after it.
alter table territory.place add column from_after date, add column until_after date;
alter table territory.event add column on_after date;

alter table territory.membership add column valid_from date, add column from_after date,
  add column valid_until date, add column until_after date;
-- A commune may leave a container and come back.
alter table territory.membership drop constraint membership_pkey;
create unique index membership_period on territory.membership
  (member_id, container_id, coalesce(valid_from, '-infinity'::date));
