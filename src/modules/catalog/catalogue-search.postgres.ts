import { Type } from 'typebox'
import { type Database, first, join, many, type Sql, sql } from '../../kernel/sql.ts'
import { DATASET_COLUMNS, SummaryRow, summaryOf } from './dataset-store.postgres.ts'
import { licenceOf } from './licences.ts'
import type { CataloguePage, CatalogueQuery, FacetName, FacetValue, Suggestion } from './ports.ts'
import { themeOf } from './themes.ts'

const FRESHNESS: Readonly<Record<string, string>> = {
  week: 'Depuis une semaine',
  month: 'Depuis un mois',
  year: 'Depuis un an',
  older: 'Plus ancien',
}

/** The piece of SQL that gives a dataset its value in each facet. */
const FACETS: Readonly<Record<FacetName, Sql>> = {
  theme: sql`d.theme`,
  producer: sql`d.producer`,
  territory: sql`d.territory`,
  format: sql`d.format`,
  licence: sql`d.licence`,
  freshness: sql`case when d.updated_at > now() - interval '7 days' then 'week' when d.updated_at > now() - interval '31 days' then 'month'
                 when d.updated_at > now() - interval '365 days' then 'year' else 'older' end`,
}
const NAMES: readonly FacetName[] = ['theme', 'producer', 'territory', 'format', 'licence', 'freshness']

/** A page of published datasets with its facets; words that match nothing are corrected once, and it is said. */
export const searchCatalogue = async (db: Database, query: CatalogueQuery): Promise<CataloguePage> => {
  const page = await pageOf(db, query, null)
  if (page.total > 0 || query.text.trim() === '') return page
  const corrected = await correct(db, query.text)
  return corrected ? pageOf(db, { ...query, text: corrected }, corrected) : page
}

const pageOf = async (db: Database, query: CatalogueQuery, correction: string | null): Promise<CataloguePage> => {
  const [items, total, facets] = await Promise.all([itemsOf(db, query), totalOf(db, query), facetsOf(db, query)])
  return { total, items, facets, correction }
}

