import { type Static, Type } from 'typebox'
import { type Database, first, many, Sql, sql } from '../../kernel/sql.ts'
import { indexDataset, markPublished } from './dataset-store.postgres.ts'
import type { VersionStore } from './ports.ts'
import { Version } from './version.ts'

/** What the `facts` column keeps: everything of a version that has no column of its own. */
const Facts = Type.Omit(Version, ['id', 'datasetId', 'number', 'createdAt', 'createdBy', 'publishedAt', 'rowCount'])
const Row = Type.Object({
  ...Type.Pick(Version, ['id', 'datasetId', 'number', 'createdAt', 'createdBy', 'publishedAt', 'rowCount']).properties,
  facts: Facts,
})
const COLUMNS = new Sql(
  [
    `id, dataset_id as "datasetId", number, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt",
     to_char(published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "publishedAt", created_by as "createdBy", row_count as "rowCount", facts`,
  ],
  [],
)

/** Versions in PostgreSQL; their rows are files elsewhere. */
export const postgresVersions = (db: Database): VersionStore => ({
  async get(id) {
    const row = await first(
      db,
      Row,
      sql`select ${COLUMNS} from catalog.version where id = ${id} and withdrawn_at is null`,
    )
    return row && flat(row)
  },

  async ofDataset(datasetId) {
    const rows = await many(
      db,
      Row,
      sql`select ${COLUMNS} from catalog.version
          where dataset_id = ${datasetId} and withdrawn_at is null order by number desc`,
    )
    return rows.map(flat)
  },

  async add({ id, datasetId, createdAt, createdBy, rowCount, ...facts }) {
    const Numbered = Type.Object({ number: Type.Integer() })
    const added = await db.transaction(async (tx) => {
      await tx.query(holding(datasetId))
      return first(
        tx,
        Numbered,
        sql`insert into catalog.version (id, dataset_id, number, created_at, created_by, row_count, facts)
            select ${id}, ${datasetId}, coalesce(max(number), 0) + 1, ${createdAt}, ${createdBy}, ${rowCount}, ${JSON.stringify(facts)}::jsonb
            from catalog.version where dataset_id = ${datasetId} returning number`,
      )
    })
    return { id, datasetId, number: added?.number ?? 1, createdAt, createdBy, publishedAt: null, rowCount, ...facts }
  },

  waiting: (producer) =>
    many(
      db,
      Type.Object({ datasetId: Type.String(), title: Type.String(), number: Type.Integer() }),
      sql`select d.id as "datasetId", d.title, v.number from catalog.dataset d
          join catalog.version shown on shown.id = d.version_id
          join lateral (select number, created_at, published_at from catalog.version
            where dataset_id = d.id and withdrawn_at is null order by number desc limit 1) v on v.number > shown.number and v.published_at is null
          where d.status = 'published' and (${producer}::text is null or d.producer = ${producer})
          order by v.created_at limit 50`,
    ),

  async publish(datasetId, versionId, at, only) {
    const [status, anyVersion, inPlace] = [only?.status ?? null, only?.versionId === undefined, only?.versionId ?? null]
    await db.transaction(async (tx) => {
      await tx.query(holding(datasetId)) // a version that is being withdrawn is so by now
      await tx.query(sql`
        update catalog.dataset d set version_id = v.id, updated_at = ${at}, row_count = v.row_count,
          column_count = jsonb_array_length(v.facts -> 'columns'), format = v.facts ->> 'format',
          column_labels = (select coalesce(string_agg(c ->> 'label', ' '), '') from jsonb_array_elements(v.facts -> 'columns') c)
        from catalog.version v where d.id = ${datasetId} and v.id = ${versionId} and v.dataset_id = d.id and v.withdrawn_at is null
          and (${status}::text is null or d.status = ${status})
          and (${anyVersion} or d.version_id is not distinct from ${inPlace}::text)`)
      await markPublished(tx, datasetId, at)
      await indexDataset(tx, datasetId)
    })
  },

  withdraw: (versionId, at, because) =>
    db.transaction(async (tx) => {
      const Owner = Type.Object({ datasetId: Type.String() })
      const owner = await first(
        tx,
        Owner,
        sql`select dataset_id as "datasetId" from catalog.version where id = ${versionId}`,
      )
      if (!owner) return false
      await tx.query(holding(owner.datasetId))
      const done = await tx.query(sql`
        update catalog.version v set withdrawn_at = ${at}, withdrawn_because = ${because},
          facts = jsonb_build_object('original', v.facts -> 'original')
        where id = ${versionId} and withdrawn_at is null
          and not exists (select 1 from catalog.dataset d where d.version_id = v.id) returning id`)
      return done.length === 1
    }),

  withdrawn: (datasetId) =>
    many(
      db,
      Withdrawn,
      sql`select id, number, to_char(published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "publishedAt",
            to_char(withdrawn_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "withdrawnAt",
            withdrawn_because as because, facts #>> '{original,sha256}' as sha256
          from catalog.version where dataset_id = ${datasetId} and withdrawn_at is not null order by number desc`,
    ),

  async holdsFile(sha256) {
    const held = await db.query(sql`
      select 1 from catalog.version where withdrawn_at is null and facts #>> '{original,sha256}' = ${sha256}
      union all select 1 from catalog.attachment where sha256 = ${sha256} limit 1`)
    return held.length > 0
  },
})

/** Holds a dataset until the end of the transaction: its numbers are given, and its pointer moved, one at a time. */
const holding = (datasetId: string): Sql => sql`select 1 from catalog.dataset where id = ${datasetId} for update`

const Withdrawn = Type.Object({
  id: Type.String(),
  number: Type.Integer(),
  publishedAt: Type.Union([Type.String(), Type.Null()]),
  withdrawnAt: Type.String(),
  because: Type.String(),
  sha256: Type.String(),
})

const flat = ({ facts, ...row }: Static<typeof Row>): Version => ({ ...row, ...facts })
