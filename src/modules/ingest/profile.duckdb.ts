import type { Duck, DuckCell } from '../../adapters/duckdb.ts'
import { digits, ident, join, literal, type Sql, sql } from '../../kernel/sql.ts'
import type { ColumnProfile } from '../catalog/index.ts'
import type { Column } from '../query/index.ts'

/** Quantiles are those of this many rows, about: all of a table that has no more, else some drawn by the hash of their position. */
const QUANTILE_ROWS = 100_000
const BARS = 12
const MOST_FREQUENT = 8
const TOGETHER = 50

/** What the rows of the built table tell of each column: filled, distinct, bounds, spread, frequent values. */
export const profileColumns = async (
  duck: Duck,
  columns: readonly Column[],
  rowCount: number,
): Promise<readonly ColumnProfile[]> => {
  const profiles: ColumnProfile[] = []
  for (let from = 0; from < columns.length; from += TOGETHER) {
    const group = columns.slice(from, from + TOGETHER)
    const summaries = await summarize(duck, group, rowCount)
    for (const [i, column] of group.entries()) {
      const summary = summaries[i]
      if (summary) profiles.push(await profileColumn(duck, column, summary))
    }
  }
  return profiles
}

interface Summary {
  readonly filled: number
  readonly min: string | null
  readonly max: string | null
  readonly mean: number | null
  readonly quantiles: number[] | null
}

/** Plain aggregates of several columns in one pass, and the quantiles of numbers. */
const summarize = async (duck: Duck, columns: readonly Column[], rowCount: number): Promise<readonly Summary[]> => {
  const each = columns.map((column) => {
    const name = ident(column.name)
    return sql`count(${name}), min(${name})::varchar, max(${name})::varchar, ${isNumeric(column) ? sql`avg(${name})` : sql`null`}`
  })
  const [row = []] = await duck.rows(sql`select ${join(each)} from rows`)
  const quantiles = await quantilesOf(duck, columns.filter(isNumeric), rowCount)
  return columns.map((column, i) => {
    const [filled, min, max, mean] = row.slice(i * 4, i * 4 + 4)
    return {
      filled: Number(filled),
      min: textOf(min),
      max: textOf(max),
      mean: typeof mean === 'number' ? mean : null,
      quantiles: quantiles.get(column.name) ?? null,
    }
  })
}

const quantilesOf = async (duck: Duck, columns: readonly Column[], rowCount: number) => {
  if (columns.length === 0) return new Map<string, number[]>()
  const each = columns.map(
    ({ name }) => sql`to_json(quantile_cont(${ident(name)}::double, [0.05, 0.25, 0.5, 0.75, 0.95]))::varchar`,
  )
  const one = digits(Math.max(1, Math.floor(rowCount / QUANTILE_ROWS)))
  const [row = []] = await duck.rows(sql`select ${join(each)} from rows where hash(rowid) % ${one} = 0`)
  return new Map(
    columns.flatMap(({ name }, i): [string, number[]][] => {
      const found = row[i]
      return typeof found === 'string' ? [[name, JSON.parse(found)]] : []
    }),
  )
}

const profileColumn = async (duck: Duck, column: Column, summary: Summary): Promise<ColumnProfile> => {
  const name = ident(column.name)
  const frequent = await duck.rows(sql`select first.v::varchar, -first.fewer, distinct_values from (
      select unnest(firsts) as first, distinct_values from (
        select min({ fewer: -n, v: v }, ${digits(MOST_FREQUENT)}) as firsts, count(*) as distinct_values from (
          select ${name} as v, count(*) as n from rows where ${name} is not null group by 1)))
    order by first`)
  const distinct = Number(frequent[0]?.[2] ?? 0)
  const bars = isMeasured(column) && summary.min !== summary.max ? await duck.rows(barsOf(column, name, summary)) : []
  const sample = await duck.rows(
    sql`select distinct v from (select ${name}::varchar as v from rows where ${name} is not null limit 200) limit 5`,
  )
  return {
    ...column,
    ...summary,
    distinct,
    top:
      distinct === summary.filled
        ? []
        : frequent.map(([value, count]) => ({ label: String(value).slice(0, 200), count: Number(count) })),
    histogram: bars.length === 0 ? [] : histogram(bars, String(summary.min), String(summary.max), column),
    sample: sample.map(([value]) => String(value).slice(0, 200)),
  }
}

const isNumeric = (column: Column) => column.type === 'integer' || column.type === 'number'
const isMeasured = (column: Column) => isNumeric(column) || column.type === 'date' || column.type === 'datetime'
const textOf = (cell: DuckCell | undefined) => (cell === null || cell === undefined ? null : String(cell).slice(0, 200))

/** Rows in each of twelve equal classes between the least and the greatest. */
const barsOf = (column: Column, name: Sql, { min, max }: Summary): Sql => {
  const at = (value: Sql) => (isNumeric(column) ? sql`${value}::double` : sql`epoch(${value}::timestamp)`)
  const [low, high] = [at(literal(String(min))), at(literal(String(max)))]
  return sql`select least(${BARS - 1}::int, floor((${at(name)} - ${low}) / (${high} - ${low}) * ${BARS}::int)::int) as bar, count(*)
    from rows where ${name} is not null group by 1 order by 1`
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
