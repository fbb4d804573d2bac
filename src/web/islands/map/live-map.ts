import type * as MapLibre from 'maplibre-gl'
import type { Box } from './answer.ts'

const FRENCH = {
  'Map.Title': 'Carte que l’on déplace',
  'CooperativeGesturesHandler.MobileHelpText': 'Déplacez la carte avec deux doigts',
  'CooperativeGesturesHandler.WindowsHelpText': 'Maintenez Ctrl et tournez la molette pour zoomer',
  'CooperativeGesturesHandler.MacHelpText': 'Maintenez ⌘ et tournez la molette pour zoomer',
}
const FITTING = { padding: 36, maxZoom: 14 }
const COUNTRY = { center: [2.5, 46.6] as [number, number], zoom: 5 }

/** A map seen from above, north at the top, with a scale; one finger moves the page, two the map. */
export const liveMap = (
  { Map: LiveMap, ScaleControl }: Pick<typeof MapLibre, 'Map' | 'ScaleControl'>,
  container: HTMLElement,
  style: MapLibre.StyleSpecification,
  frame: Box | null,
  options: Partial<Pick<MapLibre.MapOptions, 'fitBoundsOptions' | 'hash' | 'maxZoom'>> = {},
): MapLibre.Map => {
  const map = new LiveMap({
    container,
    style,
    ...(frame ? { bounds: asBounds(frame), fitBoundsOptions: FITTING } : COUNTRY),
    attributionControl: false,
    cooperativeGestures: matchMedia('(pointer: coarse)').matches,
    dragRotate: false,
    fadeDuration: 0,
    locale: FRENCH,
    maxPitch: 0,
    minZoom: 1,
    pitchWithRotate: false,
    renderWorldCopies: false,
    ...options,
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.addControl(new ScaleControl({ maxWidth: 120, unit: 'metric' }), 'bottom-left')
  return map
}

const asBounds = ([west, south, east, north]: Box): [number, number, number, number] => [west, south, east, north]

/** Shows a box whole, with some room around, in pixels. */
export const fit = (map: MapLibre.Map, box: Box | null, padding = FITTING.padding): void => {
  if (box) map.fitBounds(asBounds(box), { ...FITTING, padding })
}

const FINE = 1e4

/** The box in view, its edges rounded outwards to ten metres, so that the same look asks the same thing. */
export const viewOf = (map: MapLibre.Map): Box => {
  const bounds = map.getBounds()
  const low = (edge: number, least: number) => Math.max(least, Math.floor(edge * FINE) / FINE)
  const high = (edge: number, most: number) => Math.min(most, Math.ceil(edge * FINE) / FINE)
  return [
    low(bounds.getWest(), -180),
    low(bounds.getSouth(), -90),
    high(bounds.getEast(), 180),
    high(bounds.getNorth(), 90),
  ]
}

/** True when this machine can draw a map. */
export const canDraw = (): boolean => {
  const context = document.createElement('canvas').getContext('webgl2')
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return context !== null
}
