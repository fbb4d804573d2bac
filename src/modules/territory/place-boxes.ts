import { geoBounds } from 'd3-geo'
import { Level } from './place.ts'
import type { Contours } from './ports.ts'
import type { TerritoryMaps } from './remembered-maps.ts'

/** West, south, east, north, in degrees. */
export type Box = readonly [number, number, number, number]

/** The boxes around places, by their identifiers (`departement:89`): asks the contours of a level at once, and keeps the boxes until other contours are taken in. A place whose contour is not known has none. */
export const placeBoxes = (contours: Pick<Contours, 'of'>, revision: TerritoryMaps['revision']) => {
  const read = async (level: Level, asked: readonly string[]) => {
    const found = await contours.of(level, asked.map(codeOf))
    return asked.map((id) => {
      const contour = found.get(codeOf(id))
      return [id, contour ? around(contour.geometry) : null] as const
    })
  }
  let kept = { at: '', boxes: new Map<string, Box | null>() }
  return async (placeIds: readonly string[]): Promise<ReadonlyMap<string, Box>> => {
    const at = await revision()
    if (kept.at !== at) kept = { at, boxes: new Map() }
    const { boxes } = kept
    const unknown = [...new Set(placeIds)].filter((id) => !boxes.has(id))
    const byLevel = LEVELS.map((level) => [level, unknown.filter((id) => id.startsWith(`${level}:`))] as const)
    const asked = byLevel.filter(([, ids]) => ids.length > 0)
    for (const found of await Promise.all(asked.map(([level, ids]) => read(level, ids))))
      for (const [id, box] of found) boxes.set(id, box)
    return new Map(placeIds.flatMap((id) => pairOf(id, boxes.get(id))))
  }
}

const LEVELS: readonly Level[] = Level.anyOf.map((level) => level.const)

const codeOf = (placeId: string): string => placeId.slice(placeId.indexOf(':') + 1)

const around = (geometry: Parameters<typeof geoBounds>[0]): Box => {
  const [[west, south], [east, north]] = geoBounds(geometry)
  return [west, south, east, north]
}

const pairOf = (id: string, box: Box | null | undefined): readonly (readonly [string, Box])[] =>
  box ? [[id, box]] : []
