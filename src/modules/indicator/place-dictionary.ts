import { type Geography, Level } from '../territory/index.ts'
import { type NearWords, nearWords } from './near-words.ts'
import { isPassedOver, keyWords } from './question-words.ts'

/** A place as a question may name it. */
export interface KnownPlace {
  readonly level: Level
  readonly code: string
  readonly name: string
  readonly population: number | null
  /** In the portal's territory, or holding it. */
  readonly here: boolean
  /** Code of the EPCI that holds it, for a commune. */
  readonly epci: string | null
}

/** One way to name a place: it is named when a question holds all these words. */
interface Key {
  readonly words: readonly string[]
  readonly place: KnownPlace
  /** The lower, the more likely: see `tierOf`. */
  readonly tier: number
}

/** A place that a question names, with the words of the question that do. */
export interface NamedPlace {
  readonly place: KnownPlace
  /** Words of the question, as they are compared. */
  readonly words: readonly string[]
  /** Letters that were wrong, all words together. */
  readonly distance: number
}

/** Words of the names of places, each with the word of the question that stands for it. */
export type Heard = ReadonlyMap<string, { readonly word: string; readonly distance: number }>

export interface PlaceDictionary {
  /** Places that some words name, the likeliest first: more words of the name, fewer wrong letters, the portal's own, the larger. */
  readonly named: (heard: Heard) => readonly NamedPlace[]
  readonly near: NearWords
  readonly at: (level: Level, code: string) => KnownPlace | undefined
  /** Communes that a postcode serves, the largest first. */
  readonly ofPostcode: (postcode: string) => readonly KnownPlace[]
}

/** Words that tell what level a place is of. */
export const LEVEL_HINTS: Readonly<Record<string, Level>> = {
  ...{ commune: 'commune', communes: 'commune', ville: 'commune', village: 'commune' },
  ...{ cc: 'epci', ca: 'epci', cu: 'epci', communaute: 'epci', comcom: 'epci', epci: 'epci', interco: 'epci' },
  ...{ agglo: 'epci', agglomeration: 'epci', intercommunalite: 'epci', metropole: 'epci', urbaine: 'epci' },
  ...{
    canton: 'canton',
    cantons: 'canton',
    arrondissement: 'arrondissement',
    departement: 'departement',
    region: 'region',
  },
}

const LEVELS = Level.anyOf.map(({ const: level }) => level)
const LARGE = ['departement', 'region', 'pays'] as const satisfies readonly Level[]
/** A département, a region or the country. */
export const isLarge = ({ level }: KnownPlace): boolean => (LARGE as readonly Level[]).includes(level)
/** A commune that everybody knows: its name alone means it, wherever the portal is. */
const WELL_KNOWN = 100_000

interface Sources {
  readonly geography: Geography
  /** Code of the département that the portal is about. */
  readonly home: string
  readonly populationOf: (level: Level, code: string) => number | null
  readonly postcodes: Iterable<{ readonly codePostal: string; readonly codeCommune: string }>
}

/** Every place in force with the ways to name it. Hundreds of milliseconds of work: made when places or their populations change. */
export const placeDictionary = (sources: Sources): PlaceDictionary => {
  const places = knownPlaces(sources)
  const byId = new Map(places.map((place) => [`${place.level}:${place.code}`, place]))
  const ofLarge = new Set(places.filter(isLarge).flatMap(({ name }) => keyWords(name)))
  const keys = places.flatMap((place) => keysOf(place, ofLarge))
  const frequency = new Map<string, number>()
  for (const { words } of keys) for (const word of words) frequency.set(word, (frequency.get(word) ?? 0) + 1)
  const byWord = new Map<string, Key[]>()
  for (const key of keys) {
    const rarest = key.words.reduce((a, b) => ((frequency.get(b) ?? 0) < (frequency.get(a) ?? 0) ? b : a))
    const same = byWord.get(rarest)
    if (same) same.push(key)
    else byWord.set(rarest, [key])
  }
  const postcodes = new Map<string, Set<KnownPlace>>()
  for (const { codePostal, codeCommune } of sources.postcodes) {
    const place = byId.get(`commune:${codeCommune}`)
    const served = postcodes.get(codePostal)
    if (place && served) served.add(place)
    else if (place) postcodes.set(codePostal, new Set([place]))
  }
  return {
    named: (heard) => namedBy(byWord, heard),
    near: nearWords(frequency.keys()),
    at: (level, code) => byId.get(`${level}:${code}`),
    ofPostcode: (postcode) => [...(postcodes.get(postcode) ?? [])].toSorted(bySize),
  }
}

