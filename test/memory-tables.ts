import { unreachable } from '../src/kernel/errors.ts'
import { fold } from '../src/kernel/fold.ts'
import {
  boxOfSquare,
  type Cell,
  type Column,
  type CompareOp,
  type Expr,
  type Sort,
  squareOf,
  type Tables,
} from '../src/modules/query/index.ts'

export interface MemoryTable {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
}

type Readable = Pick<Tables, 'columns' | 'rows' | 'rowsJson' | 'row' | 'count' | 'placed' | 'cells' | 'batches'>

/** Rows held in memory and filtered one by one: slow, plain, and what the real store must agree with. */
export const memoryTables = (versions: Readonly<Record<string, MemoryTable>>): Readable => {
  const table = (version: string): MemoryTable => versions[version] ?? { columns: [], rows: [] }
  const lines = (version: string, where: Expr | null, sort: readonly Sort[]) => {
    const { columns, rows } = table(version)
    const kept = rows
      .map((row, i) => ({ row, line: i + 1 }))
      .filter(({ row }) => where === null || matches(where, columns, row) === true)
    return kept.sort((a, b) => compareRows(columns, sort, a.row, b.row) || a.line - b.line)
  }
  const page: Tables['rows'] = async (version, query) => {
    const { columns } = table(version)
    const wanted = query.select ? query.select.flatMap((name) => columns.filter((c) => c.name === name)) : columns
    const found = lines(version, query.where, query.sort)
    const shown = found.slice(query.offset, query.offset + query.limit)
    const rows = shown.map(({ row }) => wanted.map((column) => row[columns.indexOf(column)] ?? null))
    return { total: found.length, columns: wanted, rows, lines: shown.map(({ line }) => line) }
  }
  /** Longitude and latitude of the rows that have both. */
  const spots = (version: string, where: Expr | null) => {
    const { columns } = table(version)
    const [x, y] = ['longitude', 'latitude'].map((meaning) => columns.findIndex((c) => c.semantic === meaning))
    return lines(version, where, []).flatMap(({ row }) => {
      const [longitude, latitude] = [row[x ?? -1], row[y ?? -1]]
      return typeof longitude === 'number' && typeof latitude === 'number' ? [[longitude, latitude] as const] : []
    })
  }
  return {
    columns: async (version) => table(version).columns,
    rows: page,
    rowsJson: async (version, query) => {
      const { total, columns, rows } = await page(version, query)
      const objects = rows.map((row) => Object.fromEntries(columns.map((c, i) => [c.name, row[i] ?? null])))
      return { total, rows: Buffer.from(JSON.stringify(objects)) }
    },
    row: async (version, line) => table(version).rows[line - 1] ?? null,
    count: async (version, where) => lines(version, where, []).length,
    placed: async (version, where) => {
      const found = spots(version, where)
      const [xs, ys] = [0, 1].map((axis) => found.map((spot) => spot[axis] ?? 0).toSorted((a, b) => a - b))
      const at = (sorted: readonly number[] = [], share: number) =>
        sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
      const frame = [at(xs, 0.005), at(ys, 0.005), at(xs, 0.995), at(ys, 0.995)] as const
      return { count: found.length, frame: found.length > 0 ? frame : null }
    },
    cells: async (version, { where, box: [west, south, east, north], grid }) => {
      const inside = spots(version, where).filter(([x, y]) => x >= west && x <= east && y >= south && y <= north)
      const squares = new Map<string, (readonly [number, number])[]>()
      for (const spot of inside) {
        const key = squareOf(grid, ...spot).join(' ')
        squares.set(key, [...(squares.get(key) ?? []), spot])
      }
      const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
      return [...squares].map(([key, held]) => {
        const [column = 0, line = 0] = key.split(' ').map(Number)
        const [longitude, latitude] = [mean(held.map(([x]) => x)), mean(held.map(([, y]) => y))]
        return { box: boxOfSquare(grid, [column, line]), count: held.length, longitude, latitude }
      })
    },
    async *batches(version, query) {
      yield (await page(version, { ...query, limit: Number.MAX_SAFE_INTEGER, offset: 0 })).rows
    },
  }
}

/** SQL's three answers: true, false, or null when a missing value makes it unknown. */
export const matches = (expr: Expr, columns: readonly Column[], row: readonly Cell[]): boolean | null => {
  const cell = (name: string): Cell => row[columns.findIndex((c) => c.name === name)] ?? null
  switch (expr.kind) {
    case 'and':
      return both(matches(expr.left, columns, row), matches(expr.right, columns, row))
    case 'or':
      return negate(both(negate(matches(expr.left, columns, row)), negate(matches(expr.right, columns, row))))
    case 'not':
      return negate(matches(expr.of, columns, row))
    case 'compare':
      return compare(cell(expr.column), expr.op, expr.value)
    case 'in':
      return cell(expr.column) === null ? null : expr.values.some((value) => cell(expr.column) === value)
    case 'between':
      return both(compare(cell(expr.column), '>=', expr.low), compare(cell(expr.column), '<=', expr.high))
    case 'is-null':
      return cell(expr.column) === null
    case 'contains':
      return cell(expr.column) === null ? null : fold(String(cell(expr.column))).includes(fold(expr.text))
    case 'search':
      return fold(expr.text)
        .split(' ')
        .every((word) =>
          row.some((value) =>
            fold(String(value ?? ''))
              .split(' ')
              .includes(word),
          ),
        )
    case 'bbox':
      return inBox(
        expr,
        cell(columns.find((c) => c.semantic === 'longitude')?.name ?? ''),
        cell(columns.find((c) => c.semantic === 'latitude')?.name ?? ''),
      )
    default:
      return unreachable(expr)
  }
}

const both = (a: boolean | null, b: boolean | null) =>
  a === false || b === false ? false : a === null || b === null ? null : true
const negate = (a: boolean | null) => (a === null ? null : !a)

const inBox = (box: Expr & { kind: 'bbox' }, longitude: Cell, latitude: Cell): boolean =>
  typeof longitude !== 'number' || typeof latitude !== 'number'
    ? false
    : longitude >= box.west && longitude <= box.east && latitude >= box.south && latitude <= box.north

const compare = (cell: Cell, op: CompareOp, value: Cell): boolean | null => {
  if (cell === null) return null
  const order = orderOf(cell, value)
  switch (op) {
    case '=':
      return order === 0
    case '!=':
      return order !== 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
    default:
      return unreachable(op)
  }
}

const orderOf = (a: Cell, b: Cell): number =>
  typeof a === 'number' && typeof b === 'number'
    ? Math.sign(a - b)
    : Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)))

/** Missing values come last, whichever the direction. */
const compareRows = (
  columns: readonly Column[],
  sort: readonly Sort[],
  a: readonly Cell[],
  b: readonly Cell[],
): number => {
  for (const { column, descending } of sort) {
    const at = columns.findIndex((c) => c.name === column)
    const [left, right] = [a[at] ?? null, b[at] ?? null]
    if (left === null && right === null) continue
    if (left === null) return 1
    if (right === null) return -1
    const order = orderOf(left, right)
    if (order !== 0) return descending ? -order : order
  }
  return 0
}
