import type { Place, PlaceStore } from '../territory/index.ts'
import type { MadeValue } from './edition.ts'

/**
 * The codes of the places that were reunited in one, theirs before included: those whose rows a value was made from. None for a
 * value that its source gives as it is.
 */
export const reunitedCodes = async (
  { predecessors }: Pick<PlaceStore, 'predecessors'>,
  place: Pick<Place, 'id'>,
  { making }: Pick<MadeValue, 'making'>,
): Promise<readonly string[]> => {
  if (making !== 'rebuilt') return []
  const codes = new Map<string, string>()
  const follow = async (id: string): Promise<void> => {
    for (const before of await predecessors(id)) {
      if (codes.has(before.place.id) || before.place.id === place.id) continue
      codes.set(before.place.id, before.place.code)
      await follow(before.place.id)
    }
  }
  await follow(place.id)
  return [...new Set(codes.values())]
}
