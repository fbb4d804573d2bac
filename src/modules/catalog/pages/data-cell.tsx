import { formatDate, formatNumber } from '../../../kernel/french.ts'
import type { Cell, Column } from '../../query/index.ts'

/** Whether a column's values stand to the right, as figures do. */
export const isNumber = (column: Column | undefined) => column?.type === 'integer' || column?.type === 'number'

/** A cell as people read it: French numbers and dates, links that open, positions in words, and « – » said as missing. */
export const DataCell = ({
  cell,
  column,
  whole = false,
}: {
  readonly cell: Cell
  readonly column: Column | undefined
  /** True where there is room for long texts. */
  readonly whole?: boolean
}) => {
  if (cell === null)
    return (
      <td class={isNumber(column) ? 'num none' : 'none'}>
        <span aria-hidden="true">–</span>
        <span class="hidden">manquant</span>
      </td>
    )
  if (typeof cell === 'number')
    return <td class="num">{column?.semantic === 'year' ? String(cell) : formatNumber(cell, 6)}</td>
  if (typeof cell === 'boolean') return <td>{cell ? 'oui' : 'non'}</td>
  if (column?.type === 'date') return <td class="short">{formatDate(cell)}</td>
  if (column?.semantic === 'url' && /^https?:\/\//.test(cell))
    return (
      <td>
        <a href={cell} rel="nofollow noopener ugc">
          {cell.length > 50 && !whole ? `${cell.slice(0, 48)}…` : cell}
        </a>
      </td>
    )
  if (column?.type === 'geometry') return <td class="short">{positionInWords(cell)}</td>
  if (whole) return <td>{cell}</td>
  return (
    <td class={cell.length > 60 ? 'long' : cell.length < 44 ? 'short' : ''}>
      {cell.length > 300 ? `${cell.slice(0, 298)}…` : cell}
    </td>
  )
}

const SHAPES: Readonly<Record<string, string>> = {
  MultiPoint: 'plusieurs points',
  LineString: 'tracé',
  MultiLineString: 'tracé en plusieurs morceaux',
  Polygon: 'surface',
  MultiPolygon: 'surface en plusieurs morceaux',
  GeometryCollection: 'formes diverses',
}

/** « 47,7959° N, 3,5672° E » for a point, the kind of shape for the rest; the whole geometry is in the files. */
export const positionInWords = (geojson: string): string => {
  const compact = geojson.replaceAll(/\s/g, '')
  const [, x, y] = /^\{"type":"Point","coordinates":\[(-?[\d.]+),(-?[\d.]+)/.exec(compact) ?? []
  if (x !== undefined && y !== undefined) return `${degrees(Number(y), ['N', 'S'])}, ${degrees(Number(x), ['E', 'O'])}`
  const [, type = ''] = /"type":"(\w+)"/.exec(compact) ?? []
  return SHAPES[type] ?? 'forme'
}

const degrees = (value: number, [positive, negative]: readonly [string, string]): string =>
  `${formatNumber(Math.abs(value), 5)}°\u00A0${value < 0 ? negative : positive}`
