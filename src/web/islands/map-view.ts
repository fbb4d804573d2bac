import type { FeatureCollection } from 'geojson'
import type * as MapLibre from 'maplibre-gl'
import { type Answer, askRows, type Box, covers, type Feature, inView } from './map/answer.ts'
import { cellMarks } from './map/cells.ts'
import { drawing, ROW_LAYERS, recolour, setApart } from './map/drawing.ts'
import { button, element } from './map/element.ts'
import { mapFrame } from './map/frame.ts'
import { askGround } from './map/ground.ts'
import { placeNames } from './map/names.ts'
import { askRow, rowCard, rowsList } from './map/rows-list.ts'
import { rowTitle, viewWords } from './map/words.ts'

/** This machine draws no map: its message tells the reader what to do. */
class NoDrawing extends Error {
  override readonly name = 'NoDrawing'
}

const FRENCH = {
  'Map.Title': 'Carte que l’on déplace',
  'CooperativeGesturesHandler.MobileHelpText': 'Déplacez la carte avec deux doigts',
  'CooperativeGesturesHandler.WindowsHelpText': 'Maintenez Ctrl et tournez la molette pour zoomer',
  'CooperativeGesturesHandler.MacHelpText': 'Maintenez ⌘ et tournez la molette pour zoomer',
}

/**
 * Opens the map that an element describes in its data, inside it. `closed` is called once the reader closed it. Fails,
 * leaving nothing behind, when the library or the rows cannot be had, or when nothing can be drawn here.
 */
export const openMap = async (host: HTMLElement, closed: () => void): Promise<void> => {
  if (!canDraw())
    throw new NoDrawing(
      'Ce navigateur ne peut pas dessiner la carte : il lui manque WebGL. Essayez un autre navigateur, ou activez l’accélération graphique dans ses réglages. Le tableau dit la même chose.',
    )
  const { library: path = '', worker = '', style = '', ground: land = '' } = host.dataset
  const [library, first, ground] = await Promise.all([
    import(path) as Promise<typeof MapLibre>,
    askRows(rowsAddress(host), null),
    askGround(land),
    styled(style),
  ])
  library.setWorkerUrl(new URL(worker, location.href).href)
  showMap({ host, library, first, ground, closed })
}

interface Opening {
  readonly host: HTMLElement
  readonly library: typeof MapLibre
  readonly first: Answer
  readonly ground: Awaited<ReturnType<typeof askGround>>
  readonly closed: () => void
}

