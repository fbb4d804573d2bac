import type { FeatureCollection } from 'geojson'
import type { Map as LiveMap, StyleSpecification } from 'maplibre-gl'
import type { Ground } from './ground.ts'
import { token } from './scheme.ts'

const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] }

/** Layers that show rows: those that a click looks into. */
export const ROW_LAYERS = ['shapes', 'lines', 'points']

/** Layers whose colours are tokens of the page’s styles: in the dark they are set again. */
const COLOURS = [
  ['plate', 'background-color', 'stone'],
  ['limit', 'line-color', 'rule-strong'],
  ['land', 'fill-color', 'paper'],
  ['borders', 'line-color', 'rule'],
  ['shapes', 'fill-color', 'river-line'],
  ['lines', 'line-color', 'river'],
  ['points', 'circle-color', 'ochre'],
  ['points', 'circle-stroke-color', 'paper'],
  ['chosen-shapes', 'fill-color', 'gold'],
  ['chosen-lines', 'line-color', 'ink'],
  ['chosen-points', 'circle-color', 'gold'],
  ['chosen-points', 'circle-stroke-color', 'ink'],
] as const

/** A ground and rows over it, without a tile, a glyph or a picture from elsewhere. */
export const drawing = (ground: Ground | null, rows: FeatureCollection): StyleSpecification => {
  const few = rows.features.length <= 300 ? 1.5 : 0
  const radius = (near: number, far: number) =>
    ['interpolate', ['linear'], ['zoom'], 5, far + few, 11, near] as ['interpolate', ['linear'], ['zoom'], ...number[]]
  return {
    version: 8,
    sources: {
      ground: { type: 'geojson', data: ground ?? NOTHING, tolerance: 0.2 },
      rows: { type: 'geojson', data: rows },
    },
    layers: [
      { id: 'plate', type: 'background', paint: coloured('plate') },
      // Under the land, so that only its outer half is seen, and only where no other commune covers it.
      { id: 'limit', type: 'line', source: 'ground', paint: { 'line-width': 3, ...coloured('limit') } },
      { id: 'land', type: 'fill', source: 'ground', paint: coloured('land') },
      {
        id: 'borders',
        type: 'line',
        source: 'ground',
        paint: {
          'line-width': 0.8,
          'line-opacity': ['interpolate', ['linear'], ['zoom'], 6, 0, 8, 1],
          ...coloured('borders'),
        },
      },
      {
        id: 'shapes',
        type: 'fill',
        source: 'rows',
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'fill-opacity': 0.45, ...coloured('shapes') },
      },
      {
        id: 'lines',
        type: 'line',
        source: 'rows',
        filter: ['!=', ['geometry-type'], 'Point'],
        paint: { 'line-width': 1.6, ...coloured('lines') },
      },
      {
        id: 'points',
        type: 'circle',
        source: 'rows',
        filter: ['==', ['geometry-type'], 'Point'],
        paint: {
          'circle-radius': radius(7, 3.5),
          'circle-opacity': 0.82,
          'circle-stroke-width': 1,
          ...coloured('points'),
        },
      },
      {
        id: 'chosen-shapes',
        type: 'fill',
        source: 'rows',
        filter: ['==', ['id'], -1],
        paint: { 'fill-opacity': 0.5, ...coloured('chosen-shapes') },
      },
      {
        id: 'chosen-lines',
        type: 'line',
        source: 'rows',
        filter: ['==', ['id'], -1],
        paint: { 'line-width': 3, ...coloured('chosen-lines') },
      },
      {
        id: 'chosen-points',
        type: 'circle',
        source: 'rows',
        filter: ['==', ['id'], -1],
        paint: { 'circle-radius': radius(10, 7), 'circle-stroke-width': 3, ...coloured('chosen-points') },
      },
    ],
  }
}

/** Sets a row apart from the others; null: none. */
export const setApart = (map: LiveMap, line: number | null): void => {
  for (const [layer, kind] of [
    ['chosen-shapes', 'Polygon'],
    ['chosen-lines', null],
    ['chosen-points', 'Point'],
  ] as const)
    map.setFilter(layer, [
      'all',
      ['==', ['id'], line ?? -1],
      kind ? ['==', ['geometry-type'], kind] : ['!=', ['geometry-type'], 'Point'],
    ])
}

/** Takes the colours of the page again, once they changed. */
export const recolour = (map: LiveMap): void => {
  for (const [layer, property, name] of COLOURS) map.setPaintProperty(layer, property, token(name))
}

const coloured = (id: string): Record<string, string> =>
  Object.fromEntries(COLOURS.flatMap(([layer, property, name]) => (layer === id ? [[property, token(name)]] : [])))
