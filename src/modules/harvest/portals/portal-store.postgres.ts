import { Type } from 'typebox'
import { type Database, first, many, Sql, sql } from '../../../kernel/sql.ts'
import { KnownEntry, PortalLook, type PortalStore } from './ports.ts'

const iso = (column: string, as: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "${as}"`
const ENTRY = new Sql(
  [
    `portal, identifier, name, entry, taken, linked_to as "linkedTo", because, doubts, ${iso('first_seen', 'firstSeen')}, ${iso('last_seen', 'lastSeen')},
     ${iso('changed_at', 'changedAt')}, changes, ${iso('vanished_at', 'vanishedAt')}`,
  ],
  [],
)
const LOOK = new Sql(
  [`portal, ${iso('read_at', 'readAt')}, entries, unreadable, whole, ${iso('failing_since', 'failingSince')}, failure`],
  [],
)
const WordRow = Type.Object({ one: Type.String(), other: Type.String(), same: Type.Boolean() })
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`

/** Entries of catalogues, readings and words of people in PostgreSQL. */
export const postgresPortals = (db: Database): PortalStore => ({
  looks: () => many(db, PortalLook, sql`select ${LOOK} from harvest.portal_look`),
  async saveLook(l) {
    await db.query(sql`
      insert into harvest.portal_look (portal, read_at, entries, unreadable, whole, failing_since, failure)
      values (${l.portal}, ${l.readAt}, ${l.entries}, ${l.unreadable}, ${l.whole}, ${l.failingSince}, ${l.failure})
      on conflict (portal) do update set read_at = excluded.read_at, entries = excluded.entries, unreadable = excluded.unreadable,
        whole = excluded.whole, failing_since = excluded.failing_since, failure = excluded.failure`)
  },
  entries: (portal) =>
    many(
      db,
      KnownEntry,
      sql`select ${ENTRY} from harvest.portal_entry where ${portal ?? null}::text is null or portal = ${portal ?? null}
          order by title, name`,
    ),
  entriesOf: (datasetId) =>
    many(
      db,
      KnownEntry,
      sql`select ${ENTRY} from harvest.portal_entry
          where vanished_at is null and (linked_to = ${datasetId} or (name = ${datasetId} and linked_to is null and taken is not null)) order by portal, name`,
    ),
  entry: (name) => first(db, KnownEntry, sql`select ${ENTRY} from harvest.portal_entry where name = ${name}`),
  saveEntries: (entries) =>
    db.transaction(async (tx) => {
      for (const e of entries)
        await tx.query(sql`
          insert into harvest.portal_entry (name, portal, identifier, title, entry, taken, linked_to, because, doubts, first_seen, last_seen, changed_at, changes, vanished_at)
          values (${e.name}, ${e.portal}, ${e.identifier}, ${e.entry.title}, ${json(e.entry)}, ${e.taken === null ? null : json(e.taken)}, ${e.linkedTo},
            ${json(e.because)}, ${json(e.doubts)}, ${e.firstSeen}, ${e.lastSeen}, ${e.changedAt}, ${json(e.changes)}, ${e.vanishedAt})
          on conflict (name) do update set title = excluded.title, entry = excluded.entry, taken = coalesce(excluded.taken, portal_entry.taken), linked_to = excluded.linked_to,
            because = excluded.because, doubts = excluded.doubts, last_seen = excluded.last_seen, changed_at = excluded.changed_at,
            changes = excluded.changes, vanished_at = excluded.vanished_at`)
    }),
  words: () => many(db, WordRow, sql`select one, other, same from harvest.same_dataset`),
  async saveWord({ one, other, same }, by, at) {
    const [a, b] = one < other ? [one, other] : [other, one]
    await db.query(sql`
      insert into harvest.same_dataset (one, other, same, decided_by, decided_at) values (${a}, ${b}, ${same}, ${by}, ${at})
      on conflict (one, other) do update set same = excluded.same, decided_by = excluded.decided_by, decided_at = excluded.decided_at`)
  },
  async forgetWord(one, other) {
    const [a, b] = one < other ? [one, other] : [other, one]
    const rows = await db.query(sql`delete from harvest.same_dataset where one = ${a} and other = ${b} returning one`)
    return rows.length === 1
  },
})
