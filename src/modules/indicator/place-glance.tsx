import type { ComponentChildren } from 'preact'
import type { Place } from '../territory/index.ts'
import { PlaceKeyFigures } from './pages/place-key-figures.tsx'
import { readSheetOf, type SheetReaderDeps } from './read-place-sheet.ts'

/** The large figures of a living place, for a page that is not its own; null when it has none. */
export type PlaceGlance = (place: Place) => Promise<ComponentChildren>

/** Shows the large figures of places, as their pages do. */
export const placeGlance = (deps: SheetReaderDeps): PlaceGlance => {
  const read = readSheetOf(deps)
  return async (place) => {
    const { key } = await read(place)
    return key.length > 0 ? <PlaceKeyFigures lines={key} level={place.level} /> : null
  }
}
