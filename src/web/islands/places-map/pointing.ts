import type * as MapLibre from 'maplibre-gl'
import type { MapDates } from '../map-steps.ts'
import { PLACES_LAYER, ringPlace } from './drawing.ts'
import { placeLabel } from './label.ts'
import { saidOf } from './places.ts'

interface PointedParts {
  readonly dates: MapDates
  /** The position of the date shown. */
  readonly at: () => number
  /** The page of each place, by its code. */
  readonly pages: ReadonlyMap<string, string>
}

/** The place that a reader points at. */
export interface Pointer {
  /** What opens the page of the place at the centre; null where there is none. */
  readonly open: () => (() => void) | null
  /** Tells the place again, once the date changed. */
  readonly tellAgain: () => void
}

/**
 * Names the place under a mouse, under a finger that taps, or at the centre for who goes by keyboard. A click on a place
 * that was named already opens its page: so a mouse opens at once, a finger reads first.
 */
export const followPointer = (map: MapLibre.Map, plate: HTMLElement, { dates, at, pages }: PointedParts): Pointer => {
  const label = placeLabel()
  plate.append(label.box)
  let shown: { readonly code: string; readonly spot: MapLibre.LngLat; readonly held: boolean } | null = null
  let named: string | null = null
  const codeAt = (point: MapLibre.Point): string | null =>
    map.getLayer(PLACES_LAYER)
      ? (map.queryRenderedFeatures(point, { layers: [PLACES_LAYER] })[0]?.properties.code ?? null)
      : null
  const tell = () => {
    const said = shown && saidOf(dates, shown.code, at())
    if (shown && said)
      label.show(said.text, map.project(shown.spot), shown.held ? (pages.get(shown.code) ?? null) : null)
    else label.hide()
  }
  const point = (code: string | null, spot: MapLibre.LngLat, held: boolean) => {
    if (code !== (shown?.code ?? null)) ringPlace(map, code)
    shown = code === null ? null : { code, spot, held }
    map.getCanvas().style.cursor = code === null ? '' : 'pointer'
    tell()
  }
  const centre = () => map.project(map.getCenter())
  const byKeyboard = () => map.getCanvas().matches(':focus-visible')
  const pointCentre = () => {
    if (byKeyboard()) point(codeAt(centre()), map.getCenter(), false)
  }
  map.getCanvasContainer().addEventListener('pointerdown', () => {
    named = shown?.code ?? null
  })
  map.on('mousemove', ({ point: spot, lngLat }) => point(codeAt(spot), lngLat, false))
  // A finger on the link of a place held leaves the map: the link must still be there when it is lifted.
  map.on('mouseout', ({ lngLat }) => {
    if (!shown?.held) point(null, lngLat, false)
  })
  map.on('movestart', () => point(null, map.getCenter(), false))
  map.on('moveend', pointCentre)
  map.on('idle', () => {
    if (!shown) pointCentre()
  })
  map.on('click', ({ point: spot, lngLat, originalEvent }) => {
    const code = codeAt(spot)
    if (code !== null && code === named) visit(pages.get(code), originalEvent.ctrlKey || originalEvent.metaKey)
    else point(code, lngLat, true)
  })
  return {
    open() {
      const code = codeAt(centre())
      return code === null ? null : () => visit(pages.get(code), false)
    },
    tellAgain: tell,
  }
}

const visit = (href: string | undefined, aside: boolean): void => {
  if (href === undefined) return
  if (aside) window.open(href, '_blank', 'noopener')
  else location.assign(href)
}
