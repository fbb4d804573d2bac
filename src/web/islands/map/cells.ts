import type * as MapLibre from 'maplibre-gl'
import { count, formatNumber } from '../../../kernel/french.ts'
import type { Box, Feature } from './answer.ts'
import { button } from './element.ts'
import type { Taken } from './ground.ts'

const SIZES = 5

interface CellMarks {
  readonly show: (cells: readonly Feature[]) => void
  /** Where discs are in the window. */
  readonly taken: () => readonly Taken[]
}

/** Shows counts of rows as discs, larger where there are more; a click comes nearer. */
export const cellMarks = (
  { Marker }: Pick<typeof MapLibre, 'Marker'>,
  map: MapLibre.Map,
  comeNearer: (box: Box) => void,
): CellMarks => {
  let shown: MapLibre.Marker[] = []
  const show = (cells: readonly Feature[]) => {
    for (const mark of shown) mark.remove()
    const most = Math.max(1, ...cells.map(countOf))
    shown = cells.flatMap((cell) => {
      if (cell.geometry.type !== 'Point' || !cell.bbox) return []
      const { bbox } = cell
      const [longitude = 0, latitude = 0] = cell.geometry.coordinates
      const disc = button(formatNumber(countOf(cell)), () => comeNearer(bbox), `cell c${sizeOf(countOf(cell), most)}`)
      disc.setAttribute('aria-label', `${count(countOf(cell), 'ligne')} : s’approcher`)
      // A hundred stops on the way to the rest of the page would be a wall: + and the arrows do the same.
      disc.tabIndex = -1
      return [new Marker({ element: disc }).setLngLat([longitude, latitude]).addTo(map)]
    })
  }
  const taken = () =>
    shown.map((mark) => {
      const half = mark.getElement().offsetWidth / 2
      const { x, y } = map.project(mark.getLngLat())
      return { x, y, wide: half, tall: half }
    })
  return { show, taken }
}

const countOf = ({ properties }: Feature): number => Number(properties.count)

/** From 1 to `SIZES`: the surface of a disc grows with its count. */
const sizeOf = (rows: number, most: number): number => Math.max(1, Math.ceil(SIZES * Math.sqrt(rows / most)))
