import type { ComponentChildren } from 'preact'
import type { Place, PlaceStore } from '../territory/index.ts'
import type { PeerFinder } from './find-peers.ts'
import type { KnownIndicators } from './known-indicators.ts'
import { PlaceKeyFigures } from './pages/place-key-figures.tsx'
import type { PlaceChoice } from './place-choice.ts'
import { readPlaceSheet } from './read-place-sheet.ts'

/** The large figures of a living place, for a page that is not its own; null when it has none. */
export type PlaceGlance = (place: Place) => Promise<ComponentChildren>

interface GlanceDeps {
  readonly known: KnownIndicators
  readonly finder: Pick<PeerFinder, 'of'>
  readonly choice: PlaceChoice
  readonly places: Pick<PlaceStore, 'containers' | 'members'>
  /** `2026-11-26`. */
  readonly today: () => string
}

/** Shows the large figures of places, as their pages do. */
export const placeGlance = ({ known, finder, choice, places, today }: GlanceDeps): PlaceGlance => {
  const read = readPlaceSheet(known, finder, choice)
  return async (place) => {
    const [around, communes] = await Promise.all([
      places.containers(place.id, today()),
      place.level === 'commune' || place.level === 'pays' ? [] : places.members(place.id, 'commune', today()),
    ])
    const { key } = await read({ place, around, members: communes.map(({ code }) => code) })
    return key.length > 0 ? <PlaceKeyFigures lines={key} level={place.level} /> : null
  }
}
