import type { StatedValue, ValueStatus } from '../figure/index.ts'
import type { Level } from '../territory/index.ts'
import { type Middle, middleOf } from './middle.ts'

/** How a value came to be: as its source gives it, added up from communes, rebuilt on today's boundaries, or worked out from other indicators. */
export type Making = 'published' | 'added-up' | 'rebuilt' | 'worked-out'

const STATUSES = [
  'missing',
  'value',
  'zero',
  'secret',
  'not-yet',
  'estimated',
  'not-applicable',
] as const satisfies readonly ValueStatus[]
const MAKINGS = ['published', 'added-up', 'rebuilt', 'worked-out'] as const satisfies readonly Making[]
const MISSING: StatedValue = { value: null, status: 'missing' }

/** Cells of some rows, one row after the other: a row a place, a column a period. */
export interface Cells {
  readonly values: Float64Array
  readonly statuses: Uint8Array
  readonly makings: Uint8Array
}

/** All values of one indicator at one level. Rows come in blocks of so many, the last one shorter. */
export interface LevelTable {
  /** Sorted codes of places: row by row. */
  readonly codes: readonly string[]
  readonly rowsABlock: number
  /** The cells of a block, from memory or from a file. */
  readonly block: (index: number) => Cells
  /** The middle of all its places, period by period, when it was worked out beforehand. */
  readonly middles?: readonly (Middle | null)[] | undefined
}

/** Everything known of an indicator at one moment. Never changes once built. */
export interface Edition {
  /** Sorted: `2016`, `2018`… or `2024-03`. */
  readonly periods: readonly string[]
  readonly levels: ReadonlyMap<Level, LevelTable>
}

/** A value while an edition is made. */
export interface MadeValue extends StatedValue {
  readonly making: Making
}

/** Values by place, then period. */
export type MadeValues = ReadonlyMap<string, ReadonlyMap<string, MadeValue>>

/** Packs what was made; periods are those that some place has. */
export const packEdition = (made: ReadonlyMap<Level, MadeValues>): Edition => {
  const told = new Set<string>()
  for (const places of made.values()) for (const of of places.values()) for (const period of of.keys()) told.add(period)
  const periods = [...told].toSorted()
  const levels = [...made].map(([level, places]) => [level, packLevel(places, periods)] as const)
  return { periods, levels: new Map(levels) }
}

const packLevel = (places: MadeValues, periods: readonly string[]): LevelTable => {
  const codes = [...places.keys()].toSorted()
  const cells = emptyCells(codes.length * periods.length)
  const columns = new Map(periods.map((period, column) => [period, column]))
  for (const [row, code] of codes.entries())
    for (const [period, made] of places.get(code) ?? []) {
      const at = row * periods.length + (columns.get(period) ?? 0)
      cells.values[at] = made.value ?? Number.NaN
      cells.statuses[at] = STATUSES.indexOf(made.status)
      cells.makings[at] = MAKINGS.indexOf(made.making)
    }
  return { codes, rowsABlock: Math.max(1, codes.length), block: () => cells }
}

/** Cells of which nothing is known, next to each other in memory: numbers first, as their size asks. */
export const emptyCells = (size: number): Cells => {
  const bytes = new ArrayBuffer(size * 10)
  return {
    values: new Float64Array(bytes, 0, size).fill(Number.NaN),
    statuses: new Uint8Array(bytes, size * 8, size),
    makings: new Uint8Array(bytes, size * 9, size),
  }
}

const NO_CELLS = emptyCells(0)

const rows = new WeakMap<readonly string[], ReadonlyMap<string, number>>()

/** The row of a code, or −1. Editions that share their codes share what finds them. */
const rowOf = (codes: readonly string[], code: string): number => {
  let known = rows.get(codes)
  if (!known) {
    known = new Map(codes.map((one, row) => [one, row]))
    rows.set(codes, known)
  }
  return known.get(code) ?? -1
}

const rowsFound = new WeakMap<readonly string[], WeakMap<readonly string[], Int32Array>>()

