import { Type } from 'typebox'
import { type Database, first, many, sql } from '../../kernel/sql.ts'
import type { CatalogueIndex } from './catalogue-index.ts'

/** Uses move without a revision, and freshness with the day: an index older than this is made again behind the answer. */
const KEPT_MS = 60_000

const Entry = Type.Object({
  id: Type.String(),
  slug: Type.String(),
  title: Type.String(),
  keywords: Type.Array(Type.String()),
  theme: Type.Union([Type.String(), Type.Null()]),
  localThemes: Type.Array(Type.String()),
  producer: Type.Union([Type.String(), Type.Null()]),
  territory: Type.Union([Type.String(), Type.Null()]),
  format: Type.Union([Type.String(), Type.Null()]),
  licence: Type.Union([Type.String(), Type.Null()]),
  updated: Type.Number(),
  uses: Type.Number(),
})
const Producer = Type.Object({ id: Type.String(), name: Type.String(), slug: Type.String() })
const Revision = Type.Object({ number: Type.Number() })

/** The names of places, by identifier. */
export type PlaceNames = (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>

/** Gives the catalogue as it stands, read again only when its revision moved. */
export const keptCatalogue = (
  db: Database,
  placeNames: PlaceNames,
  revision: () => Promise<number>,
): (() => Promise<CatalogueIndex>) => {
  let kept: { readonly revision: number; readonly index: CatalogueIndex } | undefined
  let reading: Promise<CatalogueIndex> | undefined
  const read = (): Promise<CatalogueIndex> => {
    reading ??= load(db, placeNames)
      .then((found) => {
        kept = found
        return found.index
      })
      .finally(() => {
        reading = undefined
      })
    return reading
  }
  return async () => {
    const now = await revision()
    // A reading begun before this question may have missed the change that moved the revision: ask once more after it.
    if (kept?.revision !== now) {
      await reading
      return kept?.revision === now ? kept.index : read()
    }
    if (Date.now() - kept.index.made.getTime() > KEPT_MS) void read().catch(() => undefined)
    return kept.index
  }
}

/** Moves with each change of what the catalogue shows. */
export const catalogueRevision = async (db: Database): Promise<number> =>
  (await first(db, Revision, sql`select number from catalog.revision`))?.number ?? 0

const load = async (db: Database, placeNames: PlaceNames) => {
  const [number, entries, producers] = await db.transaction(async (tx) => {
    await tx.query(sql`set transaction isolation level repeatable read, read only`)
    return [
      await catalogueRevision(tx),
      await many(
        tx,
        Entry,
        sql`select id, slug, title, keywords, theme, local_themes as "localThemes", producer, territory, format, licence,
                   extract(epoch from updated_at) * 1000 as updated, uses
            from catalog.dataset where status = 'published' order by updated_at desc, id`,
      ),
      await many(tx, Producer, sql`select id, name, slug from catalog.organisation`),
    ] as const
  })
  const territories = new Set(entries.flatMap((entry) => entry.territory ?? []))
  const index: CatalogueIndex = {
    entries,
    byId: new Map(entries.map((entry) => [entry.id, entry])),
    producers: new Map(producers.map(({ id, ...producer }) => [id, producer])),
    places: await placeNames([...territories]),
    made: new Date(),
  }
  return { revision: number, index }
}
