import { Type } from 'typebox'
import { type Database, first, many, Sql, sql } from '../../kernel/sql.ts'
import { Role } from './person.ts'
import type { Audit, PersonStore } from './ports.ts'

const Account = Type.Object({
  id: Type.String(),
  email: Type.String(),
  name: Type.String(),
  role: Role,
  organisation: Type.Union([Type.String(), Type.Null()]),
  passwordHash: Type.String(),
  mustChange: Type.Boolean(),
  disabled: Type.Boolean(),
})
const Holder = Type.Object({ ...Account.properties, stale: Type.Boolean() })
const COLUMNS = new Sql(
  [
    'p.id, p.email, p.name, p.role, p.organisation, p.password_hash as "passwordHash", p.must_change as "mustChange", p.disabled',
  ],
  [],
)

/** A session unused this long, or this old, is over. */
const IDLE = new Sql(["interval '2 hours'"], [])
const OLDEST = new Sql(["interval '12 hours'"], [])

/** People, their sessions and their attempts, in PostgreSQL. */
export const postgresPeople = (db: Database): PersonStore => ({
  get: (id) => first(db, Account, sql`select ${COLUMNS} from access.person p where id = ${id}`),
  byEmail: (email) => first(db, Account, sql`select ${COLUMNS} from access.person p where email = lower(${email})`),
  list: () => many(db, Account, sql`select ${COLUMNS} from access.person p order by disabled, name`),
  async save(a, at) {
    await db.query(sql`
      insert into access.person (id, email, name, role, organisation, password_hash, must_change, disabled, created_at)
      values (${a.id}, lower(${a.email}), ${a.name}, ${a.role}, ${a.organisation}, ${a.passwordHash}, ${a.mustChange}, ${a.disabled}, ${at})
      on conflict (id) do update set email = excluded.email, name = excluded.name, role = excluded.role, organisation = excluded.organisation,
        password_hash = excluded.password_hash, must_change = excluded.must_change, disabled = excluded.disabled`)
  },
  async openSession(tokenHash, personId, at) {
    await db.query(
      sql`delete from access.session where used_at < ${at}::timestamptz - ${IDLE} or created_at < ${at}::timestamptz - ${OLDEST}`,
    )
    await db.query(
      sql`insert into access.session (token_hash, person_id, created_at, used_at) values (${tokenHash}, ${personId}, ${at}, ${at})`,
    )
  },
  async bySession(tokenHash, at) {
    const found = await first(
      db,
      Holder,
      sql`select ${COLUMNS}, s.used_at < ${at}::timestamptz - interval '1 minute' as stale
          from access.session s join access.person p on p.id = s.person_id
          where s.token_hash = ${tokenHash} and not p.disabled and s.used_at > ${at}::timestamptz - ${IDLE} and s.created_at > ${at}::timestamptz - ${OLDEST}`,
    )
    if (found?.stale) await db.query(sql`update access.session set used_at = ${at} where token_hash = ${tokenHash}`)
    return found
  },
  async closeSession(tokenHash) {
    await db.query(sql`delete from access.session where token_hash = ${tokenHash}`)
  },
  async closeSessions(personId) {
    await db.query(sql`delete from access.session where person_id = ${personId}`)
  },
  async attempts(key, since) {
    const found = await first(
      db,
      Type.Object({ n: Type.Integer() }),
      sql`select count(*)::int as n from access.attempt where key = ${key} and at >= ${since}`,
    )
    return found?.n ?? 0
  },
  async addAttempt(key, at) {
    await db.query(sql`delete from access.attempt where at < ${at}::timestamptz - interval '1 day'`)
    await db.query(sql`insert into access.attempt (key, at) values (${key}, ${at})`)
  },
  async clearAttempts(key, since) {
    await db.query(sql`delete from access.attempt where key = ${key} and at >= ${since}`)
  },
})

const Entry = Type.Object({
  at: Type.String(),
  who: Type.String(),
  what: Type.String(),
  subject: Type.String(),
  details: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
})

/** The audit trail, in a table that refuses any change. */
export const postgresAudit = (db: Database): Audit => ({
  async record(e) {
    await db.query(
      sql`insert into access.audit (at, who, what, subject, details) values (${e.at}, ${e.who}, ${e.what}, ${e.subject}, ${JSON.stringify(e.details)}::jsonb)`,
    )
  },
  async list(page, size, subject) {
    const rows = await many(
      db,
      Type.Object({ ...Entry.properties, total: Type.Integer() }),
      sql`select to_char(a.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, coalesce(p.name, a.who) as who, a.what, coalesce(s.name, a.subject) as subject, a.details, count(*) over ()::int as total
          from access.audit a left join access.person p on p.id = a.who left join access.person s on s.id = a.subject
          where ${subject ?? null}::text is null or a.subject = ${subject ?? null} order by a.number desc limit ${size} offset ${(page - 1) * size}`,
    )
    return { total: rows[0]?.total ?? 0, items: rows.map(({ total: _, at, ...row }) => ({ ...row, at: new Date(at) })) }
  },
})
