import { geoBounds } from 'd3-geo'
import { Level } from './place.ts'
import type { TerritoryMaps } from './remembered-maps.ts'

/** West, south, east, north, in degrees. */
export type Box = readonly [number, number, number, number]

/** The box around a place (`departement:89`), when its contour is known. */
export const placeBox =
  (maps: Pick<TerritoryMaps, 'contours'>) =>
  async (placeId: string): Promise<Box | null> => {
    const [wanted = '', code = ''] = placeId.split(':')
    const level = Level.anyOf.map((l) => l.const).find((l) => l === wanted)
    const contour = level && (await maps.contours(level, [code]))?.get(code)
    if (!contour) return null
    const [[west, south], [east, north]] = geoBounds(contour.geometry)
    return [west, south, east, north]
  }
