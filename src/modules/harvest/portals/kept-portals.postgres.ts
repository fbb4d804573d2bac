import { type Database, many, sql } from '../../../kernel/sql.ts'
import { type KeptPortals, PortalRecord } from './kept-portal.ts'

/** Portals that people added or retired, in PostgreSQL. */
export const postgresKeptPortals = (db: Database): KeptPortals => ({
  all: () =>
    many(
      db,
      PortalRecord,
      sql`select id, case when definition is not null then definition || jsonb_build_object('organisation', organisation) end as definition,
            to_char(retired_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "retiredAt"
          from harvest.portal order by definition ->> 'title', id`,
    ),
  async save(id, { organisation, ...definition }, by, at) {
    await db.query(sql`
      insert into harvest.portal (id, definition, organisation, saved_by, saved_at)
      values (${id}, ${JSON.stringify(definition)}::jsonb, ${organisation}, ${by}, ${at})
      on conflict (id) do update set definition = excluded.definition, organisation = excluded.organisation,
        saved_by = excluded.saved_by, saved_at = excluded.saved_at`)
  },
  async retire(id, retiredAt, by, at) {
    await db.query(sql`
      insert into harvest.portal (id, retired_at, saved_by, saved_at) values (${id}, ${retiredAt}, ${by}, ${at})
      on conflict (id) do update set retired_at = excluded.retired_at, saved_by = excluded.saved_by, saved_at = excluded.saved_at`)
  },
})
