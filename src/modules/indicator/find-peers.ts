import {
  type Geography,
  type GeographyStore,
  isOverseasCollectivity,
  type Level,
  ofPlace,
  type Place,
  type PlaceStore,
} from '../territory/index.ts'
import type { KnownIndicators, ShownIndicator } from './known-indicators.ts'
import { LEVEL_WORDS } from './level-words.ts'
import { chooseMeasure, measuredValues, PEER_MEASURES, type UsedMeasure } from './peer-measures.ts'
import { peerPlaces } from './peer-places.ts'
import { agreed, type PeerKind, type PeerPlace, type Peers, peersByStratum } from './peers.ts'
import {
  knownPart,
  LEAST_KNOWN,
  nearestPlaces,
  prepareResemblance,
  type Resemblance,
  SIZE_FACTOR,
} from './resemblance.ts'
import { stratumOf } from './strata.ts'

export interface FindPeersDeps {
  readonly indicators: Pick<KnownIndicators, 'shown'>
  readonly geography: Pick<GeographyStore, 'today'>
  readonly places: Pick<PlaceStore, 'get'>
}

/** Peers of a place, with the places themselves; or the reason in French why there are none. */
export type FoundPeers =
  | { readonly found: true; readonly peers: Peers; readonly places: ReadonlyMap<string, PeerPlace> }
  | { readonly found: false; readonly why: string }

/** What resemblance is measured on at a level, today. */
export interface LevelMeasures {
  readonly level: Level
  readonly places: number
  readonly measures: readonly UsedMeasure[]
}

export interface PeerFinder {
  /** Kinds that the portal finds by itself. */
  readonly of: (place: Pick<Place, 'level' | 'code'>, kind: Exclude<PeerKind, 'choisis'>) => Promise<FoundPeers>
  readonly measures: (level: Level) => Promise<LevelMeasures>
}

interface Known {
  readonly places: ReadonlyMap<string, PeerPlace>
  /** Places by the start of their class of population; all together where places are not classed. */
  readonly classes: ReadonlyMap<number, readonly PeerPlace[]>
  readonly measures: readonly UsedMeasure[]
  readonly codes: readonly string[]
  readonly rankOf: ReadonlyMap<string, number>
  readonly prepared: Resemblance
}

/** What is known at a level, and what it was made from. */
interface Kept {
  readonly names: Geography['names']
  readonly shown: readonly ShownIndicator[]
  /** The editions that count, of those shown. */
  readonly from: string
  readonly known: Known
}

/**
 * Finds the peers of places. What is standardised is kept in memory, level by level, while the editions that it comes
 * from are those shown: an answer then looks only at the places of a like size.
 */
export const findPeers = (deps: FindPeersDeps): PeerFinder => {
  const kept = new Map<Level, Kept>()
  const knownAt = async (level: Level): Promise<Known> => {
    const [shown, geography] = await Promise.all([deps.indicators.shown(), deps.geography.today()])
    const before = kept.get(level)
    if (before?.shown === shown && before.names === geography.names) return before.known
    const counted = PEER_MEASURES.map(({ slug }) => shown.find(({ definition }) => definition.slug === slug))
    const from = counted.map((one) => one?.record.id ?? '').join(' ')
    const same = before?.from === from && before.names === geography.names
    const known = same ? before.known : prepare(level, geography, counted)
    kept.set(level, { names: geography.names, shown, from, known })
    return known
  }
  const wordsOf = async (id: string | null) => {
    const holder = id ? await deps.places.get(id) : undefined
    return holder ? ofPlace(holder) : null
  }
  return {
    async of({ level, code }, kind) {
      const known = await knownAt(level)
      const place = known.places.get(code)
      if (level === 'pays') return { found: false, why: 'Un pays n’a pas de pairs dans ce portail.' }
      if (isOverseasCollectivity(level, code))
        return {
          found: false,
          why: 'Une collectivité d’outre-mer n’est ni un département ni une région : elle n’a pas de pairs.',
        }
      if (!place) return { found: false, why: 'Ce lieu n’est plus un lieu d’aujourd’hui : il n’a pas de pairs.' }
      if (place.population === null)
        return { found: false, why: 'Sa population n’est pas connue : le portail ne peut pas lui trouver de pairs.' }
      if (kind === 'voisins') return resembling(known, level, code)
      const [ofDepartement, ofRegion] = await Promise.all([
        wordsOf(place.departement && `departement:${place.departement}`),
        wordsOf(place.region && `region:${place.region}`),
      ])
      const all = known.classes.get(classOf(level, place.population)) ?? []
      const peers = peersByStratum({ level, place, all, ofDepartement, ofRegion })
      return peers && peers.peers.length > 0
        ? { found: true, peers, places: known.places }
        : { found: false, why: peers?.sentence ?? 'Ce lieu n’a pas de classe de population.' }
    },
    async measures(level) {
      const { places, measures } = await knownAt(level)
      return { level, places: places.size, measures }
    },
  }
}

