import { Type } from 'typebox'
import { type Database, first, many, Sql, sql } from '../../kernel/sql.ts'
import { Overrides } from './overrides.ts'
import type { OverrideStore, RunStore } from './ports.ts'

const State = Type.Enum(['queued', 'running', 'succeeded', 'failed', 'interrupted'])
const text = Type.Union([Type.String(), Type.Null()])
const Row = Type.Object({
  id: Type.String(),
  datasetId: Type.String(),
  fileName: Type.String(),
  sha256: Type.String(),
  actor: text,
  state: State,
  done: Type.Number(),
  doing: Type.String(),
  error: text,
  versionId: text,
  createdAt: Type.String(),
  finishedAt: text,
})
const COLUMNS = new Sql(
  [
    `id, dataset_id as "datasetId", file_name as "fileName", sha256, actor, state, done, doing, error, version_id as "versionId",
     to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt",
     to_char(finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "finishedAt"`,
  ],
  [],
)

/** Ingestions in PostgreSQL. */
export const postgresRuns = (db: Database): RunStore => ({
  get: (id) => first(db, Row, sql`select ${COLUMNS} from ingest.run where id = ${id}`),
  recent: (limit, datasetId) =>
    many(
      db,
      Row,
      sql`select ${COLUMNS} from ingest.run where ${datasetId ?? null}::text is null or dataset_id = ${datasetId ?? null} order by created_at desc limit ${limit}`,
    ),
  async add(run) {
    await db.query(sql`
      insert into ingest.run (id, dataset_id, file_name, sha256, actor, state, done, doing, created_at)
      values (${run.id}, ${run.datasetId}, ${run.fileName}, ${run.sha256}, ${run.actor}, ${run.state}, ${run.done}, ${run.doing}, ${run.createdAt})`)
  },
  async change(id, c) {
    await db.query(sql`
      update ingest.run set state = coalesce(${c.state ?? null}, state), done = coalesce(${c.done ?? null}, done), doing = coalesce(${c.doing ?? null}, doing),
        error = coalesce(${c.error ?? null}, error), version_id = coalesce(${c.versionId ?? null}, version_id),
        finished_at = coalesce(${c.finishedAt ?? null}, finished_at) where id = ${id}`)
  },
  async interruptAll(at) {
    const rows = await db.query(
      sql`update ingest.run set state = 'interrupted', finished_at = ${at} where state in ('queued', 'running') returning id`,
    )
    return rows.length
  },
})

/** Overrides in PostgreSQL. */
export const postgresOverrides = (db: Database): OverrideStore => ({
  async get(datasetId) {
    const found = await first(
      db,
      Type.Object({ overrides: Overrides }),
      sql`select overrides from ingest.setting where dataset_id = ${datasetId}`,
    )
    return found?.overrides ?? {}
  },
  async save(datasetId, overrides) {
    await db.query(sql`
      insert into ingest.setting (dataset_id, overrides) values (${datasetId}, ${JSON.stringify(overrides)}::jsonb)
      on conflict (dataset_id) do update set overrides = excluded.overrides`)
  },
})
