import type { StatedValue, ValueStatus } from '../figure/index.ts'
import type { Level } from '../territory/index.ts'

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

/** All values of one indicator at one level: a row a place, a column a period. */
export interface LevelTable {
  /** Sorted codes of places. */
  readonly codes: readonly string[]
  readonly values: Float64Array
  readonly statuses: Uint8Array
  readonly makings: Uint8Array
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
  const periods = [
    ...new Set([...made.values()].flatMap((places) => [...places.values()].flatMap((of) => [...of.keys()]))),
  ].toSorted()
  const levels = [...made].map(([level, places]) => [level, packLevel(places, periods)] as const)
  return { periods, levels: new Map(levels) }
}

const packLevel = (places: MadeValues, periods: readonly string[]): LevelTable => {
  const codes = [...places.keys()].toSorted()
  const size = codes.length * periods.length
  const table = {
    codes,
    values: new Float64Array(size).fill(Number.NaN),
    statuses: new Uint8Array(size),
    makings: new Uint8Array(size),
  }
  for (const [row, code] of codes.entries())
    for (const [column, period] of periods.entries()) {
      const made = places.get(code)?.get(period)
      if (!made) continue
      const at = row * periods.length + column
      table.values[at] = made.value ?? Number.NaN
      table.statuses[at] = STATUSES.indexOf(made.status)
      table.makings[at] = MAKINGS.indexOf(made.making)
    }
  return table
}

/** The row of a code, or −1: codes are sorted. */
const rowOf = (codes: readonly string[], code: string): number => {
  let [low, high] = [0, codes.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((codes[middle] ?? '') < code) low = middle + 1
    else high = middle
  }
  return codes[low] === code ? low : -1
}

const statedAt = (table: LevelTable, at: number): StatedValue => {
  const value = table.values[at] ?? Number.NaN
  return { value: Number.isNaN(value) ? null : value, status: STATUSES[table.statuses[at] ?? 0] ?? 'missing' }
}

const madeAt = (table: LevelTable, at: number): MadeValue => ({
  ...statedAt(table, at),
  making: MAKINGS[table.makings[at] ?? 0] ?? 'published',
})

/** The value of a place at a period; missing when the edition does not know the place or the period. */
export const valueAt = (edition: Edition, level: Level, code: string, period: string): MadeValue => {
  const table = edition.levels.get(level)
  const [row, column] = [table ? rowOf(table.codes, code) : -1, edition.periods.indexOf(period)]
  if (!table || row < 0 || column < 0) return { ...MISSING, making: 'published' }
  return madeAt(table, row * edition.periods.length + column)
}

/** Whether the edition has any row for a place: a level where the indicator says nothing of it is not shown at all. */
export const knowsPlace = (edition: Edition, level: Level, code: string): boolean =>
  rowOf(edition.levels.get(level)?.codes ?? [], code) >= 0

/** One value a period, in order. */
export const seriesOf = (edition: Edition, level: Level, code: string): readonly StatedValue[] => {
  const table = edition.levels.get(level)
  const row = table ? rowOf(table.codes, code) : -1
  return edition.periods.map((_, column) =>
    table && row >= 0 ? statedAt(table, row * edition.periods.length + column) : MISSING,
  )
}

/** The last period at which a place has a number; else the last of the edition that says why it has none. */
export const lastKnown = (
  edition: Edition,
  level: Level,
  code: string,
): { readonly period: string; readonly stated: MadeValue } | null => {
  const withNumber = edition.periods.findLast((period) => valueAt(edition, level, code, period).value !== null)
  const period = withNumber ?? edition.periods.at(-1)
  return period !== undefined && knowsPlace(edition, level, code)
    ? { period, stated: valueAt(edition, level, code, period) }
    : null
}

/** Every place of a level at one period, or those that are kept. */
export const columnOf = (
  edition: Edition,
  level: Level,
  period: string,
  keeps: (code: string) => boolean = () => true,
): readonly (MadeValue & { readonly code: string })[] => {
  const [table, column] = [edition.levels.get(level), edition.periods.indexOf(period)]
  if (!table || column < 0) return []
  return table.codes.flatMap((code, row) =>
    keeps(code) ? [{ code, ...madeAt(table, row * edition.periods.length + column) }] : [],
  )
}

