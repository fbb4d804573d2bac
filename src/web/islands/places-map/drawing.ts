import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import type { FilterSpecification, LineLayerSpecification, Map as LiveMap, StyleSpecification } from 'maplibre-gl'
import { token } from '../map/scheme.ts'
import { SHARPNESS, type Shades } from './shades.ts'

/** The shapes of places with the name of their shade. */
export type ShadedPlaces = FeatureCollection<Polygon | MultiPolygon, { readonly code: string; readonly shade: string }>

/** The layer that a pointer looks into. */
export const PLACES_LAYER = 'places'

const NONE: ShadedPlaces = { type: 'FeatureCollection', features: [] }
const COLOURS = [
  ['plate', 'background-color', 'stone'],
  ['limit', 'line-color', 'ink-soft'],
  ['borders', 'line-color', 'paper'],
  ['followed-edge', 'line-color', 'paper'],
  ['followed', 'line-color', 'ink'],
  ['pointed-edge', 'line-color', 'paper'],
  ['pointed', 'line-color', 'gold'],
] as const

/** Layers for places shaded by class, without a place yet: the still map’s borders and rings, and a ring for the one pointed at. */
export const placesDrawing = (followed: readonly string[]): StyleSpecification => {
  const ring = (id: string, width: number, filter: FilterSpecification): LineLayerSpecification => ({
    ...{ id, type: 'line', source: 'places', filter },
    layout: { 'line-join': 'round' },
    paint: { 'line-width': width },
  })
  const isFollowed: FilterSpecification = ['in', ['get', 'code'], ['literal', [...followed]]]
  return {
    version: 8,
    sources: { places: { type: 'geojson', data: NONE, tolerance: 0.2 } },
    layers: [
      { id: 'plate', type: 'background' },
      // Under the places, so that only its outer half is seen, and only where no other place covers it.
      { id: 'limit', type: 'line', source: 'places', paint: { 'line-width': 3 } },
      { id: PLACES_LAYER, type: 'fill', source: 'places' },
      {
        ...{ id: 'textures', type: 'fill', source: 'places', filter: withShade([]) },
        paint: { 'fill-pattern': ['get', 'shade'] },
      },
      { id: 'borders', type: 'line', source: 'places', paint: { 'line-width': 0.8 } },
      ring('followed-edge', 7, isFollowed),
      ring('followed', 3, isFollowed),
      ring('pointed-edge', 7, hasCode(null)),
      ring('pointed', 3.5, hasCode(null)),
    ],
  }
}

/** Shades places, in colours of the moment. */
export const paint = (map: LiveMap, { colours, textures }: Shades): void => {
  for (const [layer, property, name] of COLOURS) map.setPaintProperty(layer, property, token(name))
  const [first, ...others] = colours
  const otherwise = token('paper')
  map.setPaintProperty(
    PLACES_LAYER,
    'fill-color',
    first ? ['match', ['get', 'shade'], ...first, ...others.flat(), otherwise] : otherwise,
  )
  for (const [name, picture] of textures)
    if (map.hasImage(name)) map.updateImage(name, picture)
    else map.addImage(name, picture, { pixelRatio: SHARPNESS })
  map.setFilter('textures', withShade([...textures.keys()]))
}

/** Rings the place pointed at; null: none. */
export const ringPlace = (map: LiveMap, code: string | null): void => {
  for (const layer of ['pointed-edge', 'pointed']) map.setFilter(layer, hasCode(code))
}

const withShade = (names: readonly string[]): FilterSpecification => ['in', ['get', 'shade'], ['literal', [...names]]]
const hasCode = (code: string | null): FilterSpecification => ['==', ['get', 'code'], code ?? '']
