import { type Geography, isOverseasCollectivity, type Level } from '../territory/index.ts'
import { columnOf, type Edition } from './edition.ts'
import type { PeerPlace } from './peers.ts'

/** The places of a level that can be compared, by code: name, last population, nature, and what holds them. */
export const peerPlaces = (
  geography: Geography,
  population: Edition | undefined,
  level: Level,
): ReadonlyMap<string, PeerPlace> => {
  const counts = lastCounts(population, level)
  const holds = (above: Level) => holdersOf(geography, population, level, above)
  const [departements, regions] = [holds('departement'), holds('region')]
  const isCompared = (code: string) =>
    level === 'commune' ? departements.has(code) : !isOverseasCollectivity(level, code)
  const names = [...(geography.names.get(level) ?? [])].filter(([code]) => isCompared(code))
  return new Map(
    names.map(([code, name]) => [
      code,
      {
        code,
        name,
        population: counts.get(code) ?? null,
        nature: level === 'epci' ? natureOf(name) : null,
        departement: departements.get(code) ?? null,
        region: regions.get(code) ?? null,
      },
    ]),
  )
}

/** The population of every place at the last period. */
const lastCounts = (population: Edition | undefined, level: Level): ReadonlyMap<string, number> => {
  const last = population?.periods.at(-1)
  if (!population || last === undefined) return new Map()
  return new Map(
    columnOf(population, level, last).flatMap(({ code, value }) => (value === null ? [] : [[code, value] as const])),
  )
}

/** The official name of an intercommunalité begins with its nature, unless it is a métropole. */
const natureOf = (name: string): string => /^(CC|CA|CU) /.exec(name)?.[1] ?? 'METRO'

/** Which place of a higher level holds each place of a level: the one where most of its inhabitants are. */
const holdersOf = (
  { holders }: Geography,
  population: Edition | undefined,
  level: Level,
  above: Level,
): ReadonlyMap<string, string> => {
  const ofCommune = holders.get(above) ?? new Map<string, string>()
  if (level === 'commune') return ofCommune
  const counts = lastCounts(population, 'commune')
  const shares = new Map<string, Map<string, number>>()
  for (const [commune, place] of holders.get(level) ?? []) {
    const holder = ofCommune.get(commune)
    if (holder === undefined) continue
    const of = shares.get(place) ?? new Map<string, number>()
    shares.set(place, of)
    of.set(holder, (of.get(holder) ?? 0) + (counts.get(commune) ?? 0))
  }
  return new Map(
    [...shares].map(([place, of]) => [
      place,
      [...of].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0] ?? '',
    ]),
  )
}
