import { createHash } from 'node:crypto'
import { digits, type Sql, sql } from '../../kernel/sql.ts'
import type { Expr } from './ast.ts'
import { indexLines, isIndexed, keepsOrder } from './compile.ts'
import { countRows } from './count-rows.duckdb.ts'
import { type IndexedShape, stemsIn } from './index-lines.ts'
import type { OpenVersion } from './open-versions.duckdb.ts'
import type { RowsQuery } from './ports.ts'
import { print } from './print.ts'
import { filtered, sorted } from './select-sql.ts'

/** A page of rows by their positions (0 for the first), and how many rows there are beyond it. */
export interface Found {
  readonly total: number
  readonly lines: readonly number[]
}

export interface LineFinder {
  readonly find: (id: string, version: OpenVersion, query: RowsQuery, stop: AbortSignal) => Promise<Found>
  readonly count: (id: string, version: OpenVersion, where: Expr | null, stop: AbortSignal) => Promise<number>
}

/** Finds rows by the cheapest way their filter allows, and remembers totals: a version never changes. */
export const lineFinder = (): LineFinder => {
  const totals = new Map<string, number>()
  const remember = (key: string, total: number) => {
    if (totals.size >= TOTALS_KEPT) totals.clear()
    totals.set(key, total)
    return total
  }
  const count: LineFinder['count'] = async (id, version, where, stop) => {
    if (where === null) return version.encoded.count
    const key = totalKey(id, where)
    const known = totals.get(key)
    if (known !== undefined) return known
    const shape = await shapeFor(version, where, stop)
    return remember(key, await countRows(version, where, shape, stop))
  }
  const find: LineFinder['find'] = async (id, version, query, stop) => {
    const { where, sort } = query
    if (where === null && sort.length === 0) return slice(version.encoded.count, query)
    const coded = where ? await linesOfCode(version, where) : null
    if (coded) return { total: coded.length, lines: coded.slice(query.offset, query.offset + query.limit) }
    const shape = await shapeFor(version, where, stop)
    if (where && sort.length === 0 && isIndexed(where)) {
      const lines = await numbers(
        version,
        sql`select line, count(*) over () from (${indexLines(where, shape)}) order by line ${page(query)}`,
        stop,
      )
      const total = lines[0]?.[1]
      // Beyond the last page no row is there to tell the total.
      if (total !== undefined)
        return { total: remember(totalKey(id, where), total), lines: lines.map(([line]) => line ?? 0) }
    }
    const order = sort.length === 0 && where && keepsOrder(where) ? sql`` : sorted(sort, shape)
    // Written before anything starts: a filter refused here would leave a count that nobody waits for, and whose refusal ends the process.
    const question = sql`select rowid from rows${filtered(where, shape)}${order} ${page(query)}`
    const [total, lines] = await Promise.all([count(id, version, where, stop), numbers(version, question, stop)])
    return { total, lines: lines.map(([line]) => line ?? 0) }
  }
  return { find, count }
}

const TOTALS_KEPT = 10_000

/** A print, as filters may be thousands of signs long. */
const totalKey = (id: string, where: Expr): string =>
  createHash('sha1')
    .update(`${id} ${print(where)}`)
    .digest('base64url')

const page = (query: RowsQuery): Sql => sql`limit ${digits(query.limit)} offset ${digits(query.offset)}`

const slice = (total: number, { offset, limit }: RowsQuery): Found => {
  const length = Math.max(0, Math.min(limit, total - offset))
  return { total, lines: Array.from({ length }, (_, i) => offset + i) }
}

const numbers = async (version: OpenVersion, q: Sql, stop: AbortSignal): Promise<readonly (readonly number[])[]> =>
  (await version.lend((duck) => duck.rows(q, stop))).map((row) => row.map(Number))

/** The position of the row of an equality on the column of codes, without asking DuckDB; null for any other filter. */
const linesOfCode = async ({ codes, shape, encoded }: OpenVersion, where: Expr): Promise<readonly number[] | null> => {
  if (!codes || where.kind !== 'compare' || where.op !== '=' || where.column !== shape.code) return null
  const at = shape.columns.findIndex((column) => column.name === shape.code)
  if (shape.columns[at]?.type !== 'text' && !Number.isSafeInteger(where.value)) return null
  const candidates = codes.linesOf(String(where.value))
  const rows = await encoded.at(candidates)
  return candidates.filter((_, i) => String(rows[i]?.[at]) === String(where.value))
}

/** The shape with, for each stem searched, the columns that hold it. */
export const shapeFor = async (version: OpenVersion, where: Expr | null, stop?: AbortSignal): Promise<IndexedShape> => {
  const stems = stemsIn(where)
  if (stems.length === 0 || version.shape.repeated.length === 0) return version.shape
  const found = await version.lend((duck) =>
    duck.rows(
      sql`select distinct stem, name from idx.term where stem in (select unnest(string_split(${stems.join(' ')}, ' ')))`,
      stop,
    ),
  )
  const holders = new Map(
    stems.map((stem) => [stem, found.filter(([of]) => of === stem).map(([, name]) => String(name))]),
  )
  return { ...version.shape, holders }
}
