import type { DuckCell } from '../../adapters/duckdb.ts'
import { digits, ident, join, type Sql, sql } from '../../kernel/sql.ts'
import type { Expr } from './ast.ts'
import { columnNamed, compile } from './compile.ts'
import type { IndexedShape } from './index-lines.ts'
import type { Facet } from './ports.ts'

/** The `limit` most frequent values of each column, among the rows kept: all columns counted in one pass. */
export const facetsOf = async (
  wanted: readonly string[],
  where: Expr | null,
  shape: IndexedShape,
  limit: number,
  ask: (q: Sql) => Promise<readonly (readonly DuckCell[])[]>,
): Promise<readonly Facet[]> => {
  const names = [...new Set(wanted.map((name) => columnNamed(name, shape.columns, '/columns').name))]
  if (names.length === 0) return []
  const rows = await ask(facetsSql(names, where, shape, limit))
  const facets = names.map((column, i) => {
    const found = rows.filter(([at]) => Number(at) === i)
    return {
      column,
      distinct: Number(found[0]?.[names.length + 2] ?? 0),
      values: found.map((row) => ({ value: row[i + 1] ?? null, count: Number(row[names.length + 1]) })),
    }
  })
  return wanted.flatMap((name) => facets.filter((facet) => facet.column === name))
}

/** Rows `position of the column, its value among the columns, count, distinct values`. */
const facetsSql = (names: readonly string[], where: Expr | null, shape: IndexedShape, limit: number): Sql => {
  const columns = names.map(ident)
  // GROUPING() is 0 for the column that a row groups, 1 for the others: read as bits, the first column the highest.
  const bits = (i: number) => 2 ** names.length - 1 - 2 ** (names.length - 1 - i)
  const each = columns.map(
    (column, i) => sql`(select ${digits(i)} as nth, ${join(columns)}, n, count(*) over () from counted
                        where bits = ${digits(bits(i))} order by n desc, ${column} limit ${digits(limit)})`,
  )
  return sql`with counted as materialized (
      select grouping(${join(columns)}) as bits, ${join(columns)}, count(*) as n from rows${where ? sql` where ${compile(where, shape)}` : sql``}
      group by grouping sets (${join(columns.map((column) => sql`(${column})`))}))
    select * from (${join(each, ' union all ')}) order by nth, n desc`
}
