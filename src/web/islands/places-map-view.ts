import type * as MapLibre from 'maplibre-gl'
import { type Box, boxOf } from './map/answer.ts'
import { element } from './map/element.ts'
import { mapTools } from './map/frame.ts'
import { askGround, type Ground } from './map/ground.ts'
import { followKeys } from './map/keys.ts'
import { mapLibrary, mustDraw } from './map/library.ts'
import { fit, liveMap } from './map/live-map.ts'
import { placeNames } from './map/names.ts'
import { followScheme } from './map/scheme.ts'
import { focusOn } from './map/side.ts'
import type { MapDates, MapSteps } from './map-steps.ts'
import { keepOpen } from './places-map/address.ts'
import { dateButtons } from './places-map/dates.ts'
import { paint, placesDrawing } from './places-map/drawing.ts'
import { shadedPlaces } from './places-map/places.ts'
import { followPointer } from './places-map/pointing.ts'
import { readShades, type Shades } from './places-map/shades.ts'

/**
 * Opens, in place of the still map of an indicator, the same one that moves: its classes, its colours and its legend are
 * those of the page. `closed` is called once the reader closed it. Fails, leaving nothing behind, when the library, the
 * shapes or the dates cannot be had, or when nothing can be drawn here.
 */
export const openMap = async (host: HTMLElement, closed: () => void): Promise<void> => {
  mustDraw()
  const steps = host.closest<MapSteps>('map-steps')
  const beside = steps?.querySelector<HTMLElement>('.chart .beside')
  const asked = location.hash.startsWith(`#${host.dataset.hash}=`) ? 'address' : 'button'
  const [library, dates, land] = await Promise.all([
    mapLibrary(host.dataset),
    steps?.dates(),
    askGround(host.dataset.ground ?? ''),
  ])
  if (!steps || !beside || !dates || !land) throw new Error('nothing to draw')
  const pages = pagesOf(beside)
  const ground = { ...land, features: land.features.filter(({ properties }) => pages.has(properties.code)) }
  const shades = await readShades(beside, dates.shades)
  showMap({ host, library, steps, dates, beside, ground, pages, shades, asked, closed })
}

interface Opening {
  readonly host: HTMLElement
  readonly library: typeof MapLibre
  readonly steps: MapSteps
  readonly dates: MapDates
  /** What holds the still map and its legend. */
  readonly beside: HTMLElement
  /** The shapes of the places of the still map. */
  readonly ground: Ground
  readonly pages: ReadonlyMap<string, string>
  readonly shades: Shades
  /** By the button of the map, or by an address that says it open: the reader is then elsewhere in the page. */
  readonly asked: 'button' | 'address'
  readonly closed: () => void
}

const HINTS = [
  [
    'by-keyboard',
    'Un clic ouvre la page du lieu. Au clavier : les flèches déplacent la carte, + et − l’approchent ou l’éloignent, Entrée ouvre la page du lieu qui est au centre, Échap ferme la carte.',
  ],
  ['by-touch', 'Touchez un lieu pour lire son chiffre et ouvrir sa page. Deux doigts déplacent la carte.'],
] as const

/** Around all the places, in pixels. */
const ROOM = 14

const showMap = (of: Opening): void => {
  const { host, library, steps, dates, beside, ground, pages } = of
  const plate = element('div', { className: 'plate' })
  const whole = frameOf(ground)
  const acts = {
    nearer: () => map.zoomIn(),
    farther: () => map.zoomOut(),
    whole: () => fit(map, whole, ROOM),
    close: () => close(),
  }
  const hints = HINTS.map(([name, textContent]) => element('p', { className: `origin ${name}`, textContent }))
  const section = element('section', { className: 'live-map of-places' }, mapTools(acts), plate, ...hints)
  section.setAttribute('aria-label', `Carte : ${steps.querySelector('figcaption strong')?.textContent ?? ''}`)
  beside.prepend(section)
  beside.classList.add('live')
  const map = liveMap(library, plate, placesDrawing((host.dataset.here ?? '').split(',')), whole, {
    hash: host.dataset.hash ?? false,
    maxZoom: 13,
    fitBoundsOptions: { padding: ROOM },
  })
  const address = keepOpen()
  const pointer = followPointer(map, plate, { dates, at: () => steps.at, pages })
  followKeys(section, map, { close: acts.close, enter: pointer.open })
  const buttons = dateButtons(steps, dates)
  const draw = () => {
    map.getSource<MapLibre.GeoJSONSource>('places')?.setData(shadedPlaces(ground, dates, steps.at))
    pointer.tellAgain()
    buttons?.tell()
  }
  const onDate = () => {
    draw()
    address.tellDate(dates.periods[steps.at]?.period ?? '')
  }
  steps.addEventListener('date', onDate)
  const writeNames = placeNames(library, map, ground, () => [], { most: 16 })
  map.on('moveend', writeNames)
  map.once('load', () => {
    paint(map, of.shades)
    draw()
    writeNames()
  })
  const unfollowScheme = followScheme(async () => {
    const shades = await readShades(beside, dates.shades)
    if (section.isConnected) paint(map, shades)
  })
  const close = () => {
    steps.removeEventListener('date', onDate)
    unfollowScheme()
    buttons?.leave()
    map.remove()
    address.leave()
    section.remove()
    beside.classList.remove('live')
    steps.go(dates.periods.findIndex(({ period }) => period === steps.dataset.period))
    of.closed()
  }
  buttons?.tell()
  if (of.asked === 'button') focusOn(map.getCanvas())
  section.scrollIntoView({ block: 'nearest' })
}

/** The pages of the places that the still map draws, by their codes. */
const pagesOf = (held: Element): ReadonlyMap<string, string> =>
  new Map(
    [...held.querySelectorAll('svg a')].map((link) => {
      const href = link.getAttribute('href') ?? ''
      return [href.split('/').pop() ?? '', href]
    }),
  )

/** The box of all the shapes. */
const frameOf = ({ features }: Ground): Box => {
  const boxes = features.map(({ geometry }) => boxOf(geometry))
  const side = (i: 0 | 1 | 2 | 3) => boxes.map((box) => box[i])
  return [Math.min(...side(0)), Math.min(...side(1)), Math.max(...side(2)), Math.max(...side(3))]
}
