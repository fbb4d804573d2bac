import { formatNumber } from '../../kernel/french.ts'
import type { Level } from '../territory/index.ts'
import { LEVEL_WORDS } from './level-words.ts'
import { isIn, stratumOf, stratumWords } from './strata.ts'

/** How peers are found: by class of population, by resemblance over several indicators, or by the reader. */
export type PeerKind = 'strate' | 'voisins' | 'choisis'
export const PEER_KINDS = ['strate', 'voisins', 'choisis'] as const satisfies readonly PeerKind[]

/** What finding peers has to know of a place. */
export interface PeerPlace {
  readonly code: string
  readonly name: string
  /** Null when its last count is not known. */
  readonly population: number | null
  /** Legal nature of an intercommunalité: `CC`, `CA`, `CU`, `METRO`. */
  readonly nature: string | null
  /** Codes of what holds it. */
  readonly departement: string | null
  readonly region: string | null
}

export interface Peer {
  readonly code: string
  /** How unlike they are: see `distanceBetween`. Null when peers are not found by resemblance. */
  readonly distance: number | null
}

/** Places that a place is compared with, and why those. */
export interface Peers {
  readonly kind: PeerKind
  readonly peers: readonly Peer[]
  /** « communes de 250 à 500 habitants de l’Yonne »: the group, the place included, after a number. */
  readonly group: string
  /** One sentence: how they were found. */
  readonly sentence: string
}

/** Fewer peers say little; more do not fit a page. */
export const FEWEST_PEERS = 8
export const MOST_PEERS = 60

/** Levels whose name is feminine: « toutes les communes », « tous les départements ». */
const FEMININE: ReadonlySet<Level> = new Set(['commune', 'epci', 'region'])

/** An ending, or a word, as the gender of a level asks. */
export const agreed = (level: Level, feminine: string, masculine: string): string =>
  FEMININE.has(level) ? feminine : masculine

const NATURES: Readonly<Record<string, string>> = {
  CC: 'communautés de communes',
  CA: 'communautés d’agglomération',
  CU: 'communautés urbaines',
  METRO: 'métropoles',
}

interface Scope {
  /** « communes de 250 à 500 habitants de l’Yonne ». */
  readonly words: string
  /** Places that are looked at. */
  readonly among: readonly PeerPlace[]
  readonly holds: (place: PeerPlace) => boolean
}

interface Asked {
  readonly level: Level
  readonly place: PeerPlace
  /** Every place of the level, or at least those of its class; the same array each time: what holds them is sorted out once for it. */
  readonly all: readonly PeerPlace[]
  /** « de l’Yonne », « de Bourgogne-Franche-Comté »: the words of what holds the place. */
  readonly ofDepartement: string | null
  readonly ofRegion: string | null
}

/**
 * Places of the same class as a place: in its département, else its région, else France, the first that gives eight
 * peers. Beyond sixty, those whose population is the nearest are kept. Null when the population is not known.
 */
export const peersByStratum = (asked: Asked): Peers | null => {
  const { place, level } = asked
  const { population } = place
  if (population === null || level === 'pays') return null
  const tried: { readonly words: string; readonly places: readonly PeerPlace[] }[] = []
  for (const { words, among, holds } of scopesOf(asked, population)) {
    const places = among.filter((other) => other.population !== null && holds(other) && other.code !== place.code)
    tried.push({ words, places })
    if (places.length >= FEWEST_PEERS) break
  }
  const chosen = tried.at(-1)
  if (!chosen) return null
  const nearest = chosen.places.toSorted(
    (a, b) => gap(a, population) - gap(b, population) || (a.code < b.code ? -1 : 1),
  )
  const kept = nearest.slice(0, MOST_PEERS)
  const total = chosen.places.length
  const group = kept.length < total ? `${chosen.words} les plus proches par la population` : chosen.words
  return {
    kind: 'strate',
    peers: kept.map(({ code }) => ({ code, distance: null })),
    group,
    sentence: because(kept.length, total, chosen.words, tried.length > 1 ? tried[0] : undefined, level),
  }
}

/** How far apart two populations are, as a ratio: 250 is as far from 500 as 1 000 is. */
const gap = ({ population }: PeerPlace, from: number): number =>
  Math.abs(Math.log(((population ?? 0) + 1) / (from + 1)))

