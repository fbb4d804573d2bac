import type { FeatureCollection } from 'geojson'
import type * as MapLibre from 'maplibre-gl'
import { type Answer, askRows, type Feature } from './map/answer.ts'
import { cellMarks } from './map/cells.ts'
import { drawing, ROW_LAYERS, recolour, setApart } from './map/drawing.ts'
import { mapFrame } from './map/frame.ts'
import { askGround, type Ground } from './map/ground.ts'
import { followKeys } from './map/keys.ts'
import { mapLibrary, mustDraw } from './map/library.ts'
import { fit, liveMap, viewOf } from './map/live-map.ts'
import { type Looking, looking } from './map/looking.ts'
import { placeNames } from './map/names.ts'
import { followScheme } from './map/scheme.ts'
import { focusOn, type Side, sideOf } from './map/side.ts'

/**
 * Opens the map that an element describes in its data, inside it. `closed` is called once the reader closed it. Fails,
 * leaving nothing behind, when the library or the rows cannot be had, or when nothing can be drawn here.
 */
export const openMap = async (host: HTMLElement, closed: () => void): Promise<void> => {
  mustDraw()
  const [library, first, ground] = await Promise.all([
    mapLibrary(host.dataset),
    askRows(rowsAddress(host), null),
    askGround(host.dataset.ground ?? ''),
  ])
  showMap({ host, library, first, ground, closed })
}

interface Opening {
  readonly host: HTMLElement
  readonly library: typeof MapLibre
  readonly first: Answer
  readonly ground: Ground | null
  readonly closed: () => void
}

const showMap = ({ host, library, first, ground, closed }: Opening): void => {
  const frame = mapFrame(host.dataset.label ?? '', ground?.source ?? null, {
    nearer: () => map.zoomIn(),
    farther: () => map.zoomOut(),
    whole: () => fit(map, known.frame()),
    close: () => close(),
  })
  const putBack = insteadOfStill(host, frame.section)
  const map = liveMap(library, frame.plate, drawing(ground, rowsOf(first)), first.frame)
  const side = sideOf({
    frame,
    titles: (host.dataset.titles ?? '').split(',').filter(Boolean),
    lineAddress: (line) => `${host.dataset.lines}${line}?version=${known.answer().version}`,
    mark: (line) => setApart(map, line),
    onBack: () => {
      tell()
      focusOn(map.getCanvas())
    },
  })
  const cells = cellMarks(library, map, (box) => fit(map, box))
  const writeNames = placeNames(library, map, ground, cells.taken, { under: UNDER_POINTS })
  const tell = () => {
    frame.status.textContent = known.words()
    side.list(known.rows())
  }
  const draw = (answer: Answer) => {
    side.well()
    map.getSource<MapLibre.GeoJSONSource>('rows')?.setData(rowsOf(answer))
    cells.show(answer.by === 'cell' ? answer.features : [])
    writeNames()
    tell()
  }
  const known = looking({
    ask: (box, signal) => askRows(rowsAddress(host), box, signal),
    view: () => viewOf(map),
    first,
    onAnswer: draw,
    onWait: (waiting) => frame.plate.toggleAttribute('data-waiting', waiting),
    onFailure: side.failed,
  })
  followMoves(map, known, { tell, writeNames, drawFirst: () => draw(first) })
  followClicks(map, known, side, tell)
  const openNearest = () => {
    const row = known.rows()[0]
    return row ? () => side.choose(row) : null
  }
  followKeys(frame.section, map, { close: () => close(), enter: openNearest })
  const unfollow = followPage(map, async () => {
    side.leave()
    if (await known.everywhere()) fit(map, known.frame())
  })
  const close = () => {
    known.stop()
    unfollow()
    map.remove()
    putBack()
    closed()
  }
  focusOn(map.getCanvas())
  frame.section.scrollIntoView({ block: 'nearest' })
}

/** Names leave the middle of their place to the points that are often there, in pixels. */
const UNDER_POINTS = 13

const rowsAddress = (host: HTMLElement): string => host.querySelector('data')?.value ?? ''

/** The rows of an answer, as a collection to draw; squares are drawn otherwise. */
const rowsOf = ({ features }: Answer): FeatureCollection => ({
  type: 'FeatureCollection',
  features: features.flatMap(({ type, id, geometry, properties }) =>
    id === undefined ? [] : [{ type, id, geometry, properties }],
  ),
})

/** Shows a section where the still map was, and gives what puts it back. */
const insteadOfStill = (host: HTMLElement, section: HTMLElement): (() => void) => {
  const still = document.getElementById(host.dataset.still ?? '')
  if (still) still.hidden = true
  host.append(section)
  return () => {
    section.remove()
    if (still) still.hidden = false
  }
}

/** What is in view is asked once the map has rested this long, in milliseconds. */
const REST = 200

const followMoves = (
  map: MapLibre.Map,
  known: Looking,
  acts: { readonly tell: () => void; readonly writeNames: () => void; readonly drawFirst: () => void },
): void => {
  let resting: ReturnType<typeof setTimeout> | undefined
  const look = () => {
    acts.writeNames()
    acts.tell()
    clearTimeout(resting)
    resting = setTimeout(known.look, REST)
  }
  map.on('moveend', look)
  map.on('remove', () => clearTimeout(resting))
  map.once('load', () => {
    acts.drawFirst()
    look()
  })
}

/** How far from a click a row may be, in pixels. */
const NEAR = 8

const followClicks = (map: MapLibre.Map, known: Looking, side: Side, tell: () => void): void => {
  const rowsAt = ({ x, y }: MapLibre.Point): readonly Feature[] => {
    const around: [[number, number], [number, number]] = [
      [x - NEAR, y - NEAR],
      [x + NEAR, y + NEAR],
    ]
    const lines = new Set(map.queryRenderedFeatures(around, { layers: ROW_LAYERS }).map(({ id }) => id))
    return known.answer().features.filter(({ id }) => id !== undefined && lines.has(id))
  }
  map.on('click', ({ point }) => {
    const rows = rowsAt(point)
    side.leave()
    if (rows.length === 1 && rows[0]) side.choose(rows[0])
    else if (rows.length > 1) side.list(rows)
    else tell()
  })
  map.on('mousemove', ({ point }) => {
    map.getCanvas().style.cursor = rowsAt(point).length > 0 ? 'pointer' : ''
  })
}

/** Follows the search of the page and its colours; gives what stops it. */
const followPage = (map: MapLibre.Map, onSearch: () => void): (() => void) => {
  const search = new MutationObserver(onSearch)
  const followed = document.getElementById('carte')
  if (followed) search.observe(followed, { childList: true })
  const unfollowScheme = followScheme(() => recolour(map))
  return () => {
    search.disconnect()
    unfollowScheme()
  }
}
