import { digits, ident, join, type Sql, sql } from '../../kernel/sql.ts'
import type { Expr } from './ast.ts'
import { columnNamed, keepsOrder } from './compile.ts'
import { shapeFor } from './find-lines.duckdb.ts'
import type { IndexedShape } from './index-lines.ts'
import type { OpenVersion } from './open-versions.duckdb.ts'
import type { Facet } from './ports.ts'
import { filtered } from './select-sql.ts'
import { valueNumber } from './table-shape.ts'

/** The `limit` most frequent values of each column, among the rows kept. */
export const facetsOf = async (
  wanted: readonly string[],
  where: Expr | null,
  version: OpenVersion,
  limit: number,
  stop: AbortSignal,
): Promise<readonly Facet[]> => {
  const shape = await shapeFor(version, where, stop)
  const names = [...new Set(wanted.map((name) => columnNamed(name, shape.columns, '/columns').name))]
  if (names.length === 0) return []
  const rows = await version.lend((duck) => duck.rows(facetsSql(names, where, shape, limit), stop))
  const facets = await Promise.all(
    names.map(async (column, i): Promise<Facet> => {
      const found = rows.filter(([nth]) => Number(nth) === i)
      const named = await version.valuesOf(column)
      const values = found.map((row) => ({ value: named(row[i + 3] ?? null), count: Number(row[1]) }))
      return { column, distinct: Number(found[0]?.[2] ?? 0), values }
    }),
  )
  return wanted.flatMap((name) => facets.filter((facet) => facet.column === name))
}

/** Rows `position of the column, rows, distinct values`, then the value in the place of its column. */
const facetsSql = (names: readonly string[], where: Expr | null, shape: IndexedShape, limit: number): Sql => {
  const key = (name: string) => (shape.repeated.includes(name) ? valueNumber(name) : ident(name))
  // A filter that reads an index is worked out once; another costs less than keeping the rows it keeps.
  const once = where !== null && !keepsOrder(where)
  const kept = sql`with kept as materialized (select ${join(names.map(key))} from rows${filtered(where, shape)}) `
  const from = once ? sql`kept` : sql`rows${filtered(where, shape)}`
  const each = names.map((name, i) => {
    const places = names.map((_, at) => (at === i ? sql`value` : sql`null`))
    return sql`(select ${digits(i)} as nth, n, distinct_values, ${join(places)} from
      (select ${key(name)} as value, count(*) as n, count(*) over () as distinct_values from ${from} group by 1 order by n desc, value limit ${digits(limit)}))`
  })
  return sql`${once ? kept : sql``}select * from (${join(each, ' union all ')}) order by nth, n desc`
}
