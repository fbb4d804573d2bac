import type { Site } from './site.ts'

/** The addresses of what the element `map-on-request` fetches when the reader asks: the view named, and what all views share. */
export const liveMapParts = ({ asset }: Pick<Site, 'asset'>, view: 'map-view' | 'places-map-view') => ({
  'data-view': asset(`islands/${view}.js`),
  'data-library': asset('maplibre-gl.mjs'),
  'data-worker': asset('maplibre-gl-worker.mjs'),
  'data-style': asset('live-map.css'),
})
