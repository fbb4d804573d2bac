import type { FeatureCollection } from 'geojson'
import { feature } from 'topojson-client'
import type { Topology } from 'topojson-specification'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { invalid } from '../../kernel/errors.ts'
import type { ShapeFeature } from './contour-shapes.ts'

const Position = Type.Array(Type.Number(), { minItems: 2 })
const Rings = Type.Array(Type.Array(Position, { minItems: 4 }), { minItems: 1 })
const One = Type.Object({
  type: Type.Literal('Feature'),
  properties: Type.Object({ code: Type.String({ minLength: 1 }) }),
  geometry: Type.Union([
    Type.Object({ type: Type.Literal('Polygon'), coordinates: Rings }),
    Type.Object({ type: Type.Literal('MultiPolygon'), coordinates: Type.Array(Rings, { minItems: 1 }) }),
  ]),
})

/**
 * The shapes of a GeoJSON (or TopoJSON: its first object) of polygons in degrees, each with its `code`. What is not so
 * is refused, in French, by the rank of the first shape that is wrong.
 */
export const readContours = (text: string): readonly ShapeFeature[] => {
  const features = featuresOf(parsed(text))
  return features.map((one, i) => {
    if (!Value.Check(One, one))
      throw invalid(`La forme n° ${i + 1} n’est pas un polygone avec une propriété « code » (du texte).`)
    const { properties, geometry }: Static<typeof One> = one
    return { type: 'Feature', properties: { code: properties.code }, geometry }
  })
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw invalid(`Ce fichier n’est pas du JSON : ${cause instanceof Error ? cause.message : ''}`)
  }
}

const Collection = Type.Object({ type: Type.Literal('FeatureCollection'), features: Type.Array(Type.Unknown()) })
const Arcs = Type.Object({
  type: Type.Literal('Topology'),
  arcs: Type.Array(Type.Unknown()),
  objects: Type.Record(Type.String(), Type.Object({ type: Type.Literal('GeometryCollection') })),
})

const featuresOf = (file: unknown): readonly unknown[] => {
  if (Value.Check(Collection, file)) return file.features
  if (Value.Check(Arcs, file)) {
    const drawn = file as unknown as Topology
    const [object] = Object.values(drawn.objects)
    return object ? (feature(drawn, object) as FeatureCollection).features : []
  }
  throw invalid('Ce fichier n’est ni une FeatureCollection GeoJSON ni un TopoJSON.')
}
