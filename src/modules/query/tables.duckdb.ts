import { invalid, unreachable } from '../../kernel/errors.ts'
import { digits, ident, join, type Sql, sql } from '../../kernel/sql.ts'
import type { Expr, Measure, Sort } from './ast.ts'
import type { Column } from './column.ts'
import { columnNamed, compile, indexLines, isIndexed, keepsOrder } from './compile.ts'
import { encodedColumns } from './encoded-columns.ts'
import { exporter } from './export.duckdb.ts'
import { facetsOf } from './facets.duckdb.ts'
import { bounded, type Limits } from './limits.ts'
import type { OpenVersions } from './open-versions.duckdb.ts'
import type { Cell, GroupQuery, RowsQuery, Tables } from './ports.ts'
import { print } from './print.ts'
import type { TableShape } from './table-shape.ts'

/** Reads versions with DuckDB, and with their encoded rows where no column has to be computed. */
export const duckdbTables = (versions: OpenVersions, limits: Limits, exportsFolder: string): Tables => {
  const counts = new Map<string, number>()
  const countOf = async (id: string, where: Expr | null, signal: AbortSignal): Promise<number> => {
    const { encoded, shape, lend } = await versions.get(id)
    if (where === null) return encoded.count
    const key = `${id} ${print(where)}`
    const known = counts.get(key)
    if (known !== undefined) return known
    const from = isIndexed(where) ? sql`(${indexLines(where, shape)})` : sql`rows${filtered(where, shape)}`
    const [[total] = []] = await lend((duck) => duck.rows(sql`select count(*) from ${from}`, signal))
    remember(key, Number(total))
    return Number(total)
  }
  const remember = (key: string, total: number) => {
    if (counts.size > 10_000) counts.clear()
    counts.set(key, total)
  }
  const page = (query: RowsQuery) => sql`limit ${digits(query.limit)} offset ${digits(query.offset)}`
  const scanned = async (id: string, query: RowsQuery, signal: AbortSignal): Promise<Found> => {
    const { shape, lend } = await versions.get(id)
    const order = query.sort.length === 0 && query.where && keepsOrder(query.where) ? sql`` : sorted(query.sort, shape)
    const q = sql`select rowid from rows${filtered(query.where, shape)}${order} ${page(query)}`
    const [total, rows] = await Promise.all([countOf(id, query.where, signal), lend((duck) => duck.rows(q, signal))])
    return { total, lines: rows.map(([line]) => Number(line)) }
  }
  /** Lines and total in one question, when an index answers it; the total is only told beside a line. */
  const indexed = async (id: string, query: RowsQuery, signal: AbortSignal): Promise<Found | null> => {
    const { shape, lend } = await versions.get(id)
    if (!query.where || !isIndexed(query.where) || query.sort.length > 0) return null
    const q = sql`select line, count(*) over () from (${indexLines(query.where, shape)}) order by line ${page(query)}`
    const rows = await lend((duck) => duck.rows(q, signal))
    const total = rows[0]?.[1]
    if (total === undefined) return null
    remember(`${id} ${print(query.where)}`, Number(total))
    return { total: Number(total), lines: rows.map(([line]) => Number(line)) }
  }
  const found = async (id: string, query: RowsQuery, signal: AbortSignal): Promise<Found> => {
    const { encoded } = await versions.get(id)
    if (query.where === null && query.sort.length === 0) {
      const length = Math.max(0, Math.min(query.limit, encoded.count - query.offset))
      return { total: encoded.count, lines: Array.from({ length }, (_, i) => query.offset + i) }
    }
    return (await indexed(id, query, signal)) ?? (await scanned(id, query, signal))
  }

  return {
    columns: async (id) => (await versions.get(id)).shape.columns,

    rows: (id, query, signal) =>
      bounded(limits, signal, async (stop) => {
        const { shape, encoded } = await versions.get(id)
        const columns = chosen(query.select, shape.columns)
        const at = columns.map((column) => shape.columns.indexOf(column))
        const { total, lines } = await found(id, query, stop)
        const rows = (await encoded.at(lines)).map((row) => at.map((i) => row[i] ?? null))
        return { total, columns, rows, lines: lines.map((line) => line + 1) }
      }),

    rowsJson: (id, query, signal) =>
      bounded(limits, signal, async (stop) => {
        const { shape, encoded } = await versions.get(id)
        const columns = chosen(query.select, shape.columns)
        const { total, lines } = await found(id, query, stop)
        return { total, rows: asObjects(await encoded.at(lines), columns, shape) }
      }),

    async row(id, line) {
      const { encoded } = await versions.get(id)
      return line < 1 || line > encoded.count ? null : ((await encoded.at([line - 1]))[0] ?? null)
    },

    count: (id, where, signal) => bounded(limits, signal, (stop) => countOf(id, where, stop)),

    group: (id, query, signal) =>
      bounded(limits, signal, async (stop) => {
        const { shape, lend } = await versions.get(id)
        const names = [...query.by, ...query.measures.map((m) => m.as)]
        const rows = await lend((duck) => duck.rows(groupSql(query, shape), stop))
        return { columns: names, rows }
      }),

    facets: (id, wanted, where, limit, signal) =>
      bounded(limits, signal, async (stop) => {
        const { shape, lend } = await versions.get(id)
        return facetsOf(wanted, where, shape, limit, (q) => lend((duck) => duck.rows(q, stop)))
      }),

    async *batches(id, query, signal) {
      const version = await versions.get(id)
      const wanted = chosen(query.select, version.shape.columns)
      const { duck, giveBack } = await version.borrow()
      try {
        yield* duck.chunks(
          sql`select ${encodedColumns(wanted)} from rows${filtered(query.where, version.shape)}${sorted(query.sort, version.shape)}`,
          signal,
        )
      } finally {
        giveBack()
      }
    },

    export: exporter(versions, exportsFolder),
  }
}