const because = (
  kept: number,
  total: number,
  words: string,
  narrower: { readonly words: string; readonly places: readonly PeerPlace[] } | undefined,
  level: Level,
): string => {
  const [one, several] = LEVEL_WORDS[level]
  if (total === 0) return `${agreed(level, 'Aucune', 'Aucun')} autre ${one} n’est dans le même cas.`
  const all =
    kept < total
      ? `les ${kept} ${several} les plus proches par la population, parmi les ${formatNumber(total)} autres ${words}`
      : `les ${formatNumber(total)} autres ${words}`
  const wider = narrower
    ? `, car il n’y a pas au moins ${FEWEST_PEERS} autres ${narrower.words}${narrower.places.length > 0 ? ` (${narrower.places.length})` : ''}`
    : ''
  return `Ses pairs sont ${all}${wider}.`
}

const sorted = new WeakMap<readonly PeerPlace[], ReadonlyMap<string, readonly PeerPlace[]>>()

/** Places by what holds them. */
const heldBy = (all: readonly PeerPlace[], holder: 'departement' | 'region', code: string): readonly PeerPlace[] => {
  const known = sorted.get(all) ?? sortedOut(all)
  sorted.set(all, known)
  return known.get(`${holder} ${code}`) ?? []
}

const sortedOut = (all: readonly PeerPlace[]): ReadonlyMap<string, readonly PeerPlace[]> => {
  const holders = new Map<string, PeerPlace[]>()
  for (const place of all)
    for (const holder of ['departement', 'region'] as const) {
      const key = `${holder} ${place[holder]}`
      const held = holders.get(key)
      if (held) held.push(place)
      else holders.set(key, [place])
    }
  return holders
}

const scopesOf = ({ level, place, all, ofDepartement, ofRegion }: Asked, population: number): readonly Scope[] => {
  const stratum = stratumOf(level, population)
  const within = (words: string, holds: (other: PeerPlace) => boolean): readonly Scope[] => [
    ...(ofDepartement && place.departement
      ? [{ words: `${words} ${ofDepartement}`, among: heldBy(all, 'departement', place.departement), holds }]
      : []),
    ...(ofRegion && place.region
      ? [{ words: `${words} ${ofRegion}`, among: heldBy(all, 'region', place.region), holds }]
      : []),
    { words: `${words} de France`, among: all, holds },
  ]
  if (level === 'region') return [{ words: 'régions de France', among: all, holds: () => true }]
  if (level === 'canton') return within('cantons', () => true)
  if (!stratum) return likeSize(level, population, all)
  const same = (other: PeerPlace) => isIn(stratum, other.population ?? -1)
  if (level === 'commune') return within(`communes ${stratumWords(stratum)}`, same)
  const nature = (other: PeerPlace) => other.nature === place.nature
  const natureWords = NATURES[place.nature ?? ''] ?? 'intercommunalités'
  return [
    ...within(`${natureWords} ${stratumWords(stratum)}`, (other) => nature(other) && same(other)),
    { words: `intercommunalités ${stratumWords(stratum)} de France`, among: all, holds: same },
  ]
}

/** Départements and arrondissements have no classes: those of a like size, by wider and wider factors. */
const likeSize = (level: Level, population: number, all: readonly PeerPlace[]): readonly Scope[] =>
  [1.5, 2, 3].map((factor) => {
    const [low, high] = [Math.floor(population / factor / 1000) * 1000, Math.ceil((population * factor) / 1000) * 1000]
    return {
      words: `${LEVEL_WORDS[level][1]} de France de ${formatNumber(low)} à ${formatNumber(high)}\u00A0habitants`,
      among: all,
      holds: (other) => (other.population ?? -1) >= low && (other.population ?? -1) <= high,
    }
  })

/** Peers that the reader named. */
export const chosenPeers = (place: Pick<PeerPlace, 'code'>, codes: readonly string[], level: Level): Peers => ({
  kind: 'choisis',
  peers: [...new Set(codes)].filter((code) => code !== place.code).map((code) => ({ code, distance: null })),
  group: `${LEVEL_WORDS[level][1]} ${agreed(level, 'choisies', 'choisis')}`,
  sentence: 'Ses pairs sont ceux que vous avez choisis.',
})
