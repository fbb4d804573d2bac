import type { Duck, DuckCell } from '../../adapters/duckdb.ts'
import { ident, type Sql, sql } from '../../kernel/sql.ts'
import type { ColumnProfile } from '../catalog/index.ts'
import type { Column } from '../query/index.ts'

const EXACT = 100_000
const BARS = 12

/** What every row of a column tells: filled, distinct, bounds, spread, frequent values. One pass a question, on the built table. */
export const profileColumn = async (duck: Duck, column: Column, rowCount: number): Promise<ColumnProfile> => {
  const name = ident(column.name)
  const [summary = []] = await duck.rows(summaryOf(column, rowCount))
  const [filled, distinct, min, max, mean, ...quantiles] = summary
  const frequent = Number(distinct) === Number(filled) ? [] : await duck.rows(topOf(name, rowCount))
  const bars = isMeasured(column) && min !== max ? await duck.rows(barsOf(column, name)) : []
  const sample = await duck.rows(
    sql`select distinct v from (select ${name}::varchar as v from rows where ${name} is not null limit 200) limit 5`,
  )
  return {
    ...column,
    filled: Number(filled),
    distinct: Number(distinct),
    min: textOf(min),
    max: textOf(max),
    mean: typeof mean === 'number' ? mean : null,
    quantiles: quantiles.length === 5 && quantiles.every((q) => typeof q === 'number') ? quantiles.map(Number) : null,
    top: frequent.map(([value, count]) => ({ label: String(value).slice(0, 200), count: Number(count) })),
    histogram: bars.length === 0 ? [] : histogram(bars, String(min), String(max), column),
    sample: sample.map(([value]) => String(value).slice(0, 200)),
  }
}

const isNumeric = (column: Column) => column.type === 'integer' || column.type === 'number'
const isMeasured = (column: Column) => isNumeric(column) || column.type === 'date' || column.type === 'datetime'
const textOf = (cell: DuckCell | undefined) => (cell === null || cell === undefined ? null : String(cell).slice(0, 200))

const summaryOf = (column: Column, rowCount: number): Sql => {
  const name = ident(column.name)
  const distinct =
    rowCount <= EXACT ? sql`count(distinct ${name})` : sql`least(approx_count_distinct(${name}), count(${name}))`
  const plain = sql`count(${name}), ${distinct}, min(${name})::varchar, max(${name})::varchar`
  if (!isNumeric(column)) return sql`select ${plain}, null from rows`
  const quantile = rowCount <= EXACT ? sql`quantile_cont` : sql`approx_quantile`
  const list = sql`${quantile}(${name}::double, [0.05, 0.25, 0.5, 0.75, 0.95])`
  return sql`select f, d, lo, hi, m, q[1]::double, q[2]::double, q[3]::double, q[4]::double, q[5]::double
             from (select ${plain}, avg(${name}) as m, ${list} as q from rows) t(f, d, lo, hi, m, q)`
}

const topOf = (name: Sql, rowCount: number): Sql =>
  rowCount <= EXACT
    ? sql`select ${name}::varchar, count(*) as n from rows where ${name} is not null group by 1 order by n desc, 1 limit 8`
    : sql`select v, (select count(*) from rows where ${name} = v) from (select unnest(approx_top_k(${name}, 8)) as v from rows) order by 2 desc`

/** Rows in each of twelve equal classes between the least and the greatest. */
const barsOf = (column: Column, name: Sql): Sql => {
  const at = isNumeric(column) ? sql`${name}::double` : sql`epoch(${name}::timestamp)`
  return sql`with bound as (select min(${at}) as lo, max(${at}) as hi from rows)
    select least(${BARS - 1}::int, floor((${at} - lo) / (hi - lo) * ${BARS}::int)::int) as bar, count(*) from rows, bound
    where ${name} is not null group by 1 order by 1`
}

const histogram = (bars: readonly (readonly DuckCell[])[], min: string, max: string, column: Column) => {
  const [low, high] = isNumeric(column)
    ? [Number(min), Number(max)]
    : [Date.parse(`${min.slice(0, 10)}T00:00Z`), Date.parse(`${max.slice(0, 10)}T00:00Z`)]
  const edge = (i: number) => {
    const value = low + ((high - low) * i) / BARS
    return isNumeric(column) ? String(Number(value.toPrecision(6))) : new Date(value).toISOString().slice(0, 10)
  }
  const counts = new Map(bars.map(([bar, count]) => [Number(bar), Number(count)]))
  return Array.from({ length: BARS }, (_, i) => ({ label: `${edge(i)} – ${edge(i + 1)}`, count: counts.get(i) ?? 0 }))
}
