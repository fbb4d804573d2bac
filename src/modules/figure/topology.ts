import type { GeometryCollection, MultiLineString, MultiPolygon, Polygon } from 'geojson'
import { feature, mesh } from 'topojson-client'
import { topology } from 'topojson-server'
import { presimplify, simplify } from 'topojson-simplify'
import type { Objects, Topology } from 'topojson-specification'

export type Spot = readonly [number, number]

/** Areas as paths, and the borders between them, each drawn once. */
export interface DrawnAreas {
  /** The path of each area, in the order given; empty for an area too small to be seen. */
  readonly areas: readonly string[]
  /** Borders that two areas share. */
  readonly inside: string
  /** Borders that one area has alone. */
  readonly outline: string
}

/**
 * Draws areas that touch so that they still touch once simplified: each piece of border is simplified once, and rounded to
 * whole units. `project` gives the place of a longitude and a latitude; corners whose triangle with their neighbours has
 * a surface under `smallest`, in square units, are left out (Visvalingam's method).
 */
export const drawAreas = (
  shapes: readonly (Polygon | MultiPolygon)[],
  project: (spot: Spot) => Spot,
  smallest: number,
): DrawnAreas => {
  const collection: GeometryCollection = {
    type: 'GeometryCollection',
    geometries: shapes.map((shape) => projected(shape, project)),
  }
  // Its types allow properties that are null, which those of its sister refuse; ours have none.
  const whole = topology({ areas: collection }) as Topology<Objects>
  const kept = simplify(presimplify(whole), smallest)
  const { areas } = kept.objects
  if (areas?.type !== 'GeometryCollection') return { areas: [], inside: '', outline: '' }
  return {
    areas: areas.geometries.map((area) =>
      area.type === 'MultiPolygon' ? feature(kept, area).geometry.coordinates.map(ringsPath).join('') : '',
    ),
    inside: linesPath(mesh(kept, areas, (a, b) => a !== b)),
    outline: linesPath(mesh(kept, areas, (a, b) => a === b)),
  }
}

const projected = (shape: Polygon | MultiPolygon, project: (spot: Spot) => Spot): MultiPolygon => ({
  type: 'MultiPolygon',
  coordinates: (shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates).map((rings) =>
    rings.map((ring) => ring.map(([x = 0, y = 0]) => [...project([x, y])])),
  ),
})

const ringsPath = (rings: readonly (readonly number[][])[]): string =>
  rings
    .map((ring) => rounded(ring).slice(0, -1))
    .filter((ring) => ring.length >= 3)
    .map((ring) => `${pathOf(ring)}z`)
    .join('')

const linesPath = ({ coordinates }: MultiLineString): string =>
  coordinates
    .map(rounded)
    .filter((line) => line.length >= 2)
    .map(pathOf)
    .join('')

const rounded = (line: readonly number[][]): readonly Spot[] =>
  line
    .map(([x = 0, y = 0]): Spot => [Math.round(x), Math.round(y)])
    .filter(([x, y], i, all) => i === 0 || x !== all[i - 1]?.[0] || y !== all[i - 1]?.[1])

/** A line in whole units, each step from the place before: the shortest that paths allow. */
const pathOf = (spots: readonly Spot[]): string => {
  let [px, py] = [0, 0]
  return spots
    .map(([x, y], i) => {
      const [dx, dy] = [x - px, y - py]
      ;[px, py] = [x, y]
      if (i === 0) return `M${x} ${y}`
      if (dy === 0) return `h${dx}`
      if (dx === 0) return `v${dy}`
      return `l${dx}${dy < 0 ? '' : ' '}${dy}`
    })
    .join('')
}
