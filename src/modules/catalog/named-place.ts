import { fold } from '../../kernel/fold.ts'
import { hitLabel, type PlaceStore, titleOf } from '../territory/index.ts'

export type PlaceFinder = Pick<PlaceStore, 'get' | 'search'>

/** The place that a person means by its name, its code or its identifier; else what to write instead. */
export const placeNamed = async (
  places: PlaceFinder,
  typed: string,
): Promise<{ readonly id: string } | { readonly problem: string }> => {
  const known = await places.get(typed)
  if (known) return { id: known.id }
  const hits = await places.search(typed, 5)
  const exact = hits.find(
    ({ place, why }) => why !== null || [place.name, titleOf(place)].some((name) => fold(name) === fold(typed)),
  )
  if (exact) return { id: exact.place.id }
  const near = hits.slice(0, 3).map(hitLabel)
  return {
    problem:
      near.length > 0
        ? `Aucun lieu ne porte exactement ce nom. Peut-être : ${near.join(', ')}.`
        : 'Aucun lieu ne porte ce nom ou ce code.',
  }
}