const showMap = ({ host, library, first, ground, closed }: Opening): void => {
  const titles = (host.dataset.titles ?? '').split(',').filter(Boolean)
  const frame = mapFrame(host.dataset.label ?? '', ground?.source ?? null, {
    nearer: () => map.zoomIn(),
    farther: () => map.zoomOut(),
    whole: () => fit(map, whole.frame),
    close: () => close(),
  })
  const still = document.getElementById(host.dataset.still ?? '')
  if (still) still.hidden = true
  host.append(frame.section)

  /** The last answer made for everywhere, the last answer, and the box it was made for. */
  let whole = first
  let answer = first
  let made: Box | null = null
  let chosen: number | null = null

  const map = new library.Map({
    container: frame.plate,
    style: drawing(ground, rowsOf(first)),
    ...(first.frame ? { bounds: asBounds(first.frame), fitBoundsOptions: FITTING } : { center: [2.5, 46.6], zoom: 5 }),
    attributionControl: false,
    cooperativeGestures: matchMedia('(pointer: coarse)').matches,
    dragRotate: false,
    fadeDuration: 0,
    locale: FRENCH,
    maxPitch: 0,
    minZoom: 3,
    pitchWithRotate: false,
    renderWorldCopies: false,
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.addControl(new library.ScaleControl({ maxWidth: 120, unit: 'metric' }), 'bottom-left')
  const writeNames = placeNames(library, map, ground)
  const showCells = cellMarks(library, map, (box) => fit(map, box))

  const seen = (): readonly Feature[] => inView(answer.features, viewOf(map))
  const tell = () => {
    const rows = answer.by === 'row' ? seen() : []
    const shown = answer.by === 'row' ? rows.length : answer.total
    frame.status.textContent = viewWords(answer.by, shown, whole.everywhere ?? { placed: 0, matching: 0 })
    if (chosen === null) frame.beside.replaceChildren(...rowsList(rows, titles, choose))
  }
  const draw = () => {
    const source = map.getSource<MapLibre.GeoJSONSource>('rows')
    source?.setData(rowsOf(answer))
    showCells(answer.by === 'cell' ? answer.features : [])
    tell()
  }

  let asking: AbortController | undefined
  const ask = async (box: Box | null): Promise<void> => {
    asking?.abort()
    const mine = new AbortController()
    asking = mine
    frame.plate.setAttribute('aria-busy', 'true')
    try {
      const got = await askRows(rowsAddress(host), box, mine.signal)
      if (mine !== asking) return
      frame.alert.replaceChildren()
      ;[answer, made] = [got, box]
      if (box === null) {
        whole = got
        unchoose()
        fit(map, got.frame)
      }
      draw()
    } catch {
      if (mine === asking) failed(() => ask(box))
    }
    if (mine === asking) frame.plate.removeAttribute('aria-busy')
  }
  const failed = (again: () => void) =>
    frame.alert.replaceChildren(
      element('p', { textContent: 'Ces lignes n’ont pas pu être lues. Vérifiez votre connexion.' }),
      button('Réessayer', () => {
        frame.alert.replaceChildren()
        again()
      }),
    )

  const unchoose = () => {
    chosen = null
    setApart(map, null)
    tell()
  }
  const choose = async (row: Feature): Promise<void> => {
    const line = row.id ?? 0
    chosen = line
    setApart(map, line)
    const address = `${host.dataset.lines}${line}?version=${answer.version}`
    try {
      const table = await askRow(address)
      if (chosen !== line) return
      frame.alert.replaceChildren()
      frame.beside.replaceChildren(...rowCard(rowTitle(line, row.properties, titles), address, table, back))
      focusOn(frame.beside.querySelector('h3'))
    } catch {
      if (chosen === line) failed(() => choose(row))
    }
  }
  const back = () => {
    unchoose()
    map.getCanvas().focus({ preventScroll: true })
  }

  map.on('moveend', () => {
    writeNames()
    if (covers(answer, made, viewOf(map))) tell()
    else later(() => ask(viewOf(map)))
  })
  map.on('click', ({ point }) => {
    const around: [[number, number], [number, number]] = [
      [point.x - NEAR, point.y - NEAR],
      [point.x + NEAR, point.y + NEAR],
    ]
    const lines = new Set(map.queryRenderedFeatures(around, { layers: ROW_LAYERS }).map(({ id }) => id))
    const rows = answer.features.filter(({ id }) => id !== undefined && lines.has(id))
    unchoose()
    if (rows.length === 1 && rows[0]) choose(rows[0])
    else if (rows.length > 1) frame.beside.replaceChildren(...rowsList(rows, titles, choose))
  })
  map.on('error', ({ error }) => console.error(error))

  const keys = (event: KeyboardEvent) => {
    const [nearest] = seen()
    if (event.key === 'Escape') close()
    else if (event.target !== map.getCanvas()) return
    else if (event.key === '+' || event.key === '=') map.zoomIn()
    else if (event.key === '-') map.zoomOut()
    else if (event.key === 'Enter' && answer.by === 'row' && nearest) choose(nearest)
    else return
    event.preventDefault()
    event.stopPropagation() // The library knows + and − by the place of their key, which is not that of French keyboards.
  }
  frame.section.addEventListener('keydown', keys, true)
  const scheme = matchMedia('(prefers-color-scheme: dark)')
  const onScheme = () => recolour(map)
  scheme.addEventListener('change', onScheme)
  const search = new MutationObserver(() => ask(null))
  const followed = document.getElementById('carte')
  if (followed) search.observe(followed, { childList: true })

  const close = () => {
    asking?.abort()
    asking = undefined
    search.disconnect()
    scheme.removeEventListener('change', onScheme)
    map.remove()
    frame.section.remove()
    if (still) still.hidden = false
    closed()
  }

  map.once('load', () => {
    writeNames()
    draw()
    if (!covers(answer, made, viewOf(map))) ask(viewOf(map))
  })
  focusOn(map.getCanvas())
  frame.section.scrollIntoView({ block: 'nearest' })
}

/** How far from a click a row may be, in pixels. */
const NEAR = 8
const FITTING = { padding: 36, maxZoom: 14 }
const PAUSE = 200

let waiting: ReturnType<typeof setTimeout> | undefined
/** Does the last of things asked in a row, once they pause. */
const later = (act: () => void) => {
  clearTimeout(waiting)
  waiting = setTimeout(act, PAUSE)
}

/** The rows of an answer, as a collection to draw; squares are drawn otherwise. */
const rowsOf = ({ features }: Answer): FeatureCollection => ({
  type: 'FeatureCollection',
  features: features.flatMap(({ type, id, geometry, properties }) =>
    id === undefined ? [] : [{ type, id, geometry, properties }],
  ),
})

const rowsAddress = (host: HTMLElement): string => host.querySelector('data')?.value ?? ''

const asBounds = ([west, south, east, north]: Box): [number, number, number, number] => [west, south, east, north]

const fit = (map: MapLibre.Map, box: Box | null): void => {
  if (box) map.fitBounds(asBounds(box), FITTING)
}

const FINE = 1e4

/** The box in view, its edges rounded outwards to ten metres, so that the same look asks the same thing. */
const viewOf = (map: MapLibre.Map): Box => {
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

const focusOn = (target: HTMLElement | null): void => {
  target?.focus({ preventScroll: true })
  target?.scrollIntoView({ block: 'nearest' })
}

const canDraw = (): boolean => {
  const context = document.createElement('canvas').getContext('webgl2')
  context?.getExtension('WEBGL_lose_context')?.loseContext()
  return context !== null
}

/** Adds a sheet of styles to the page, once; ends when it is there. */
const styled = (path: string): Promise<void> =>
  new Promise((done, fail) => {
    if (document.querySelector(`link[href="${path}"]`)) return done()
    const link = element('link', { rel: 'stylesheet', href: path })
    link.addEventListener('load', () => done())
    link.addEventListener('error', () => {
      link.remove()
      fail(new Error('no styles'))
    })
    document.head.append(link)
  })
