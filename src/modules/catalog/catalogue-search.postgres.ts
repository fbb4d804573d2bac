import { Type } from 'typebox'
import { fold } from '../../kernel/fold.ts'
import { type Database, many, type Sql, sql } from '../../kernel/sql.ts'
import {
  alike,
  type CatalogueEntry,
  type CatalogueIndex,
  type Counts,
  FACET_NAMES,
  narrow,
  ordered,
  titled,
} from './catalogue-index.ts'
import { DATASET_COLUMNS, SummaryRow, summaryOf } from './dataset-store.postgres.ts'
import { licenceOf } from './licences.ts'
import type { CataloguePage, CatalogueQuery, DatasetSummary, FacetName, FacetValue, Suggestion } from './ports.ts'
import { themeOf } from './themes.ts'

const FRESHNESS: Readonly<Record<string, string>> = {
  week: 'Depuis une semaine',
  month: 'Depuis un mois',
  year: 'Depuis un an',
  older: 'Plus ancien',
}

interface Found {
  readonly entries: readonly CatalogueEntry[]
  readonly facets: CataloguePage['facets']
}

/** Answers already made on an index, so that the pages of one question are cut from one answer. */
const answers = new WeakMap<CatalogueIndex, Map<string, Promise<Found>>>()
const MOST_ANSWERS = 100

/** A page of published datasets with its facets; words that match nothing are corrected once, and it is said. */
export const searchCatalogue = async (
  db: Database,
  index: CatalogueIndex,
  query: CatalogueQuery,
): Promise<CataloguePage> => {
  const found = await answerOf(db, index, query)
  if (found.entries.length > 0 || query.text.trim() === '') return pageOf(db, found, query, null)
  const corrected = await correct(db, query.text)
  return corrected
    ? pageOf(db, await answerOf(db, index, { ...query, text: corrected }), query, corrected)
    : pageOf(db, found, query, null)
}

const answerOf = (db: Database, index: CatalogueIndex, query: CatalogueQuery): Promise<Found> => {
  const { page: _page, size: _size, ...question } = query
  const key = JSON.stringify(question)
  const known = answers.get(index) ?? new Map<string, Promise<Found>>()
  answers.set(index, known)
  const found = known.get(key) ?? find(db, index, query)
  if (known.size >= MOST_ANSWERS && !known.has(key)) known.clear()
  known.set(key, found)
  found.catch(() => known.delete(key))
  return found
}

const find = async (db: Database, index: CatalogueIndex, query: CatalogueQuery): Promise<Found> => {
  const text = query.text.trim()
  const hits = text === '' ? index.entries : await matching(db, index, text)
  const { kept, counts } = narrow(hits, query, index.made.getTime())
  return { entries: ordered(index, kept, query.sort, text !== ''), facets: facetsOf(index, counts) }
}

const pageOf = async (
  db: Database,
  { entries, facets }: Found,
  { page, size }: CatalogueQuery,
  correction: string | null,
): Promise<CataloguePage> => {
  const items = await summaries(db, entries.slice((page - 1) * size, page * size))
  return { total: entries.length, items, facets, correction }
}

/** The datasets of these entries, in their order. */
const summaries = async (db: Database, entries: readonly CatalogueEntry[]): Promise<readonly DatasetSummary[]> => {
  if (entries.length === 0) return []
  const rows = await many(
    db,
    SummaryRow,
    sql`select ${DATASET_COLUMNS}, o.name as "producerName", o.slug as "producerSlug", d.row_count as "rowCount",
               d.column_count as "columnCount", d.format
        from catalog.dataset d left join catalog.organisation o on o.id = d.producer
        where d.id = any(${entries.map((entry) => entry.id)}) and d.status = 'published'`,
  )
  const byId = new Map(rows.map((row) => [row.id, summaryOf(row)]))
  return entries.flatMap(({ id }) => byId.get(id) ?? [])
}

/** The datasets that share the most with one. */
export const alikeDatasets = (
  db: Database,
  index: CatalogueIndex,
  to: Parameters<typeof alike>[1],
  limit: number,
): Promise<readonly DatasetSummary[]> => summaries(db, alike(index, to, limit))

