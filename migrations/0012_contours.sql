-- Shapes of places, as GeoJSON geometries in degrees (WGS 84), simplified twice: for a page and for an overview.
create table territory.contour (
  level text not null,
  edition integer not null,
  code text not null,
  page jsonb not null,
  overview jsonb not null,
  source text not null,
  loaded_at timestamptz not null,
  primary key (level, code, edition)
);
