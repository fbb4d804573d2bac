import { type Static, Type } from 'typebox'
import type { ColumnProfile } from '../catalog/index.ts'
import { placeOf } from '../query/index.ts'

/** Positions that are not in France: because latitude and longitude changed places, or for another reason. */
export const Axes = Type.Object({ longitude: Type.Number(), latitude: Type.Number(), swapped: Type.Boolean() })
export type Axes = Static<typeof Axes>

type Position = readonly [longitude: number, latitude: number]

/** West, south, east, north: the mainland with Corsica, then each territory overseas, with some sea around. */
const FRANCE: readonly (readonly [number, number, number, number])[] = [
  [-5.6, 41.2, 9.8, 51.3],
  [-63.3, 14.2, -60.7, 18.3],
  [-54.8, 2, -51.4, 6],
  [55.1, -21.5, 56, -20.8],
  [44.9, -13.2, 45.4, -12.5],
  [-56.6, 46.6, -56, 47.3],
  [158, -23, 172.3, -19],
  [-155, -28, -134, -7],
  [-178.3, -14.5, -176, -13],
]

const inFrance = ([longitude, latitude]: Position): boolean =>
  FRANCE.some(
    ([west, south, east, north]) => longitude >= west && longitude <= east && latitude >= south && latitude <= north,
  )

/** What is wrong with the positions of a version, seen in the middle of its rows (or in a few of its shapes), in degrees; null when they are in France, or when it has none. */
export const axesOf = (columns: readonly ColumnProfile[]): Axes | null => {
  const seen = positionsOf(columns)
  const [first] = seen
  if (!first || seen.some(inFrance)) return null
  const [longitude, latitude] = first
  return { longitude, latitude, swapped: seen.some(([x, y]) => inFrance([y, x])) }
}

const positionsOf = (columns: readonly ColumnProfile[]): readonly Position[] => {
  const place = placeOf(columns)
  if (!place) return []
  const named = (name: string) => columns.find((column) => column.name === name)
  if (place.kind === 'geometry') return (named(place.geometry)?.sample ?? []).flatMap(firstPosition)
  const middle = [place.longitude, place.latitude].map((name) => named(name)?.quantiles?.[2])
  const [longitude, latitude] = middle
  return longitude === undefined || latitude === undefined ? [] : [[longitude, latitude]]
}

/** The first two numbers of a shape, however it is written. */
const firstPosition = (shape: string): Position[] => {
  const found = /(-?\d+(?:\.\d+)?)[\s,]+(-?\d+(?:\.\d+)?)/.exec(shape)
  return found ? [[Number(found[1]), Number(found[2])]] : []
}
