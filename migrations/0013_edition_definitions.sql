-- An edition keeps the definition that it was made from: a frozen card says what was measured, as it was said then.
alter table indicator.edition add column definition jsonb;
-- Editions built before: what is said today of the indicator is the nearest that is known.
update indicator.edition e set definition = d.definition from indicator.definition d where d.slug = e.indicator;
alter table indicator.edition alter column definition set not null;