/** The numbers of the places kept, at one period: what a middle is worked out from. */
export const numbersAt = (
  edition: Edition,
  level: Level,
  period: string,
  keeps: (code: string) => boolean,
): readonly number[] => {
  const [table, column] = [edition.levels.get(level), edition.periods.indexOf(period)]
  if (!table || column < 0) return []
  const numbers: number[] = []
  for (const [row, code] of table.codes.entries()) {
    const value = table.values[row * edition.periods.length + column] ?? Number.NaN
    if (!Number.isNaN(value) && keeps(code)) numbers.push(value)
  }
  return numbers
}

/** How many places of a level have each status, period by period; `keeps` chooses the places. */
export const countStatuses = (
  edition: Edition,
  level: Level,
  keeps: (code: string) => boolean,
): readonly ReadonlyMap<ValueStatus, number>[] => {
  const table = edition.levels.get(level)
  const rows = (table?.codes ?? []).flatMap((code, row) => (keeps(code) ? [row] : []))
  return edition.periods.map((_, column) => {
    const counts = new Array<number>(STATUSES.length).fill(0)
    for (const row of rows) {
      const status = table?.statuses[row * edition.periods.length + column] ?? 0
      counts[status] = (counts[status] ?? 0) + 1
    }
    return new Map(STATUSES.flatMap((status, i) => (counts[i] ? [[status, counts[i]] as const] : [])))
  })
}

/** Bytes that an edition takes in memory, texts apart. */
export const weightOf = (edition: Edition): number =>
  [...edition.levels.values()].reduce((sum, table) => sum + table.values.byteLength + 2 * table.statuses.byteLength, 0)

/** An edition as bytes: a line of JSON that tells the shape, then numbers, statuses and makings, level after level. */
export const encodeEdition = (edition: Edition): Uint8Array => {
  const levels = [...edition.levels].map(([level, { codes }]) => ({ level, codes }))
  const head = Buffer.from(JSON.stringify({ periods: edition.periods, levels }))
  const padded = Buffer.concat([head, Buffer.alloc((8 - ((head.length + 8) % 8)) % 8, ' ')])
  const size = Buffer.alloc(8)
  size.writeUInt32LE(padded.length)
  const bytes = (array: Float64Array | Uint8Array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)
  const tables = [...edition.levels.values()]
  return Buffer.concat([
    size,
    padded,
    ...tables.map((table) => bytes(table.values)),
    ...tables.flatMap((table) => [bytes(table.statuses), bytes(table.makings)]),
  ])
}

/** Reads what `encodeEdition` wrote; refuses bytes that are cut short. */
export const decodeEdition = (bytes: Uint8Array): Edition => {
  const own = new Uint8Array(bytes) // a copy that begins at a multiple of eight, as numbers must
  const size = new DataView(own.buffer).getUint32(0, true)
  const head: { periods: string[]; levels: { level: Level; codes: string[] }[] } = JSON.parse(
    Buffer.from(own.buffer, 8, size).toString('utf8'),
  )
  const cells = head.levels.map(({ codes }) => codes.length * head.periods.length)
  const total = cells.reduce((sum, n) => sum + n, 0)
  if (own.length !== 8 + size + total * 10) throw new Error('Édition d’indicateur coupée ou abîmée.')
  let [numbers, octets] = [8 + size, 8 + size + total * 8]
  const levels = head.levels.map(({ level, codes }, i) => {
    const n = cells[i] ?? 0
    const table: LevelTable = {
      codes,
      values: new Float64Array(own.buffer, numbers, n),
      statuses: new Uint8Array(own.buffer, octets, n),
      makings: new Uint8Array(own.buffer, octets + n, n),
    }
    numbers += n * 8
    octets += n * 2
    return [level, table] as const
  })
  return { periods: head.periods, levels: new Map(levels) }
}
