import { contoursOf, MAP_WIDTH } from '../figure/index.ts'
import type { Place, PlaceStore, TerritoryMaps } from '../territory/index.ts'
import type { Locator } from './locator.tsx'

export interface LocateDeps {
  readonly places: Pick<PlaceStore, 'containers' | 'neighbours'>
  readonly maps: Pick<TerritoryMaps, 'contours'>
  /** The portal's own département: `departement:89`. */
  readonly territoryId: string
}

export type LocatePlace = (place: Place, on: string) => Promise<Locator | null>

/** Where a place is in its département, the portal's own when it has several; null when a shape is not known. */
export const locatePlace =
  ({ places, maps, territoryId }: LocateDeps): LocatePlace =>
  async (place, on) => {
    if (!['commune', 'epci', 'arrondissement', 'canton', 'departement'].includes(place.level)) return null
    const departement = place.level === 'departement' ? place : await departementOf(places, place, on, territoryId)
    if (!departement) return null
    const [land, here] = await Promise.all([
      maps.contours('departement', [departement.code]),
      maps.contours(place.level, [place.code]),
    ])
    const [around, own] = [land?.get(departement.code), here?.get(place.code)]
    if (!around || !own) return null
    const drawn = contoursOf([
      { code: 'land', shape: around.geometry },
      { code: 'here', shape: own.geometry },
    ])
    const path = (code: string) => drawn.paths.get(code) ?? ''
    return { width: MAP_WIDTH, height: drawn.height, land: path('land'), here: path('here') }
  }

const departementOf = async (places: LocateDeps['places'], place: Place, on: string, territoryId: string) => {
  const holders =
    place.level === 'epci' ? await places.neighbours(place.id, 'departement') : await places.containers(place.id, on)
  const departements = holders.filter(({ level }) => level === 'departement')
  return departements.find(({ id }) => id === territoryId) ?? departements[0]
}
