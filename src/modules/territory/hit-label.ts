import { titleOf } from './place.ts'
import type { PlaceHit } from './ports.ts'

/** A place found, in one line that tells it from those of the same name: « Rosoy (Yonne) », « Rosoy (ancienne commune, Yonne) ». */
export const hitLabel = ({ place, parent }: Pick<PlaceHit, 'place' | 'parent'>): string => {
  const gone = place.level === 'commune' && place.validUntil !== null ? 'ancienne commune' : null
  const told = [gone, parent].filter((part) => part !== null)
  return told.length > 0 ? `${titleOf(place)} (${told.join(', ')})` : titleOf(place)
}
