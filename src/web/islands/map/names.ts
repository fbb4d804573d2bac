import type * as MapLibre from 'maplibre-gl'
import { element } from './element.ts'
import { type Ground, namesOf, namesWithRoom, type PlaceName, type Taken } from './ground.ts'

const MOST = 36
/** Farther, a département is a few names wide. */
const FARTHEST_ZOOM = 7.2

/** Writes the names of places that find room, each time the map has moved: HTML, so that no server of letters is needed. `taken` tells what they leave room to; `under`, how far they stand under the middle of their place, in pixels; `most`, how many there may be. */
export const placeNames = (
  { Marker }: Pick<typeof MapLibre, 'Marker'>,
  map: MapLibre.Map,
  ground: Ground | null,
  taken: () => readonly Taken[],
  { under = 0, most = MOST }: { readonly under?: number; readonly most?: number } = {},
): (() => void) => {
  const names = ground ? namesOf(ground) : []
  const shown = new Map<PlaceName, MapLibre.Marker>()
  const markOf = ({ name, spot }: PlaceName): MapLibre.Marker => {
    const written = element('span', { className: 'place-name', textContent: name })
    written.setAttribute('aria-hidden', 'true')
    return new Marker({ element: written, offset: [0, under] }).setLngLat([...spot])
  }
  return () => {
    const { clientWidth: width, clientHeight: height } = map.getContainer()
    const told = map.getZoom() < FARTHEST_ZOOM ? [] : names
    const spotOf = (spot: PlaceName['spot']) => {
      const { x, y } = map.project([...spot])
      return { x, y: y + under }
    }
    const kept = new Set(namesWithRoom(told, spotOf, { width, height }, most, taken()))
    for (const [name, mark] of shown)
      if (!kept.has(name)) {
        mark.remove()
        shown.delete(name)
      }
    for (const name of kept) if (!shown.has(name)) shown.set(name, markOf(name).addTo(map))
  }
}
