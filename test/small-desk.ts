import { type Exclusive, exclusiveHere } from '../src/kernel/exclusive.ts'
import { type Database, sql } from '../src/kernel/sql.ts'
import type { Audit, Person } from '../src/modules/access/index.ts'
import { postgresAudit } from '../src/modules/access/person-store.postgres.ts'
import {
  type DefinitionStore,
  type Edition,
  type IndicatorDesk,
  type IndicatorStore,
  type KnownIndicators,
  knownIndicators,
} from '../src/modules/indicator/index.ts'
import { indicatorDesk } from '../src/modules/indicator/indicator-desk.ts'
import { postgresIndicators } from '../src/modules/indicator/indicator-store.postgres.ts'
import type { Cell } from '../src/modules/query/index.ts'
import { groupedTables } from './grouped-tables.ts'
import { freshDatabase } from './postgres.ts'
import { smallGeography } from './small-country.ts'

export interface SmallDesk {
  readonly desk: IndicatorDesk
  readonly known: KnownIndicators
  readonly store: IndicatorStore & DefinitionStore
  readonly audit: Audit
  readonly editor: Person
  /** The rows of the one dataset, as a new version of it. */
  readonly give: (rows: readonly Readonly<Record<string, Cell>>[]) => void
  /** Forgets every indicator. */
  readonly empty: () => Promise<void>
}

/** A desk over a fresh database. */
export const deskOver = async (exclusive?: Exclusive) => {
  const { database, close } = await freshDatabase()
  return { ...smallDesk(database, exclusive), close }
}

/** A desk over a small country, whose one dataset is given row by row. */
export const smallDesk = (database: Database, exclusive: Exclusive = exclusiveHere()): SmallDesk => {
  const store = postgresIndicators(database)
  const audit = postgresAudit(database)
  const values = new Map<string, Edition>()
  const files = {
    async write(id: string, edition: Edition) {
      values.set(id, edition)
    },
    async read(id: string) {
      const found = values.get(id)
      if (!found) throw new Error(`no edition ${id}`)
      return found
    },
    async remove(id: string) {
      values.delete(id)
    },
  }
  let [tables, number, last] = [groupedTables([]), 0, 0]
  const desk = indicatorDesk({
    store,
    files,
    audit,
    tables: { group: (...asked) => tables.group(...asked) },
    geography: smallGeography(),
    sourceOf: async (name) =>
      name === 'jeu'
        ? { datasetId: 'jeu', slug: 'jeu', title: 'Jeu', versionId: `v${number}`, number, producer: 'INSEE' }
        : undefined,
    exclusive,
    newId: () => {
      last += 1
      return `e${last}`
    },
    now: () => new Date(Date.UTC(2026, 10, 25, 10, 0, last)),
  })
  return {
    ...{ desk, store, audit },
    known: knownIndicators(store, files),
    editor: { id: 'e', email: 'e@example.org', name: 'Ève', role: 'editor', organisation: null },
    give: (rows) => {
      tables = groupedTables(rows)
      number += 1
    },
    empty: async () => {
      await database.query(sql`update indicator.definition set edition_id = null`)
      for (const table of [
        sql`delete from indicator.refusal`,
        sql`delete from indicator.definition_change`,
        sql`delete from indicator.edition`,
        sql`delete from indicator.definition`,
      ])
        await database.query(table)
    },
  }
}