/** The rows of some codes, or −1, in their order: looked up once for the same array and the same table. */
const rowsOf = (codes: readonly string[], wanted: readonly string[]): Int32Array => {
  const known = rowsFound.get(wanted) ?? new WeakMap<readonly string[], Int32Array>()
  rowsFound.set(wanted, known)
  const found = known.get(codes) ?? Int32Array.from(wanted, (code) => rowOf(codes, code))
  known.set(codes, found)
  return found
}

/** Where the cells of a row begin, and the block that holds them. */
const rowAt = ({ rowsABlock, block }: LevelTable, row: number, width: number) => ({
  cells: block(Math.floor(row / rowsABlock)),
  from: (row % rowsABlock) * width,
})

const numberAt = ({ values }: Cells, at: number): number | null => {
  const value = values[at] ?? Number.NaN
  return Number.isNaN(value) ? null : value
}

const statusAt = ({ statuses }: Cells, at: number): ValueStatus => STATUSES[statuses[at] ?? 0] ?? 'missing'

const statedAt = (cells: Cells, at: number): StatedValue => ({
  value: numberAt(cells, at),
  status: statusAt(cells, at),
})

const madeAt = (cells: Cells, at: number): MadeValue => ({
  value: numberAt(cells, at),
  status: statusAt(cells, at),
  making: MAKINGS[cells.makings[at] ?? 0] ?? 'published',
})

/** The cells of a place; null when the edition does not know it. */
const cellsOf = (edition: Edition, level: Level, code: string) => {
  const table = edition.levels.get(level)
  const row = table ? rowOf(table.codes, code) : -1
  return table && row >= 0 ? rowAt(table, row, edition.periods.length) : null
}

/** The value of a place at a period; missing when the edition does not know the place or the period. */
export const valueAt = (edition: Edition, level: Level, code: string, period: string): MadeValue => {
  const column = edition.periods.indexOf(period)
  const found = column < 0 ? null : cellsOf(edition, level, code)
  return found ? madeAt(found.cells, found.from + column) : { ...MISSING, making: 'published' }
}

/** What some places say at one period: their numbers, and how many have none, by reason. */
export interface Group {
  readonly numbers: readonly number[]
  readonly without: ReadonlyMap<ValueStatus, number>
}

/** The group of some places at one period. The same array of codes is looked up once. */
export const groupAt = (edition: Edition, level: Level, codes: readonly string[], period: string): Group => {
  const [table, column, width] = [edition.levels.get(level), edition.periods.indexOf(period), edition.periods.length]
  if (!table || column < 0) return groupOf(codes.map(() => MISSING))
  const found = rowsOf(table.codes, codes)
  const numbers: number[] = []
  const without = new Map<ValueStatus, number>()
  let [held, cells] = [-1, NO_CELLS] // peers are most often neighbours: of one block
  // By rank and by hand: a page makes tens of groups of tens of places, and a loop that makes nothing leaves nothing to collect.
  for (let i = 0; i < found.length; i++) {
    const row = found[i] as number
    const index = Math.floor(row / table.rowsABlock)
    if (row >= 0 && index !== held) {
      held = index
      cells = table.block(index)
    }
    const at = (row - index * table.rowsABlock) * width + column
    const value = row < 0 ? Number.NaN : (cells.values[at] as number)
    if (Number.isNaN(value)) countOne(without, row < 0 ? 'missing' : statusAt(cells, at))
    else numbers.push(value)
  }
  return { numbers, without }
}

/** The group that some values make. */
export const groupOf = (values: readonly StatedValue[]): Group => {
  const numbers: number[] = []
  const without = new Map<ValueStatus, number>()
  for (const { value, status } of values) {
    if (value === null) countOne(without, status)
    else numbers.push(value)
  }
  return { numbers, without }
}

const countOne = (counts: Map<ValueStatus, number>, status: ValueStatus) =>
  counts.set(status, (counts.get(status) ?? 0) + 1)

/** Whether the edition has any row for a place: a level where the indicator says nothing of it is not shown at all. */
export const knowsPlace = (edition: Edition, level: Level, code: string): boolean =>
  rowOf(edition.levels.get(level)?.codes ?? [], code) >= 0

