import { fold } from '../../kernel/fold.ts'
import type { Place, PlaceHit, PlaceStore } from '../territory/index.ts'

/** Places of today that what was typed may mean, those already there left out; eight at most. */
export const addablePlaces = async (
  places: Pick<PlaceStore, 'search'>,
  text: string,
  named: readonly Pick<Place, 'id'>[],
  today: string,
): Promise<readonly PlaceHit[]> => {
  const hits = await places.search(text, 12)
  return hits
    .filter(({ place }) => place.validUntil === null || place.validUntil > today)
    .filter(({ place }) => !/-(deleguee|associee|municipal)$/.test(place.kind) && !place.id.includes('@'))
    .filter(({ place }) => !named.some(({ id }) => id === place.id))
    .slice(0, 8)
}

/** True when what was typed is the first place found and no other: its code, or a name that it alone bears at its level. */
export const isMeant = (text: string, hits: readonly PlaceHit[]): boolean => {
  const [first] = hits
  if (!first) return false
  if (hits.length === 1 || first.place.code === text.toUpperCase()) return true
  const named = hits.filter(({ place }) => fold(place.name) === fold(text))
  return named[0] === first && named.filter(({ place }) => place.level === first.place.level).length === 1
}
