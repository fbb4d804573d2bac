import { Type } from 'typebox'
import { conflict } from '../../kernel/errors.ts'
import { type Database, first, many, sql } from '../../kernel/sql.ts'
import { Definition } from './definition.ts'
import { EDITION, EditionRow, FoundRow, inOrder, moment } from './indicator-rows.ts'
import type { EditionArchive } from './past-editions.ts'
import type { DefinitionStore, EditionRecord, IndicatorStore } from './ports.ts'

const Row = Type.Object({ definition: Definition, edition: Type.Union([EditionRow, Type.Null()]) })
const orNull = Type.Union([Type.String(), Type.Null()])
const ManagedRow = Type.Object({
  ...Row.properties,
  madeBy: orNull,
  updatedAt: Type.String(),
  withdrawnAt: orNull,
  chosen: Type.Boolean(),
  refusal: Type.Union([
    Type.Object({ at: Type.String(), findings: Type.Array(FoundRow), madeFrom: Type.String() }),
    Type.Null(),
  ]),
})
const ChangeRow = Type.Object({
  number: Type.Integer(),
  definition: Definition,
  who: Type.String(),
  at: Type.String(),
})
const Archived = Type.Object({ definition: Definition, edition: EditionRow })
const Moved = Type.Object({ at: Type.String() })

const RECORDS = sql`select d.definition, case when e.id is null then null else ${EDITION} end as edition
  from indicator.definition d left join indicator.edition e on e.id = d.edition_id`
const MANAGED = sql`select d.definition, case when e.id is null then null else ${EDITION} end as edition,
    d.made_by as "madeBy", ${moment('d.updated_at')} as "updatedAt", ${moment('d.withdrawn_at')} as "withdrawnAt", d.chosen,
    case when r.indicator is null then null
      else json_build_object('at', ${moment('r.at')}, 'findings', r.findings, 'madeFrom', r.made_from) end as refusal
  from indicator.definition d
  left join indicator.edition e on e.id = d.edition_id
  left join indicator.refusal r on r.indicator = d.slug`

/** Definitions and editions in PostgreSQL; values are files elsewhere. */
export const postgresIndicators = (db: Database): IndicatorStore & DefinitionStore => ({
  list: async () => inOrder(await many(db, Row, sql`${RECORDS} where d.withdrawn_at is null`)),

  get: (slug) => first(db, Row, sql`${RECORDS} where d.slug = ${slug} and d.withdrawn_at is null`),

  async saveDefinition(definition, at) {
    const text = JSON.stringify(definition)
    await db.query(sql`
      insert into indicator.definition (slug, definition, updated_at) values (${definition.slug}, ${text}::jsonb, ${at})
      on conflict (slug) do update set definition = excluded.definition, updated_at = excluded.updated_at
      where indicator.definition.made_by is null and indicator.definition.definition <> excluded.definition`)
  },

  addEdition: (edition) => db.transaction((tx) => addAndShow(tx, edition)),

  async editions(indicator) {
    const rows = await many(
      db,
      Type.Object({ edition: EditionRow }),
      sql`select ${EDITION} as edition from indicator.edition e where e.indicator = ${indicator} order by e.number desc`,
    )
    return rows.map(({ edition }) => edition)
  },

  async show(indicator, editionId, chosen) {
    await db.query(sql`update indicator.definition set edition_id = ${editionId}, chosen = ${chosen}
      where slug = ${indicator} and exists (select 1 from indicator.edition where id = ${editionId} and indicator = ${indicator})`)
  },

  async revision() {
    const moved = await first(db, Moved, sql`select last_value::text || is_called::text as at from indicator.revision`)
    return moved?.at ?? ''
  },

  managed: async () => inOrder(await many(db, ManagedRow, MANAGED)),

  find: (slug) => first(db, ManagedRow, sql`${MANAGED} where d.slug = ${slug}`),

  async publish(definition, edition, who, at) {
    const [slug, text] = [definition.slug, JSON.stringify(definition)]
    await db.transaction(async (tx) => {
      await tx.query(sql`
        insert into indicator.definition (slug, definition, made_by, updated_at)
        values (${slug}, ${text}::jsonb, ${who}, ${at})
        on conflict (slug) do update set definition = excluded.definition, made_by = excluded.made_by,
          updated_at = excluded.updated_at, withdrawn_at = null`)
      await tx.query(sql`
        insert into indicator.definition_change (indicator, number, definition, who, at)
        select ${slug}, coalesce(max(number), 0) + 1, ${text}::jsonb, ${who}, ${at}
        from indicator.definition_change where indicator = ${slug}`)
      await addAndShow(tx, edition)
    })
  },

  changes: (slug) =>
    many(
      db,
      ChangeRow,
      sql`select number, definition, who, ${moment('at')} as at from indicator.definition_change
        where indicator = ${slug} order by number desc`,
    ),

  async withdraw(slug, at) {
    await db.query(sql`update indicator.definition set withdrawn_at = ${at} where slug = ${slug}`)
  },

  async noteRefusal(slug, refusal) {
    if (!refusal) {
      await db.query(sql`delete from indicator.refusal where indicator = ${slug}`)
      return
    }
    const { at, findings, madeFrom } = refusal
    await db.query(sql`
      insert into indicator.refusal (indicator, at, findings, made_from)
      values (${slug}, ${at}, ${JSON.stringify(findings)}::jsonb, ${madeFrom})
      on conflict (indicator) do update set at = excluded.at, findings = excluded.findings, made_from = excluded.made_from`)
  },
})

/** Editions of one indicator are numbered one after the other, whoever builds at the same time. */
const addAndShow = async (tx: Database, edition: EditionRecord): Promise<void> => {
  const { id, indicator, number, builtAt, sources, findings, counts, madeFrom, definition } = edition
  await tx.query(sql`select 1 from indicator.definition where slug = ${indicator} for update`)
  const taken = await tx.query(
    sql`select 1 from indicator.edition where indicator = ${indicator} and number >= ${number} limit 1`,
  )
  if (taken.length > 0)
    throw conflict('Une autre construction de cet indicateur vient de finir : regardez-la, puis recommencez au besoin.')
  await tx.query(sql`
    insert into indicator.edition (id, indicator, number, built_at, sources, findings, counts, made_from, definition)
    select ${id}, slug, ${number}::int, ${builtAt}::timestamptz, ${JSON.stringify(sources)}::jsonb, ${JSON.stringify(findings)}::jsonb,
      ${JSON.stringify(counts)}::jsonb, ${madeFrom}, coalesce(${definition ? JSON.stringify(definition) : null}::jsonb, definition)
    from indicator.definition where slug = ${indicator}`)
  await tx.query(sql`update indicator.definition set edition_id = ${id}, chosen = false where slug = ${indicator}`)
  await tx.query(sql`delete from indicator.refusal where indicator = ${indicator}`)
}

/** Identifiers of all the editions recorded. */
export const recordedEditions = async (db: Database): Promise<ReadonlySet<string>> =>
  new Set(
    (await many(db, Type.Object({ id: Type.String() }), sql`select id from indicator.edition`)).map(({ id }) => id),
  )

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
