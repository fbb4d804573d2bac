import { Type } from 'typebox'
import { type Database, first, many, Sql, sql } from '../../kernel/sql.ts'
import { Definition } from './definition.ts'
import type { EditionArchive } from './past-editions.ts'
import type { EditionRecord, IndicatorStore } from './ports.ts'

const Source = Type.Object({
  datasetId: Type.String(),
  slug: Type.String(),
  title: Type.String(),
  versionId: Type.String(),
  number: Type.Integer(),
  producer: Type.String(),
})
const Found = Type.Object({
  weight: Type.Union([Type.Literal('refused'), Type.Literal('noted')]),
  kind: Type.String(),
  message: Type.String(),
  examples: Type.Array(Type.String()),
  count: Type.Integer(),
})
const EditionRow = Type.Object({
  id: Type.String(),
  indicator: Type.String(),
  number: Type.Integer(),
  builtAt: Type.String(),
  sources: Type.Array(Source),
  findings: Type.Array(Found),
  counts: Type.Record(Type.String(), Type.Integer()),
  madeFrom: Type.String(),
})
const Row = Type.Object({ definition: Definition, edition: Type.Union([EditionRow, Type.Null()]) })
const Archived = Type.Object({ definition: Definition, edition: EditionRow })
const Moved = Type.Object({ at: Type.String() })

const EDITION = new Sql(
  [
    `json_build_object('id', e.id, 'indicator', e.indicator, 'number', e.number,
       'builtAt', to_char(e.built_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
       'sources', e.sources, 'findings', e.findings, 'counts', e.counts, 'madeFrom', e.made_from)`,
  ],
  [],
)
const RECORDS = sql`select d.definition, case when e.id is null then null else ${EDITION} end as edition
  from indicator.definition d left join indicator.edition e on e.id = d.edition_id`

/** Definitions and editions in PostgreSQL; values are files elsewhere. */
export const postgresIndicators = (db: Database): IndicatorStore => ({
  list: () =>
    many(
      db,
      Row,
      sql`${RECORDS} order by d.definition ->> 'theme', d.definition ->> 'subtheme', d.definition ->> 'name'`,
    ),

  get: (slug) => first(db, Row, sql`${RECORDS} where d.slug = ${slug}`),

  async saveDefinition(definition, at) {
    const text = JSON.stringify(definition)
    await db.query(sql`
      insert into indicator.definition (slug, definition, updated_at) values (${definition.slug}, ${text}::jsonb, ${at})
      on conflict (slug) do update set definition = excluded.definition, updated_at = excluded.updated_at
      where indicator.definition.definition <> excluded.definition`)
  },

  async addEdition(edition) {
    await db.transaction(async (tx) => {
      await insert(tx, edition)
      await tx.query(sql`update indicator.definition set edition_id = ${edition.id} where slug = ${edition.indicator}`)
    })
  },

  async editions(indicator) {
    const rows = await many(
      db,
      Type.Object({ edition: EditionRow }),
      sql`select ${EDITION} as edition from indicator.edition e where e.indicator = ${indicator} order by e.number desc`,
    )
    return rows.map(({ edition }) => edition)
  },

  async show(indicator, editionId) {
    await db.query(sql`update indicator.definition set edition_id = ${editionId}
      where slug = ${indicator} and exists (select 1 from indicator.edition where id = ${editionId} and indicator = ${indicator})`)
  },

  async revision() {
    const moved = await first(db, Moved, sql`select last_value::text || is_called::text as at from indicator.revision`)
    return moved?.at ?? ''
  },
})

const insert = (db: Database, { id, indicator, number, builtAt, sources, findings, counts, madeFrom }: EditionRecord) =>
  db.query(sql`insert into indicator.edition (id, indicator, number, built_at, sources, findings, counts, made_from, definition)
    select ${id}, slug, ${number}::int, ${builtAt}::timestamptz, ${JSON.stringify(sources)}::jsonb, ${JSON.stringify(findings)}::jsonb,
      ${JSON.stringify(counts)}::jsonb, ${madeFrom}, definition from indicator.definition where slug = ${indicator}`)

/** Editions that were shown once, in PostgreSQL. */
export const postgresArchive = (db: Database): EditionArchive => ({
  get: (indicator, number) =>
    first(
      db,
      Archived,
      sql`select e.definition, ${EDITION} as edition from indicator.edition e
          where e.indicator = ${indicator} and e.number = ${number}`,
    ),

  besides: (editionId, indicators) =>
    many(
      db,
      Archived,
      sql`select distinct on (e.indicator) e.definition, ${EDITION} as edition
          from indicator.edition e, indicator.edition at
          where at.id = ${editionId} and e.indicator = any(${[...indicators]})
          order by e.indicator, e.built_at > at.built_at, case when e.built_at > at.built_at then e.number else -e.number end`,
    ),
})
