import { type Static, Type } from 'typebox'
import type { Clock } from '../../kernel/clock.ts'
import { type Database, many, sql } from '../../kernel/sql.ts'
import type { Shape } from './contour-shapes.ts'
import { departementLayout } from './departement-layout.ts'
import { loadContourFile } from './load-contours.ts'
import type { ContourStore, PlaceStore } from './ports.ts'
import { rememberedMaps } from './remembered-maps.ts'
import { shippedTiles } from './shipped-tiles.node.ts'

const Kept = Type.Object({
  code: Type.String(),
  edition: Type.Integer(),
  source: Type.String(),
  geometry: Type.Object({ type: Type.String(), coordinates: Type.Array(Type.Unknown()) }),
})

/** Contours in PostgreSQL: the latest edition of each place answers. */
export const postgresContours = (db: Database): ContourStore => ({
  async of(level, codes, detail = 'page') {
    const rows: Static<typeof Kept>[] = await many(
      db,
      Kept,
      sql`select distinct on (code) code, edition, source, ${detail === 'page' ? sql`page` : sql`overview`} as geometry
          from territory.contour where level = ${level} and code = any(${codes}) order by code, edition desc`,
    )
    // Written by `save` alone, from shapes.
    return new Map(
      rows.map(({ code, edition, source, geometry }) => [code, { edition, source, geometry: geometry as Shape }]),
    )
  },

  async revision() {
    const known = sql`select count(*)::text || ' ' || coalesce(max(loaded_at)::text, '') as revision from territory.contour`
    return (await many(db, Type.Object({ revision: Type.String() }), known))[0]?.revision ?? ''
  },

  async save({ level, edition, source, at, shapes }) {
    const kept = [...shapes]
    await db.query(sql`
      insert into territory.contour (level, edition, code, page, overview, source, loaded_at)
      select ${level}, ${edition}, code, page, overview, ${source}, ${at}
      from unnest(${kept.map(([code]) => code)}::text[], ${kept.map(([, s]) => JSON.stringify(s.page))}::jsonb[],
        ${kept.map(([, s]) => JSON.stringify(s.overview))}::jsonb[]) as t(code, page, overview)
      on conflict (level, code, edition) do update
        set page = excluded.page, overview = excluded.overview, source = excluded.source, loaded_at = excluded.loaded_at`)
  },
})

/** The contours, how files of them are taken in, and tiles laid after them. */
export const contourFiles = (db: Database, places: PlaceStore, now: Clock) => {
  const contours = postgresContours(db)
  const layout = departementLayout({ places, contours, shipped: shippedTiles, now })
  return {
    ...contours,
    load: loadContourFile({ places, contours, now }),
    layout,
    maps: rememberedMaps(layout, contours, now),
  }
}