/** The words as typed; the last one also as the beginning of a word, since people look while they type. */
const asked = (text: string): Sql => {
  const last = /([\p{L}\p{N}]{3,})$/u.exec(text)?.[1]
  const whole = sql`websearch_to_tsquery('catalog.fr', ${text})`
  if (!last || /["-]/.test(text)) return whole
  const before = text.slice(0, -last.length)
  return sql`(${whole} || (websearch_to_tsquery('catalog.fr', ${before}) && to_tsquery('catalog.fr', ${`${last}:*`})))`
}

const matching = (query: CatalogueQuery, except?: FacetName): Sql => {
  const chosen = NAMES.filter((name) => name !== except && query[name].length > 0)
  const text = query.text.trim()
  return join(
    [
      sql`d.status = 'published'`,
      ...(text === '' ? [] : [sql`d.search @@ ${asked(text)}`]),
      ...chosen.map((name) => sql`${FACETS[name]} = any(${query[name]})`),
    ],
    ' and ',
  )
}

const orderOf = ({ sort, text }: CatalogueQuery): Sql => {
  if (sort === 'title') return sql`lower(d.title), d.id`
  if (sort === 'use') return sql`d.uses desc, d.id`
  if (sort === 'date' || text.trim() === '') return sql`d.updated_at desc, d.id`
  return sql`ts_rank(d.search, ${asked(text.trim())}) desc, d.uses desc, d.id`
}

const itemsOf = async (db: Database, query: CatalogueQuery) => {
  const rows = await many(
    db,
    SummaryRow,
    sql`select ${DATASET_COLUMNS}, o.name as "producerName", o.slug as "producerSlug", d.row_count as "rowCount",
               d.column_count as "columnCount", d.format
        from (select d.* from catalog.dataset d where ${matching(query)} order by ${orderOf(query)}
              limit ${query.size} offset ${(query.page - 1) * query.size}) d
        left join catalog.organisation o on o.id = d.producer order by ${orderOf(query)}`,
  )
  return rows.map(summaryOf)
}

const totalOf = async (db: Database, query: CatalogueQuery): Promise<number> => {
  const Row = Type.Object({ total: Type.Integer() })
  return (
    (await first(db, Row, sql`select count(*)::int as total from catalog.dataset d where ${matching(query)}`))?.total ??
    0
  )
}

const FacetRow = Type.Object({ name: Type.String(), value: Type.String(), label: Type.String(), count: Type.Integer() })

/** Each facet counts as if it had no choice of its own: choosing one theme still shows the others. */
const facetsOf = async (db: Database, query: CatalogueQuery): Promise<Record<FacetName, readonly FacetValue[]>> => {
  const counted = NAMES.map(
    (name) => sql`select ${name}::text as name, ${FACETS[name]} as value, count(*)::int as count from catalog.dataset d
                  where ${matching(query, name)} and ${FACETS[name]} is not null group by 2`,
  )
  const rows = await many(
    db,
    FacetRow,
    sql`select c.name, c.value, coalesce(o.name, c.value) as label, c.count from (${join(counted, ' union all ')}) c
        left join catalog.organisation o on c.name = 'producer' and o.id = c.value order by c.count desc, label`,
  )
  const of = (name: FacetName) =>
    rows
      .filter((row) => row.name === name)
      .map(({ value, label, count }) => ({ value, label: labelOf(name, value, label), count }))
  return {
    theme: of('theme'),
    producer: of('producer'),
    territory: of('territory'),
    format: of('format'),
    licence: of('licence'),
    freshness: of('freshness'),
  }
}

const labelOf = (name: FacetName, value: string, label: string): string => {
  if (name === 'theme') return themeOf(value)?.label ?? value
  if (name === 'licence') return licenceOf(value)?.title ?? value
  if (name === 'freshness') return FRESHNESS[value] ?? value
  if (name === 'format') return value.toUpperCase()
  return label
}

/** Each word that no title or keyword has, replaced by the most alike; null when nothing is near enough. */
const correct = async (db: Database, text: string): Promise<string | null> => {
  const Row = Type.Object({ typed: Type.String(), word: Type.Union([Type.String(), Type.Null()]) })
  const rows = await many(
    db,
    Row,
    sql`select typed, (select w.word from catalog.word w where w.word % typed or levenshtein_less_equal(w.word, typed, 2) <= 2
                       order by (w.word = typed) desc, levenshtein_less_equal(w.word, typed, 4), similarity(w.word, typed) desc, w.word limit 1) as word
        from regexp_split_to_table(lower(public.unaccent(${text})), '[^a-z0-9]+') with ordinality as t(typed, place)
        where length(typed) > 2 order by place`,
  )
  const corrected = rows.map((row) => row.word ?? row.typed).join(' ')
  return rows.some((row) => row.word !== null && row.word !== row.typed) ? corrected : null
}

/** Titles, producers and keywords that begin with or resemble what is being typed. */
export const suggestions = async (db: Database, text: string, limit: number): Promise<readonly Suggestion[]> => {
  const typed = text.trim()
  if (typed.length < 2) return []
  const Row = Type.Object({
    kind: Type.Union([Type.Literal('dataset'), Type.Literal('organisation')]),
    label: Type.String(),
    slug: Type.String(),
  })
  const like = `%${typed.replace(/[\\%_]/g, '\\$&')}%`
  const rows = await many(
    db,
    Row,
    sql`(select 'dataset' as kind, d.title as label, d.slug from catalog.dataset d
         where d.status = 'published' and (d.search @@ ${asked(typed)} or lower(d.title) like lower(${like}))
         order by ts_rank(d.search, ${asked(typed)}) desc, d.uses desc limit ${limit})
        union all
        (select 'organisation', o.name, o.slug from catalog.organisation o
         where lower(public.unaccent(o.name)) like lower(public.unaccent(${like})) order by o.name limit 3)`,
  )
  const path = { dataset: '/donnees/', organisation: '/organisations/' }
  return rows.slice(0, limit).map(({ kind, label, slug }) => ({ kind, label, href: path[kind] + slug }))
}