/** A page of rows by their positions, and how many rows there are beyond it. */
interface Found {
  readonly total: number
  readonly lines: readonly number[]
}

/** Rows as a JSON array of objects: the names are written once and spliced. */
const asObjects = (rows: readonly (readonly Cell[])[], columns: readonly Column[], shape: TableShape): string => {
  const cells = columns.map((column, i) => ({
    at: shape.columns.indexOf(column),
    before: `${i === 0 ? '{' : ','}${JSON.stringify(column.name)}:`,
  }))
  const object = (row: readonly Cell[]) =>
    cells.reduce((text, { at, before }) => text + before + JSON.stringify(row[at] ?? null), '')
  return `[${rows.map((row) => `${object(row)}}`).join(',')}]`
}

/** The columns asked for, in the order asked; all of them when nothing is. */
export const chosen = (select: readonly string[] | null, columns: readonly Column[]): readonly Column[] =>
  select ? select.map((name) => columnNamed(name, columns, '/select')) : columns

export const filtered = (where: Expr | null, shape: TableShape): Sql =>
  where ? sql` where ${compile(where, shape)}` : sql``

/** Missing values last, and file order between equals: paging visits each row once. */
export const sorted = (sort: readonly Sort[], shape: TableShape): Sql => {
  const keys = sort.map(({ column, descending }) => {
    const key = sql`rows.${ident(columnNamed(column, shape.columns, '/sort').name)}`
    return descending ? sql`${key} desc nulls last` : sql`${key} asc nulls last`
  })
  return sql` order by ${join([...keys, sql`rowid`])}`
}

const groupSql = (query: GroupQuery, shape: TableShape): Sql => {
  const { columns } = shape
  const by = query.by.map((name) => ident(columnNamed(name, columns, '/by').name))
  const measures = query.measures.map((measure) => sql`${measureSql(measure, columns)} as ${ident(measure.as)}`)
  const names = [...query.by, ...query.measures.map((m) => m.as)]
  const keys = query.sort.map(({ column, descending }) => {
    if (!names.includes(column))
      throw invalid(`On ne peut pas trier sur « ${column} ».`, [
        { pointer: '/sort', message: `attendu : ${names.join(', ')}` },
      ])
    return descending ? sql`${ident(column)} desc nulls last` : sql`${ident(column)} asc nulls last`
  })
  const groups = by.length > 0 ? sql` group by ${join(by)}` : sql``
  const order = join([...keys, ...by.map((key) => sql`${key} asc nulls last`)])
  return sql`select ${join([...by, ...measures])} from rows${filtered(query.where, shape)}${groups}${
    keys.length + by.length > 0 ? sql` order by ${order}` : sql``
  } limit ${digits(query.limit)}`
}

const measureSql = (measure: Measure, columns: readonly Column[]): Sql => {
  if (measure.column === null) return sql`count(*)`
  const column = columnNamed(measure.column, columns, '/measures')
  const name = ident(column.name)
  const numeric = column.type === 'integer' || column.type === 'number'
  if ((measure.of === 'sum' || measure.of === 'avg' || measure.of === 'median') && !numeric)
    throw invalid(`« ${measure.of} » demande une colonne de nombres ; « ${column.name} » n’en est pas une.`, [
      { pointer: '/measures', message: 'attendu : une colonne de nombres' },
    ])
  switch (measure.of) {
    case 'count':
      return sql`count(${name})`
    case 'sum':
      return sql`sum(${name})::double`
    case 'avg':
      return sql`avg(${name})`
    case 'median':
      return sql`median(${name})::double`
    case 'min':
      return sql`min(${name})`
    case 'max':
      return sql`max(${name})`
    case 'distinct':
      return sql`count(distinct ${name})`
    default:
      return unreachable(measure.of)
  }
}