const knownPlaces = ({ geography, home, populationOf }: Sources): readonly KnownPlace[] => {
  const { names, holders } = geography
  const departements = holders.get('departement') ?? new Map<string, string>()
  const communes = [...departements].flatMap(([commune, holder]) => (holder === home ? [commune] : []))
  const here = new Map(
    LEVELS.map((level) => [
      level,
      new Set(level === 'commune' ? communes : communes.flatMap((code) => holders.get(level)?.get(code) ?? [])),
    ]),
  )
  return LEVELS.flatMap((level) =>
    [...(names.get(level) ?? [])]
      .filter(([code]) => level !== 'commune' || departements.has(code))
      .map(([code, name]) => ({
        ...{ level, code, name, population: populationOf(level, code), here: here.get(level)?.has(code) ?? false },
        epci: level === 'commune' ? (holders.get('epci')?.get(code) ?? null) : null,
      })),
  )
}

/**
 * 0: the whole name of a place of the portal's territory, but for a canton, which mostly bears that of another. 1: that of a département, a region, the country or a large
 * city. 2: a part of the name of a place of the territory. 3: the whole name of a place elsewhere. 4: the rest.
 */
const tierOf = (place: KnownPlace, whole: boolean): number => {
  if (!whole || place.level === 'canton') return place.here ? 2 : 4
  if (place.here) return 0
  return isLarge(place) || (place.level === 'commune' && (place.population ?? 0) > WELL_KNOWN) ? 1 : 3
}

const keysOf = (place: KnownPlace, ofLarge: ReadonlySet<string>): readonly Key[] => {
  const all = keyWords(place.name)
  const plain = place.level === 'epci' ? all.filter((word) => LEVEL_HINTS[word] !== 'epci') : all
  const words = plain.length > 0 ? plain : all
  if (words.length === 0) return []
  return [
    { words, place, tier: tierOf(place, true) },
    ...partsOf(place, words, ofLarge).map((part) => ({ words: part, place, tier: tierOf(place, false) })),
  ]
}

/** What people shorten names to: « Charny » (Charny Orée de Puisaye), « Puisaye » (CC de Puisaye-Forterre), « Bourgogne ». */
const partsOf = (place: KnownPlace, words: readonly string[], ofLarge: ReadonlySet<string>) => {
  if (words.length < 2) return []
  if (place.level === 'region') return words.filter(tells).map((word) => [word])
  if (!place.here) return []
  if (place.level === 'epci') return words.filter((word) => tells(word) && !ofLarge.has(word)).map((word) => [word])
  const size = /^sainte?$/.test(words[0] ?? '') ? 2 : 1
  const first = words.slice(0, size)
  return place.level === 'commune' && words.length > size && first.every((word) => word.length > 3) ? [first] : []
}

const COMMON = new Set([
  'grand',
  'grande',
  'vallee',
  'coeur',
  'rives',
  'portes',
  'terres',
  'entre',
  'haute',
  'villages',
])
const tells = (word: string): boolean => word.length > 4 && !COMMON.has(word)

const namedBy = (byWord: ReadonlyMap<string, readonly Key[]>, heard: Heard): readonly NamedPlace[] => {
  const found: (NamedPlace & { readonly tier: number; readonly size: number })[] = []
  for (const rarest of heard.keys())
    for (const { words, place, tier } of byWord.get(rarest) ?? []) {
      const said = words.flatMap((word) => heard.get(word) ?? [])
      if (said.length < words.length || said.every(({ word }) => isPassedOver(word))) continue
      const distance = said.reduce((sum, one) => sum + one.distance, 0)
      found.push({ place, words: said.map(({ word }) => word), distance, tier, size: words.length })
    }
  return found.toSorted(
    (a, b) =>
      b.size - a.size ||
      a.distance - b.distance ||
      a.tier - b.tier ||
      LEVELS.indexOf(a.place.level) - LEVELS.indexOf(b.place.level) ||
      bySize(a.place, b.place),
  )
}

const bySize = (a: KnownPlace, b: KnownPlace): number =>
  (b.population ?? 0) - (a.population ?? 0) || (a.code < b.code ? -1 : 1)