const classOf = (level: Level, population: number): number => stratumOf(level, population)?.from ?? 0

const byClass = (level: Level, places: Iterable<PeerPlace>): ReadonlyMap<number, readonly PeerPlace[]> => {
  const classes = new Map<number, PeerPlace[]>()
  for (const place of places) {
    if (place.population === null) continue
    const start = classOf(level, place.population)
    const known = classes.get(start)
    if (known) known.push(place)
    else classes.set(start, [place])
  }
  return classes
}

const prepare = (level: Level, geography: Geography, shown: readonly (ShownIndicator | undefined)[]): Known => {
  const population = shown.find((one) => one?.definition.slug === 'population')?.edition
  const places = peerPlaces(geography, population, level)
  const codes = [...places.keys()].toSorted()
  const rankOf = new Map(codes.map((code, at) => [code, at]))
  const measuredPlaces = { level, rankOf, epciOf: geography.holders.get('epci') ?? new Map<string, string>() }
  const measures = PEER_MEASURES.map((measure, i) => chooseMeasure(measure, shown[i]?.edition, measuredPlaces))
  const measured = measures.flatMap((measure, i) => {
    const edition = shown[i]?.edition
    return measure.use === 'used' && edition
      ? [{ weight: measure.weight, values: measuredValues(measure, edition, measure.period, measuredPlaces) }]
      : []
  })
  const populations = Float64Array.from(codes, (code) => places.get(code)?.population ?? Number.NaN)
  const classes = byClass(level, places.values())
  return { places, classes, measures, codes, rankOf, prepared: prepareResemblance(measured, populations) }
}

const resembling = ({ codes, rankOf, prepared, places, measures }: Known, level: Level, code: string): FoundPeers => {
  const at = rankOf.get(code) ?? -1
  const used = measures.filter(({ use }) => use === 'used')
  const [one, several] = LEVEL_WORDS[level]
  if (used.length === 0) return { found: false, why: 'Aucun des indicateurs de ressemblance n’est dans le portail.' }
  if (knownPart(prepared, at) < LEAST_KNOWN)
    return {
      found: false,
      why: `Trop peu de chiffres sont connus de ce lieu (moins de la moitié du poids des indicateurs) : ${agreed(level, 'aucune', 'aucun')} ${one} ne lui est ${agreed(level, 'dite', 'dit')} semblable.`,
    }
  const nearest = nearestPlaces(prepared, at)
  if (nearest.length === 0)
    return { found: false, why: `${agreed(level, 'Aucune', 'Aucun')} ${one} de France n’a une population voisine.` }
  const names = used.map((measure) => measure.name.toLowerCase())
  return {
    found: true,
    places,
    peers: {
      kind: 'voisins',
      peers: nearest.map((neighbour) => ({ code: codes[neighbour.at] ?? '', distance: neighbour.distance })),
      group: `${several} semblables`,
      sentence: `Ses pairs sont les ${nearest.length} ${several} de France qui lui ressemblent le plus (${names.join(', ')}), parmi ${agreed(level, 'celles', 'ceux')} dont la population est au plus ${SIZE_FACTOR}\u00A0fois plus petite ou plus grande.`,
    },
  }
}
