import { fold } from '../../kernel/fold.ts'
import type { CatalogueQuery, FacetName } from './ports.ts'

/** What finding and counting need of a published dataset. */
export interface CatalogueEntry {
  readonly id: string
  readonly slug: string
  readonly title: string
  readonly keywords: readonly string[]
  readonly theme: string | null
  readonly localThemes: readonly string[]
  readonly producer: string | null
  readonly territory: string | null
  readonly format: string | null
  readonly licence: string | null
  /** Milliseconds since 1970. */
  readonly updated: number
  readonly uses: number
}

/** The published catalogue in memory, at one revision; entries from the last changed to the oldest. */
export interface CatalogueIndex {
  readonly entries: readonly CatalogueEntry[]
  readonly byId: ReadonlyMap<string, CatalogueEntry>
  readonly producers: ReadonlyMap<string, { readonly name: string; readonly slug: string }>
  readonly places: ReadonlyMap<string, string>
  readonly made: Date
}

export type Choices = Pick<CatalogueQuery, FacetName>
export type Counts = Readonly<Record<FacetName, ReadonlyMap<string, number>>>

export const FACET_NAMES: readonly FacetName[] = ['theme', 'producer', 'territory', 'format', 'licence', 'freshness']

const DAY_MS = 86_400_000
const freshness = (age: number): string =>
  age < 7 * DAY_MS ? 'week' : age < 31 * DAY_MS ? 'month' : age < 365 * DAY_MS ? 'year' : 'older'

const has = (entry: CatalogueEntry, name: FacetName, wanted: readonly string[], now: number): boolean =>
  name === 'theme'
    ? (entry.theme !== null && wanted.includes(entry.theme)) || entry.localThemes.some((t) => wanted.includes(t))
    : wanted.includes((name === 'freshness' ? freshness(now - entry.updated) : entry[name]) ?? '')

/**
 * The entries that meet every choice, and the values of each facet in one pass: a facet counts as if it had no choice of
 * its own, so that choosing one theme still shows the others.
 */
export const narrow = (
  entries: readonly CatalogueEntry[],
  choices: Choices,
  now: number,
): { readonly kept: readonly CatalogueEntry[]; readonly counts: Counts } => {
  const chosen = FACET_NAMES.filter((name) => choices[name].length > 0)
  const counts = {
    theme: new Map<string, number>(),
    producer: new Map<string, number>(),
    territory: new Map<string, number>(),
    format: new Map<string, number>(),
    licence: new Map<string, number>(),
    freshness: new Map<string, number>(),
  }
  const count = (name: FacetName, value: string | null) => {
    if (value !== null) counts[name].set(value, (counts[name].get(value) ?? 0) + 1)
  }
  const tally = (entry: CatalogueEntry, name: FacetName) => {
    if (name !== 'theme') return count(name, name === 'freshness' ? freshness(now - entry.updated) : entry[name])
    count(name, entry.theme)
    for (const local of entry.localThemes) count(name, local)
  }
  const kept: CatalogueEntry[] = []
  for (const entry of entries) {
    const failed = chosen.filter((name) => !has(entry, name, choices[name], now))
    if (failed.length === 0) {
      kept.push(entry)
      for (const name of FACET_NAMES) tally(entry, name)
    } else if (failed.length === 1 && failed[0]) tally(entry, failed[0])
  }
  return { kept, counts }
}

const collator = new Intl.Collator('fr', { sensitivity: 'base', numeric: true })

const ranks = new WeakMap<CatalogueIndex, ReadonlyMap<string, number>>()

/** The place of each title among all, found once an index: comparing French words ten thousand times is slow. */
const titleRanks = (index: CatalogueIndex): ReadonlyMap<string, number> => {
  const known =
    ranks.get(index) ??
    new Map(index.entries.toSorted((a, b) => collator.compare(a.title, b.title) || byId(a, b)).map((e, i) => [e.id, i]))
  ranks.set(index, known)
  return known
}
const byId = (a: CatalogueEntry, b: CatalogueEntry) => (a.id < b.id ? -1 : 1)

/** Entries in the order asked for; they come by date, or by relevance when words were searched. */
export const ordered = (
  index: CatalogueIndex,
  entries: readonly CatalogueEntry[],
  sort: CatalogueQuery['sort'],
  searched: boolean,
): readonly CatalogueEntry[] => {
  if (sort === 'title') {
    const rank = titleRanks(index)
    return entries.toSorted((a, b) => (rank.get(a.id) ?? 0) - (rank.get(b.id) ?? 0))
  }
  if (sort === 'use') return entries.toSorted((a, b) => b.uses - a.uses || byId(a, b))
  if (sort === 'date' && searched) return entries.toSorted((a, b) => b.updated - a.updated || byId(a, b))
  return entries
}

interface Aids {
  /** The titles, folded, in the order of the entries. */
  readonly titles: readonly string[]
  readonly byKeyword: ReadonlyMap<string, readonly CatalogueEntry[]>
}
const aids = new WeakMap<CatalogueIndex, Aids>()

/** What suggestions and resemblances look into, made once an index. */
const aidsOf = (index: CatalogueIndex): Aids => {
  const known = aids.get(index)
  if (known) return known
  const byKeyword = new Map<string, CatalogueEntry[]>()
  for (const entry of index.entries)
    for (const word of entry.keywords) {
      const holders = byKeyword.get(word) ?? []
      holders.push(entry)
      byKeyword.set(word, holders)
    }
  const made = { titles: index.entries.map((entry) => fold(entry.title)), byKeyword }
  aids.set(index, made)
  return made
}

/** Titles that hold every word typed, those that begin with them first, then the most used. */
export const titled = (index: CatalogueIndex, typed: string, limit: number): readonly CatalogueEntry[] => {
  const whole = fold(typed)
  const [first = '', ...others] = whole.split(' ')
  if (first === '') return []
  const found: { readonly entry: CatalogueEntry; readonly rank: number }[] = []
  aidsOf(index).titles.forEach((title, i) => {
    const entry = index.entries[i]
    if (!entry || !title.includes(first) || !others.every((word) => title.includes(word))) return
    const begins = (word: string) => ` ${title}`.includes(` ${word}`)
    found.push({ entry, rank: title.startsWith(whole) ? 0 : begins(first) && others.every(begins) ? 1 : 2 })
  })
  return found
    .sort((a, b) => a.rank - b.rank || b.entry.uses - a.entry.uses || byId(a.entry, b.entry))
    .slice(0, limit)
    .map(({ entry }) => entry)
}

/** The datasets that share the most keywords with one, of its theme first; none without a shared keyword. */
export const alike = (
  index: CatalogueIndex,
  to: Pick<CatalogueEntry, 'id' | 'keywords' | 'theme'>,
  limit: number,
): readonly CatalogueEntry[] => {
  const { byKeyword } = aidsOf(index)
  const scores = new Map<CatalogueEntry, number>()
  for (const word of new Set(to.keywords))
    for (const entry of byKeyword.get(word) ?? [])
      if (entry.id !== to.id) scores.set(entry, (scores.get(entry) ?? (entry.theme === to.theme ? 1 : 0)) + 2)
  // Only the best are sorted when they are enough: sorting thousands to keep three is most of the work.
  const best = [...scores.values()].reduce((most, score) => Math.max(most, score), 0)
  const found = [...scores]
  const top = found.filter(([, score]) => score === best)
  return (top.length >= limit ? top : found)
    .sort(([a, ofA], [b, ofB]) => ofB - ofA || b.uses - a.uses || byId(a, b))
    .slice(0, limit)
    .map(([entry]) => entry)
}
