import { invalid, unreachable } from '../../kernel/errors.ts'
import { digits, ident, join, type Sql, sql } from '../../kernel/sql.ts'
import type { Expr, Measure, Sort } from './ast.ts'
import type { Column } from './column.ts'
import { columnNamed, compile } from './compile.ts'
import { encodedColumns } from './encoded-columns.ts'
import { exporter } from './export.duckdb.ts'
import { bounded, type Limits } from './limits.ts'
import type { OpenVersion, OpenVersions } from './open-versions.duckdb.ts'
import type { Cell, GroupQuery, RowsQuery, Tables } from './ports.ts'
import { print } from './print.ts'

/** Reads versions with DuckDB, and with their encoded rows where no column has to be computed. */
export const duckdbTables = (versions: OpenVersions, limits: Limits, exportsFolder: string): Tables => {
  const counts = new Map<string, number>()
  const countOf = async (id: string, where: Expr | null, signal: AbortSignal): Promise<number> => {
    const version = await versions.get(id)
    if (where === null) return version.encoded.count
    const key = `${id} ${print(where)}`
    const known = counts.get(key)
    if (known !== undefined) return known
    const rows = await version.lend((duck) =>
      duck.rows(sql`select count(*) from rows${filtered(where, version.columns)}`, signal),
    )
    const total = Number(rows[0]?.[0] ?? 0)
    if (counts.size > 10_000) counts.clear()
    counts.set(key, total)
    return total
  }
  const linesOf = async (version: OpenVersion, query: RowsQuery, signal: AbortSignal): Promise<readonly number[]> => {
    const found = await version.lend((duck) =>
      duck.rows(
        sql`select rowid from rows${filtered(query.where, version.columns)}${sorted(query.sort, version.columns)}
            limit ${digits(query.limit)} offset ${digits(query.offset)}`,
        signal,
      ),
    )
    return found.map(([line]) => Number(line))
  }
  const plain = (query: RowsQuery) => query.where === null && query.sort.length === 0
  const textsOf = async (id: string, query: RowsQuery, signal: AbortSignal) => {
    const version = await versions.get(id)
    const [total, lines] = await Promise.all([countOf(id, query.where, signal), linesOf(version, query, signal)])
    return { version, total, lines, texts: await version.encoded.at(lines) }
  }

  return {
    columns: async (id) => (await versions.get(id)).columns,

    rows: (id, query, signal) =>
      bounded(limits, signal, async (stop) => {
        const { columns } = await versions.get(id)
        const wanted = chosen(query.select, columns)
        const { total, lines, texts } = await textsOf(id, query, stop)
        const rows = texts.map((text) => {
          const row: Record<string, Cell> = JSON.parse(text)
          return wanted.map((column) => row[column.name] ?? null)
        })
        return { total, columns: wanted, rows, lines: lines.map((line) => line + 1) }
      }),

    rowsJson: (id, query, signal) =>
      bounded(limits, signal, async (stop) => {
        const { columns, encoded } = await versions.get(id)
        if (plain(query) && query.select === null)
          return { total: encoded.count, rows: `[${await encoded.range(query.offset, query.limit)}]` }
        const wanted = query.select && chosen(query.select, columns)
        const { total, texts } = await textsOf(id, query, stop)
        const rows = wanted
          ? texts.map((text) =>
              JSON.stringify(
                JSON.parse(text),
                wanted.map((c) => c.name),
              ),
            )
          : texts
        return { total, rows: `[${rows.join(',')}]` }
      }),

    async row(id, line) {
      const { columns, encoded } = await versions.get(id)
      if (line < 1 || line > encoded.count) return null
      const row: Record<string, Cell> = JSON.parse(await encoded.range(line - 1, 1))
      return columns.map((column) => row[column.name] ?? null)
    },

    count: (id, where, signal) => bounded(limits, signal, (stop) => countOf(id, where, stop)),

    group: (id, query, signal) =>
      bounded(limits, signal, async (stop) => {
        const { columns, lend } = await versions.get(id)
        const names = [...query.by, ...query.measures.map((m) => m.as)]
        const rows = await lend((duck) => duck.rows(groupSql(query, columns), stop))
        return { columns: names, rows }
      }),

    facets: (id, wanted, where, limit, signal) =>
      bounded(limits, signal, async (stop) => {
        const { columns, lend } = await versions.get(id)
        return Promise.all(
          wanted.map(async (name) => {
            const column = ident(columnNamed(name, columns, '/columns').name)
            const rows = await lend((duck) =>
              duck.rows(
                sql`select v, n, count(*) over () from (select ${column} as v, count(*) as n from rows${filtered(where, columns)} group by 1)
                    order by n desc, v limit ${digits(limit)}`,
                stop,
              ),
            )
            const values = rows.map(([value = null, count]) => ({ value, count: Number(count) }))
            return { column: name, distinct: Number(rows[0]?.[2] ?? 0), values }
          }),
        )
      }),

    async *batches(id, query, signal) {
      const version = await versions.get(id)
      const wanted = chosen(query.select, version.columns)
      const { duck, giveBack } = await version.borrow()
      try {
        yield* duck.chunks(
          sql`select ${encodedColumns(wanted)} from rows${filtered(query.where, version.columns)}${sorted(query.sort, version.columns)}`,
          signal,
        )
      } finally {
        giveBack()
      }
    },

    export: exporter(versions, exportsFolder),
  }
}

/** The columns asked for, in the order asked; all of them when nothing is. */
export const chosen = (select: readonly string[] | null, columns: readonly Column[]): readonly Column[] =>
  select ? select.map((name) => columnNamed(name, columns, '/select')) : columns

export const filtered = (where: Expr | null, columns: readonly Column[]): Sql =>
  where ? sql` where ${compile(where, columns)}` : sql``

/** Missing values last, and file order between equals: paging visits each row once. */
export const sorted = (sort: readonly Sort[], columns: readonly Column[]): Sql => {
  if (sort.length === 0) return sql` order by rowid`
  const keys = sort.map(({ column, descending }) => {
    const found = columnNamed(column, columns, '/sort')
    const key = found.type === 'text' ? sql`rows.${ident(found.name)}::varchar` : sql`rows.${ident(found.name)}`
    return descending ? sql`${key} desc nulls last` : sql`${key} asc nulls last`
  })
  return sql` order by ${join([...keys, sql`rowid`])}`
}

const groupSql = (query: GroupQuery, columns: readonly Column[]): Sql => {
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
  return sql`select ${join([...by, ...measures])} from rows${filtered(query.where, columns)}${groups}${
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
