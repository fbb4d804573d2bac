import { extent } from 'd3-array'
import { geoMercator } from 'd3-geo'
import type { MultiPolygon, Polygon } from 'geojson'
import { drawAreas } from './topology.ts'

/** Areas ready to be shaded. */
export interface Contours {
  /** The path of each area, by its code. */
  readonly paths: ReadonlyMap<string, string>
  /** Borders that two areas share. */
  readonly inside: string
  /** Borders that one area has alone. */
  readonly outline: string
  /** The drawing's, in its own units: those of the paths. */
  readonly width: number
  readonly height: number
}

export const MAP_WIDTH = 1000
/** Twice as wide as a small map is on a screen: finer lines would not be seen. */
export const SMALL_MAP_WIDTH = 480
const EDGE = 4
/** Corners flatter than this, in square units, are not seen on a screen. */
const SMALLEST = 2

/** Lays areas on Mercator's plane, as wide as the drawing, their shared borders simplified once. */
export const contoursOf = (
  areas: readonly { readonly code: string; readonly shape: Polygon | MultiPolygon }[],
  width = MAP_WIDTH,
): Contours => {
  const shapes = areas.map(({ shape }) => shape)
  const spots = shapes.flatMap((shape) => (shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates).flat(2))
  const [west = 0, east = 0] = extent(spots, ([x]) => x)
  const [south = 0, north = 0] = extent(spots, ([, y]) => y)
  const corners = [
    [west, south],
    [east, north],
  ]
  const projection = geoMercator().fitWidth(width - 2 * EDGE, { type: 'MultiPoint', coordinates: corners })
  const project = ([x, y]: readonly [number, number]): readonly [number, number] => {
    const [px = 0, py = 0] = projection([x, y]) ?? []
    return [px + EDGE, py + EDGE]
  }
  const { areas: paths, inside, outline } = drawAreas(shapes, project, SMALLEST)
  return {
    paths: new Map(areas.map(({ code }, i) => [code, paths[i] ?? ''])),
    inside,
    outline,
    width,
    height: Math.ceil(project([west, south])[1] + EDGE),
  }
}
