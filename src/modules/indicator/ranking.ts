import { type Geography, isOverseasCollectivity, type Level, titleOf } from '../territory/index.ts'
import { columnOf, type Edition, type MadeValue } from './edition.ts'

/** A place in a list ranked by value; places without a number come after, unranked. */
export interface Ranked extends MadeValue {
  readonly code: string
  readonly name: string
  /** 1 for the greatest; the same for equals; null without a number. */
  readonly rank: number | null
}

/** Which places are ranked, and when. */
export interface AskedRanking {
  readonly level: Level
  readonly period: string
  /** The codes of the places that a larger one holds; those of the country when absent. */
  readonly within?: ReadonlySet<string>
}

/** Places of a level at one period, the greatest first, equals in the order of the alphabet. */
export const rankedPlaces = (edition: Edition, geography: Geography, asked: AskedRanking): readonly Ranked[] => {
  const listed = listedPlaces(geography, asked)
  const known: RankedLater[] = []
  const others: RankedLater[] = []
  for (const { code, value, status, making } of columnOf(edition, asked.level, asked.period, asked.within)) {
    const place = listed.get(code)
    if (place) (value === null ? others : known).push({ code, name: place.name, value, status, making, place })
  }
  known.sort((a, b) => (b.value ?? 0) - (a.value ?? 0) || byName(a, b))
  others.sort(byName)
  let rank = 0
  const ranked = known.map(({ place, ...one }, i): Ranked => {
    if (i === 0 || one.value !== known[i - 1]?.value) rank = i + 1
    return { ...one, rank }
  })
  return [...ranked, ...others.map(({ place, ...one }): Ranked => ({ ...one, rank: null }))]
}

type RankedLater = Omit<Ranked, 'rank'> & { readonly place: Listed }

/** What a list calls a place, and its turn in the order of the alphabet: the same for all when none was worked out. */
interface Listed {
  readonly name: string
  readonly turn: number
}

/** Made once: to make one costs a thousand times its use. */
const alphabet = new Intl.Collator('fr')
const byName = (a: RankedLater, b: RankedLater) => a.place.turn - b.place.turn || alphabet.compare(a.name, b.name)

const everywhere = {}
const kept = new WeakMap<Geography, WeakMap<object, Map<Level, ReadonlyMap<string, Listed>>>>()

/** What is listed of a level, worked out once for a geography and a set of codes. */
const listedPlaces = (geography: Geography, { level, within }: AskedRanking): ReadonlyMap<string, Listed> => {
  const lists = kept.get(geography) ?? new WeakMap<object, Map<Level, ReadonlyMap<string, Listed>>>()
  kept.set(geography, lists)
  const levels = lists.get(within ?? everywhere) ?? new Map<Level, ReadonlyMap<string, Listed>>()
  lists.set(within ?? everywhere, levels)
  const listed = levels.get(level) ?? named(geography, level, within)
  levels.set(level, listed)
  return listed
}

/** The country has too many places to put in order ahead: only its equals are compared. */
const named = (
  { names }: Geography,
  level: Level,
  within: ReadonlySet<string> | undefined,
): ReadonlyMap<string, Listed> => {
  const known = names.get(level) ?? new Map<string, string>()
  const shape = level === 'epci' ? 'epci' : 'commune'
  const titled = (name: string) =>
    shape === 'epci' || name.includes("'") ? titleOf({ level: shape, name, liaison: 0 }) : name
  const places = [...(within ?? known.keys())].toSorted().flatMap((code) => {
    const name = isOverseasCollectivity(level, code) ? undefined : known.get(code)
    return name === undefined ? [] : [{ code, name: titled(name) }]
  })
  if (within) places.sort((a, b) => alphabet.compare(a.name, b.name))
  return new Map(places.map(({ code, name }, turn) => [code, { name, turn: within ? turn : 0 }]))
}