/** One value a period, in order. */
export const seriesOf = (edition: Edition, level: Level, code: string): readonly StatedValue[] => {
  const found = cellsOf(edition, level, code)
  return edition.periods.map((_, column) => (found ? statedAt(found.cells, found.from + column) : MISSING))
}

/** The last period at which a place has a number; else the last of the edition that says why it has none. */
export const lastKnown = (
  edition: Edition,
  level: Level,
  code: string,
): { readonly period: string; readonly stated: MadeValue } | null => {
  const found = cellsOf(edition, level, code)
  if (!found || edition.periods.length === 0) return null
  const { cells, from } = found
  const last = edition.periods.length - 1
  let column = last
  while (column >= 0 && Number.isNaN(cells.values[from + column])) column--
  if (column < 0) column = last
  return { period: edition.periods[column] ?? '', stated: madeAt(cells, from + column) }
}

/** The first period at which a place has a number; null when it has none. */
export const firstKnown = (
  edition: Edition,
  level: Level,
  code: string,
): { readonly period: string; readonly stated: MadeValue } | null => {
  const found = cellsOf(edition, level, code)
  if (!found) return null
  const { cells, from } = found
  const column = edition.periods.findIndex((_, at) => !Number.isNaN(cells.values[from + at]))
  return column < 0 ? null : { period: edition.periods[column] ?? '', stated: madeAt(cells, from + column) }
}

/** Every place of a level at one period, or those of `among` that the edition knows, in the order of its codes. */
export const columnOf = (
  edition: Edition,
  level: Level,
  period: string,
  among?: ReadonlySet<string>,
): readonly (MadeValue & { readonly code: string })[] => {
  const [table, column] = [edition.levels.get(level), edition.periods.indexOf(period)]
  if (!table || column < 0) return []
  return rowsAmong(table, among).map((row) => {
    const { cells, from } = rowAt(table, row, edition.periods.length)
    return { code: table.codes[row] ?? '', ...madeAt(cells, from + column) }
  })
}

/** The rows of a table, or those of some codes, in order. */
const rowsAmong = ({ codes }: LevelTable, among?: ReadonlySet<string>): readonly number[] =>
  among
    ? [...among].flatMap((code) => (rowOf(codes, code) < 0 ? [] : [rowOf(codes, code)])).toSorted((a, b) => a - b)
    : Array.from(codes.keys())

const middlesKept = new WeakMap<LevelTable, readonly (Middle | null)[]>()

/** The middle of all the places of a level, period by period: told by the table, or else worked out from it once. */
export const middlesOf = (table: LevelTable, periods: number): readonly (Middle | null)[] => {
  const known = table.middles ?? middlesKept.get(table)
  if (known) return known
  const numbers = Array.from({ length: periods }, (): number[] => [])
  for (let index = 0; index * table.rowsABlock < table.codes.length; index++) {
    const { values } = table.block(index)
    for (const [at, value] of values.entries()) if (!Number.isNaN(value)) numbers[at % periods]?.push(value)
  }
  const middles = numbers.map(middleOf)
  middlesKept.set(table, middles)
  return middles
}

/** The middle of all the places of a level at one period; null when too few have a number. */
export const middleAt = (edition: Edition, level: Level, period: string): Middle | null => {
  const [table, column] = [edition.levels.get(level), edition.periods.indexOf(period)]
  return (table && middlesOf(table, edition.periods.length)[column]) ?? null
}

/** How many of some places of a level have each status, period by period. */
export const countStatuses = (
  edition: Edition,
  level: Level,
  among: ReadonlySet<string>,
): readonly ReadonlyMap<ValueStatus, number>[] => {
  const table = edition.levels.get(level)
  const counts = edition.periods.map(() => new Map<ValueStatus, number>())
  if (!table) return counts
  for (const row of rowsAmong(table, among)) {
    const { cells, from } = rowAt(table, row, edition.periods.length)
    for (const [column, count] of counts.entries()) countOne(count, statusAt(cells, from + column))
  }
  return counts
}
