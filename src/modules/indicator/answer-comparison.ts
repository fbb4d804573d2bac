import type { StatedValue } from '../figure/index.ts'
import type { Place, PlaceStore } from '../territory/index.ts'
import { type ComparedIndicator, comparePlaces, MOST_COMPARED } from './compare.ts'
import { lastKnown, type MadeValue, valueAt } from './edition.ts'
import type { FoundPeers, PeerFinder } from './find-peers.ts'
import type { KnownIndicators, ShownIndicator } from './known-indicators.ts'
import type { PeerKind } from './peers.ts'
import { type Rank, rankAmongPeers } from './rank.ts'
import { readComparison } from './read-comparison.ts'

export interface AnswerDeps {
  readonly known: Pick<KnownIndicators, 'shown'>
  readonly places: Pick<PlaceStore, 'byCode' | 'get'>
  readonly finder: PeerFinder
  /** The day of the question: `2026-11-24`. */
  readonly today: () => string
}

export interface AskedComparison {
  readonly places: readonly string[]
  readonly indicators: readonly string[]
  readonly peers: Exclude<PeerKind, 'choisis'> | null
}

/** Where a place stands among its peers for one indicator, at its last period with a number. */
export interface RankedIndicator {
  readonly indicator: ShownIndicator
  readonly period: string
  readonly stated: MadeValue
  /** Null when the place has no number. */
  readonly rank: Rank | null
  /** The values of its peers at that period. */
  readonly others: readonly { readonly code: string; readonly stated: StatedValue }[]
}

/** The first place asked about, among peers found for it. */
export interface AmongPeers {
  readonly place: Place
  readonly kind: Exclude<PeerKind, 'choisis'>
  readonly found: FoundPeers
  readonly ranks: readonly RankedIndicator[]
}

export interface ComparisonAnswer {
  /** Places that the reader named. */
  readonly named: readonly Place[]
  /** Those compared: the named ones, then the nearest peers when peers are asked for. */
  readonly places: readonly Place[]
  readonly indicators: readonly ShownIndicator[]
  /** Everything that could be asked for. */
  readonly shown: readonly ShownIndicator[]
  readonly compared: readonly ComparedIndicator[]
  readonly peers: AmongPeers | null
  /** What could not be understood, in French. */
  readonly remarks: readonly string[]
}

/** Answers a comparison: the places named, put side by side, and the first among its peers when they are asked for. */
export const answerComparison =
  (deps: AnswerDeps) =>
  async (asked: AskedComparison): Promise<ComparisonAnswer> => {
    const shown = await deps.known.shown()
    const { places: named, indicators, remarks } = await readComparison(deps.places, deps.today)(asked, shown)
    const [first] = named
    const peers = first && asked.peers ? await amongPeers(deps.finder)(first, asked.peers, indicators) : null
    const places = peers?.found.found ? await withNearest(deps.places, named, peers.found) : named
    return { named, places, indicators, shown, compared: comparePlaces(places, indicators), peers, remarks }
  }

/** Finds the peers of a place and ranks it among them, indicator by indicator; those that say nothing of it are left out. */
export const amongPeers =
  (finder: PeerFinder) =>
  async (
    place: Place,
    kind: Exclude<PeerKind, 'choisis'>,
    indicators: readonly ShownIndicator[],
  ): Promise<AmongPeers> => {
    const found = await finder.of(place, kind)
    const codes = found.found ? found.peers.peers.map(({ code }) => code) : []
    const ranks = indicators.flatMap((indicator): readonly RankedIndicator[] => {
      const last = lastKnown(indicator.edition, place.level, place.code)
      if (!last) return []
      const others = codes.map((code) => ({
        code,
        stated: valueAt(indicator.edition, place.level, code, last.period),
      }))
      const values = others.map(({ stated }) => stated)
      return [{ indicator, ...last, rank: found.found ? rankAmongPeers(last.stated, values) : null, others }]
    })
    return { place, kind, found, ranks }
  }

const withNearest = async (
  places: Pick<PlaceStore, 'get'>,
  named: readonly Place[],
  found: FoundPeers & { readonly found: true },
): Promise<readonly Place[]> => {
  const level = named[0]?.level
  const ids = found.peers.peers.map(({ code }) => `${level}:${code}`)
  const wanted = ids.filter((id) => !named.some((place) => place.id === id)).slice(0, MOST_COMPARED - named.length)
  const more = await Promise.all(wanted.map((id) => places.get(id)))
  return [...named, ...more.filter((place) => place !== undefined)]
}
