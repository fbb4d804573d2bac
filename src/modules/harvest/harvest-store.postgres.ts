import { type Database, first, many, Sql, sql } from '../../kernel/sql.ts'
import { HarvestRun, type HarvestStore, Proposal, SourceState } from './ports.ts'
import { Progress } from './progress.ts'

const iso = (column: string, as: string) =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "${as}"`
const STATE = new Sql(
  [
    `source, received, edition, ${iso('checked_at', 'checkedAt')}, ${iso('tried_at', 'triedAt')}, ${iso('changed_at', 'changedAt')}, ${iso('failing_since', 'failingSince')},
     failure, every_days as "everyDays", paused`,
  ],
  [],
)
const RUN = new Sql(
  [
    `id, source, actor, dry, state, doing, log, requests, bytes::float8 as bytes, ${iso('created_at', 'createdAt')}, ${iso('finished_at', 'finishedAt')}`,
  ],
  [],
)
const PROPOSAL = new Sql(
  [
    `id, source, dataset_id as "datasetId", version_id as "versionId", sha256, preflight, reasons, state, decided_by as "decidedBy",
     ${iso('created_at', 'createdAt')}, ${iso('decided_at', 'decidedAt')}, ${iso('concluded_at', 'concludedAt')}`,
  ],
  [],
)
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`

/** States, runs and proposals in PostgreSQL. */
export const postgresHarvest = (db: Database): HarvestStore => ({
  state: (source) => first(db, SourceState, sql`select ${STATE} from harvest.source where source = ${source}`),
  states: () => many(db, SourceState, sql`select ${STATE} from harvest.source`),
  async saveState(s) {
    await db.query(sql`
      insert into harvest.source (source, received, edition, checked_at, tried_at, changed_at, failing_since, failure, every_days, paused)
      values (${s.source}, ${json(s.received)}, ${s.edition}, ${s.checkedAt}, ${s.triedAt}, ${s.changedAt}, ${s.failingSince}, ${s.failure}, ${s.everyDays}, ${s.paused})
      on conflict (source) do update set received = excluded.received, edition = excluded.edition, checked_at = excluded.checked_at,
        tried_at = excluded.tried_at,        changed_at = excluded.changed_at, failing_since = excluded.failing_since, failure = excluded.failure`)
  },
  async saveRhythm(source, { everyDays, paused }) {
    await db.query(sql`
      insert into harvest.source (source, received, every_days, paused) values (${source}, '{}', ${everyDays}, ${paused})
      on conflict (source) do update set every_days = excluded.every_days, paused = excluded.paused`)
  },
  async addRun(r) {
    await db.query(sql`
      insert into harvest.run (id, source, actor, dry, state, doing, log, requests, bytes, created_at)
      values (${r.id}, ${r.source}, ${r.actor}, ${r.dry}, ${r.state}, ${r.doing}, ${json(r.log)}, ${r.requests}, ${r.bytes}, ${r.createdAt})`)
  },
  async changeRun(r) {
    await db.query(sql`
      update harvest.run set state = ${r.state}, doing = ${r.doing}, log = ${json(r.log)}, requests = ${r.requests}, bytes = ${r.bytes},
        finished_at = ${r.finishedAt} where id = ${r.id}`)
  },
  runs: (limit, source) =>
    many(
      db,
      HarvestRun,
      sql`select ${RUN} from harvest.run where ${source ?? null}::text is null or source = ${source ?? null}
          order by created_at desc, id desc limit ${limit}`,
    ),
  async tellProgress(id, p, at) {
    await db.query(sql`
      insert into harvest.progress (id, done, total, failed, title, sentence, told_at)
      values (${id}, ${p.done}, ${p.total}, ${p.failed}, ${p.title}, ${p.sentence}, ${at})
      on conflict (id) do update set done = excluded.done, total = excluded.total, failed = excluded.failed,
        title = excluded.title, sentence = excluded.sentence, told_at = excluded.told_at`)
  },
  async endProgress(id) {
    await db.query(sql`delete from harvest.progress where id = ${id}`)
  },
  progressSince: (since) =>
    first(
      db,
      Progress,
      sql`select done, total, failed, title, sentence from harvest.progress where told_at >= ${since}
          order by told_at desc, id limit 1`,
    ),
  async interruptAll(at) {
    await db.query(sql`delete from harvest.progress`)
    const rows = await db.query(
      sql`update harvest.run set state = 'interrupted', finished_at = ${at} where state in ('queued', 'running') returning id`,
    )
    return rows.length
  },
  propose: (p) =>
    db.transaction(async (tx) => {
      await tx.query(sql`update harvest.proposal set state = 'replaced', decided_at = ${p.createdAt}
        where dataset_id = ${p.datasetId} and state = 'waiting'`)
      await tx.query(sql`
        insert into harvest.proposal (id, source, dataset_id, version_id, sha256, preflight, reasons, state, created_at)
        values (${p.id}, ${p.source}, ${p.datasetId}, ${p.versionId}, ${p.sha256}, ${json(p.preflight)}, ${json(p.reasons)}, ${p.state}, ${p.createdAt})`)
    }),
  async withdraw(datasetId, at) {
    await db.query(sql`update harvest.proposal set state = 'replaced', decided_at = ${at}
      where dataset_id = ${datasetId} and state = 'waiting'`)
  },
  proposal: (id) => first(db, Proposal, sql`select ${PROPOSAL} from harvest.proposal where id = ${id}`),
  waiting: () =>
    many(db, Proposal, sql`select ${PROPOSAL} from harvest.proposal where state = 'waiting' order by created_at, id`),
  lastProposal: (datasetId) =>
    first(
      db,
      Proposal,
      sql`select ${PROPOSAL} from harvest.proposal where dataset_id = ${datasetId} order by created_at desc, id desc limit 1`,
    ),
  async settle(id, decision, by, at) {
    const rows = await db.query(sql`
      update harvest.proposal set state = ${decision}, decided_by = ${by}, decided_at = ${at}
      where id = ${id} and state = 'waiting' returning id`)
    return rows.length === 1
  },
  async conclude(id, at) {
    await db.query(sql`update harvest.proposal set concluded_at = ${at} where id = ${id}`)
  },
  async reopen(id, at) {
    await db.query(sql`
      update harvest.proposal p set decided_by = null, concluded_at = null,
        decided_at = case when other.id is null then null else ${at}::timestamptz end,
        state = case when other.id is null then 'waiting' else 'replaced' end
      from (select ${id}::text as reopened) asked
      left join harvest.proposal here on here.id = asked.reopened
      left join harvest.proposal other on other.dataset_id = here.dataset_id and other.state = 'waiting'
      where p.id = asked.reopened`)
  },
  unconcluded: () =>
    many(
      db,
      Proposal,
      sql`select ${PROPOSAL} from harvest.proposal
        where state in ('accepted', 'refused') and concluded_at is null order by decided_at, id`,
    ),
})