/** The words as typed; the last one also as the beginning of a word, since people look while they type. */
const asked = (text: string): Sql => {
  const last = /([\p{L}\p{N}]{3,})$/u.exec(text)?.[1]
  const whole = sql`websearch_to_tsquery('catalog.fr', ${text})`
  if (!last || /["-]/.test(text)) return whole
  const before = text.slice(0, -last.length)
  return sql`(${whole} || (websearch_to_tsquery('catalog.fr', ${before}) && to_tsquery('catalog.fr', ${`${last}:*`})))`
}

const Id = Type.Object({ id: Type.String() })

/** The entries whose title, keywords, description or column labels hold the words, the most relevant first. */
const matching = async (db: Database, index: CatalogueIndex, text: string): Promise<readonly CatalogueEntry[]> => {
  const rows = await many(
    db,
    Id,
    sql`select d.id from catalog.dataset d, (select ${asked(text)} as words) q
        where d.status = 'published' and d.search @@ q.words
        order by ts_rank(d.search, q.words) desc, d.uses desc, d.id`,
  )
  return rows.flatMap(({ id }) => index.byId.get(id) ?? [])
}

const facetsOf = (index: CatalogueIndex, counts: Counts): CataloguePage['facets'] => {
  const of = (name: FacetName): readonly FacetValue[] =>
    [...counts[name]]
      .map(([value, count]) => ({ value, label: labelOf(index, name, value), count }))
      .sort((a, b) => b.count - a.count || a.label.localeCompare(b.label, 'fr'))
  const [theme, producer, territory, format, licence, freshness] = FACET_NAMES.map(of)
  return {
    theme: theme ?? [],
    producer: producer ?? [],
    territory: territory ?? [],
    format: format ?? [],
    licence: licence ?? [],
    freshness: freshness ?? [],
  }
}

const labelOf = (index: CatalogueIndex, name: FacetName, value: string): string => {
  if (name === 'theme') return themeOf(value)?.label ?? value
  if (name === 'licence') return licenceOf(value)?.title ?? value
  if (name === 'freshness') return FRESHNESS[value] ?? value
  if (name === 'format') return value.toUpperCase()
  return (name === 'producer' ? index.producers.get(value)?.name : index.places.get(value)) ?? value
}

const Corrected = Type.Object({ typed: Type.String(), word: Type.Union([Type.String(), Type.Null()]) })

/** Each word that no title or keyword has, replaced by the most alike; null when nothing is near enough. */
const correct = async (db: Database, text: string): Promise<string | null> => {
  const rows = await many(
    db,
    Corrected,
    // From the cheapest to the dearest: the word itself, its likes by the index, then every word of nearly its length.
    sql`select typed, coalesce(
          (select w.word from catalog.word w where w.word = typed),
          (select w.word from catalog.word w where w.word % typed and levenshtein_less_equal(w.word, typed, 2) <= 2
           order by levenshtein_less_equal(w.word, typed, 4), similarity(w.word, typed) desc, w.word limit 1),
          (select w.word from catalog.word w
           where length(w.word) between length(typed) - 2 and length(typed) + 2 and levenshtein_less_equal(w.word, typed, 2) <= 2
           order by levenshtein_less_equal(w.word, typed, 4), similarity(w.word, typed) desc, w.word limit 1),
          (select w.word from catalog.word w where w.word % typed order by similarity(w.word, typed) desc, w.word limit 1)) as word
        from regexp_split_to_table(lower(public.unaccent(${text})), '[^a-z0-9]+') with ordinality as t(typed, place)
        where length(typed) > 2 order by place`,
  )
  const corrected = rows.map((row) => row.word ?? row.typed).join(' ')
  return rows.some((row) => row.word !== null && row.word !== row.typed) ? corrected : null
}

/** Titles and producers that hold what is being typed, accents and mistakes forgiven. */
export const suggestions = async (
  db: Database,
  index: CatalogueIndex,
  text: string,
  limit: number,
): Promise<readonly Suggestion[]> => {
  const typed = text.trim()
  if (typed.length < 2) return []
  const exact = titled(index, typed, limit)
  // The beginning of a word resembles too many: mistakes are forgiven from five letters on.
  const corrected = exact.length > 0 || typed.length < 5 ? null : await correct(db, typed)
  const datasets = corrected ? titled(index, corrected, limit) : exact
  const organisations = [...index.producers.values()].filter(({ name }) => fold(name).includes(fold(typed))).slice(0, 3)
  return [
    ...datasets.map(({ title, slug }) => ({ kind: 'dataset' as const, label: title, href: `/donnees/${slug}` })),
    ...organisations.map(({ name, slug }) => ({
      kind: 'organisation' as const,
      label: name,
      href: `/organisations/${slug}`,
    })),
  ].slice(0, limit)
}
