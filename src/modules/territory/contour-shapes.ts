import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import { feature, merge } from 'topojson-client'
import { topology } from 'topojson-server'
import { presimplify, simplify, sphericalTriangleArea } from 'topojson-simplify'
import type { MultiPolygon as Arcs, GeometryCollection, Polygon as PolygonArcs, Topology } from 'topojson-specification'
import type { Position } from './directions.ts'

export type Shape = Polygon | MultiPolygon
export type ShapeFeature = Feature<Shape, { readonly code: string }>

/** Who is drawn by which codes of a file: a commune of today by itself, or by those it reunited. */
export type Dissolution = ReadonlyMap<string, readonly string[]>

export interface SimplifiedShape {
  readonly page: Shape
  readonly overview: Shape
}

const EARTH_KM2 = 6371 ** 2
/** Details smaller than these triangles are left out, in km²: a pixel of a département drawn 700, then 250 points wide. */
const LEAST_KM2 = { page: 0.01, overview: 0.15 }

/**
 * Dissolves the shapes of a file into those wanted, then simplifies them, together: a border that two places share keeps
 * the same points on both sides. A place too small to survive keeps its whole shape.
 */
export const simplifiedShapes = (
  shapes: readonly ShapeFeature[],
  dissolution: Dissolution,
): ReadonlyMap<string, SimplifiedShape> => {
  const whole = dissolved(shapes, dissolution)
  const at = topologyOf([...whole].map(([code, geometry]) => ({ type: 'Feature', geometry, properties: { code } })))
  const weighed = presimplify(at, sphericalTriangleArea)
  const simplified = (km2: number) => byCode(simplify(weighed, km2 / EARTH_KM2))
  const [page, overview] = [simplified(LEAST_KM2.page), simplified(LEAST_KM2.overview)]
  return new Map(
    [...whole].map(([code, shape]) => [
      code,
      { page: page.get(code) ?? shape, overview: overview.get(code) ?? page.get(code) ?? shape },
    ]),
  )
}

/** Shapes reunited, by the code of each group; inner borders vanish. Groups none of whose shapes is there are left out. */
export const dissolved = (shapes: readonly ShapeFeature[], groups: Dissolution): ReadonlyMap<string, Shape> => {
  const at = topologyOf(shapes)
  const arcsOf = new Map<string, (Arcs | PolygonArcs)[]>()
  for (const geometry of at.objects.shapes.geometries) {
    const code = geometry.properties?.code ?? ''
    arcsOf.set(code, [...(arcsOf.get(code) ?? []), geometry])
  }
  return new Map(
    [...groups].flatMap(([code, parts]) => {
      const found = parts.flatMap((part) => arcsOf.get(part) ?? [])
      return found.length > 0 ? [[code, merge(at, found)] as const] : []
    }),
  )
}

/** Which shapes share a border: for each code, those it touches by more than a point. */
export const neighboursOf = (shapes: readonly ShapeFeature[]): ReadonlyMap<string, readonly string[]> => {
  const owners = new Map<number, Set<string>>()
  for (const geometry of topologyOf(shapes).objects.shapes.geometries)
    for (const arc of (geometry.arcs as unknown[]).flat(3) as number[]) {
      const key = arc < 0 ? ~arc : arc
      owners.set(key, (owners.get(key) ?? new Set()).add(geometry.properties?.code ?? ''))
    }
  const touching = new Map(shapes.map(({ properties }) => [properties.code, new Set<string>()]))
  for (const sides of owners.values())
    for (const one of sides) for (const other of sides) if (one !== other) touching.get(one)?.add(other)
  return new Map([...touching].map(([code, others]) => [code, [...others].toSorted()]))
}

/** The middle of the box around the largest piece of a shape, in degrees. */
export const middleOf = (shape: Shape): Position => {
  const outlines = shape.type === 'Polygon' ? [shape.coordinates[0]] : shape.coordinates.map(([outer]) => outer)
  const largest = outlines.toSorted((a, b) => (b?.length ?? 0) - (a?.length ?? 0))[0] ?? []
  const middle = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2
  return { longitude: middle(largest.map(([x = 0]) => x)), latitude: middle(largest.map(([, y = 0]) => y)) }
}

type Drawn = Topology<{ shapes: GeometryCollection<{ code: string }> & { geometries: Coded[] } }>
type Coded = (Arcs | PolygonArcs) & { properties?: { code: string } }

const topologyOf = (shapes: readonly ShapeFeature[]): Drawn => {
  const features: FeatureCollection = { type: 'FeatureCollection', features: [...shapes] }
  // The library types its answer by its input, which it rewrites: what it makes of polygons is polygons of arcs.
  return topology({ shapes: features }) as unknown as Drawn
}

const byCode = (at: Drawn): ReadonlyMap<string, Shape> =>
  new Map(
    (feature(at, at.objects.shapes) as FeatureCollection<Shape, { code: string }>).features.flatMap((one) => {
      const shape = cleaned(one.geometry)
      return shape ? [[one.properties.code, shape] as const] : []
    }),
  )

/** Without the rings that simplifying flattened; null when none is left. */
const cleaned = (shape: Shape): Shape | null => {
  const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates
  const kept = polygons
    .map(([outer, ...holes]) => [outer ?? [], ...holes.filter((hole) => hole.length >= 4)])
    .filter(([outer]) => (outer?.length ?? 0) >= 4)
  const [only] = kept
  if (!only) return null
  return kept.length === 1 ? { type: 'Polygon', coordinates: only } : { type: 'MultiPolygon', coordinates: kept }
}
