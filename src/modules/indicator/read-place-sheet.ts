import type { Place, PlaceStore } from '../territory/index.ts'
import type { PeerFinder } from './find-peers.ts'
import type { KnownIndicators, ShownIndicator } from './known-indicators.ts'
import type { PlaceChoice } from './place-choice.ts'
import { type PlaceSheet, placeSheet } from './place-sheet.ts'

interface Asked {
  readonly place: Place
  /** Places that hold it. */
  readonly around: readonly Place[]
  /** Codes of the communes that it holds. */
  readonly members: readonly string[]
}

/** Levels that a place is set beside, the nearest first. */
const BESIDE = ['epci', 'departement', 'region', 'pays'] as const
/** As many columns as a narrow page holds. */
const MOST_BESIDE = 2

/** Sheets kept: the same ones are asked for the page, its other orders, its JSON and its CSV. */
const MOST_KEPT = 16

/**
 * Everything that indicators tell of a place, beside the two nearest levels that hold it and ranked among its stratum;
 * worked out once while the indicators shown are the same. A place that is no more has no figure: values are those of the
 * places of today, and the one that it joined may have kept its code.
 */
export const readPlaceSheet = (
  known: Pick<KnownIndicators, 'shown' | 'waiting'>,
  finder: Pick<PeerFinder, 'of'>,
  choice: PlaceChoice,
) => {
  const kept = new WeakMap<readonly ShownIndicator[], Map<string, PlaceSheet>>()
  return async ({ place, around, members }: Asked): Promise<PlaceSheet> => {
    if (place.validUntil !== null) return placeSheet([], [], { place, around: [], members, peers: null, choice })
    const alone = place.level === 'pays'
    const [shown, waiting, found] = await Promise.all([
      known.shown(),
      known.waiting(),
      alone ? null : finder.of(place, 'strate'),
    ])
    const sheets = kept.get(shown) ?? new Map<string, PlaceSheet>()
    kept.set(shown, sheets)
    const before = sheets.get(place.id)
    if (before) return before
    const beside = BESIDE.flatMap((level) => around.filter((other) => other.level === level && level !== place.level))
    const peers = found?.found ? found.peers : null
    const asked = { place, around: beside.slice(0, MOST_BESIDE), members, peers, choice }
    const sheet = placeSheet(shown, waiting, asked)
    if (sheets.size >= MOST_KEPT) sheets.clear()
    sheets.set(place.id, sheet)
    return sheet
  }
}

export interface SheetReaderDeps {
  readonly known: KnownIndicators
  readonly finder: Pick<PeerFinder, 'of'>
  readonly choice: PlaceChoice
  readonly places: Pick<PlaceStore, 'containers' | 'members' | 'neighbours'>
  /** `2026-11-26`. */
  readonly today: () => string
}

/** The same for a place alone: what holds it and the communes that it holds are looked up. */
export const readSheetOf = ({ known, finder, choice, places, today }: SheetReaderDeps) => {
  const read = readPlaceSheet(known, finder, choice)
  return async (place: Place): Promise<PlaceSheet> => {
    const [around, communes] = await Promise.all([
      place.level === 'epci' ? places.neighbours(place.id, 'departement') : places.containers(place.id, today()),
      place.level === 'commune' || place.level === 'pays' ? [] : places.members(place.id, 'commune', today()),
    ])
    return read({ place, around, members: communes.map(({ code }) => code) })
  }
}
