import { sql } from '../../kernel/sql.ts'
import { encodedColumns } from './encoded-columns.ts'
import { exporter } from './export.duckdb.ts'
import { facetsOf } from './facets.duckdb.ts'
import { lineFinder, shapeFor } from './find-lines.duckdb.ts'
import { groupSql } from './group-sql.ts'
import { bounded, type Limits } from './limits.ts'
import type { OpenVersions } from './open-versions.duckdb.ts'
import { boxOfSquare } from './place-grid.ts'
import { cellsSql, frameSql } from './place-sql.ts'
import type { Tables } from './ports.ts'
import { chosen, filtered, sorted } from './select-sql.ts'
import { spliceObjects } from './splice-objects.ts'

/** Reads versions with DuckDB, and with their encoded rows where no column has to be computed. */
export const duckdbTables = (versions: OpenVersions, limits: Limits, exportsFolder: string): Tables => {
  const { find, count } = lineFinder()

  return {
    columns: async (id) => (await versions.get(id)).shape.columns,

    rows: (id, query, signal) =>
      bounded(limits, signal, async (stop) => {
        const version = await versions.get(id)
        const { shape, encoded } = version
        const columns = chosen(query.select, shape.columns)
        const at = columns.map((column) => shape.columns.indexOf(column))
        const { total, lines } = await find(id, version, query, stop)
        const rows = (await encoded.at(lines)).map((row) => at.map((i) => row[i] ?? null))
        return { total, columns, rows, lines: lines.map((line) => line + 1) }
      }),

    rowsJson: (id, query, signal) =>
      bounded(limits, signal, async (stop) => {
        const version = await versions.get(id)
        const { shape, encoded } = version
        const columns = new Set(chosen(query.select, shape.columns))
        const { total, lines } = await find(id, version, query, stop)
        const cells = [...columns].map((column) => ({ name: column.name, at: shape.columns.indexOf(column) }))
        return { total, rows: spliceObjects(await encoded.linesAt(lines), cells) }
      }),

    async row(id, line) {
      const { encoded } = await versions.get(id)
      return line < 1 || line > encoded.count ? null : ((await encoded.at([line - 1]))[0] ?? null)
    },

    count: (id, where, signal) =>
      bounded(limits, signal, async (stop) => count(id, await versions.get(id), where, stop)),

    group: (id, query, signal) =>
      bounded(limits, signal, async (stop) => {
        const version = await versions.get(id)
        const shape = await shapeFor(version, query.where, stop)
        const rows = await version.lend((duck) => duck.rows(groupSql(query, shape), stop))
        const named = await Promise.all(query.by.map(version.valuesOf))
        return {
          columns: [...query.by, ...query.measures.map((m) => m.as)],
          rows: rows.map((row) => row.map((cell, i) => named[i]?.(cell) ?? cell)),
        }
      }),

    placed: (id, where, signal) =>
      bounded(limits, signal, async (stop) => {
        const version = await versions.get(id)
        const shape = await shapeFor(version, where, stop)
        const [[total, west, south, east, north] = []] = await version.lend((duck) =>
          duck.rows(frameSql(where, shape), stop),
        )
        const frame = [Number(west), Number(south), Number(east), Number(north)] as const
        return { count: Number(total), frame: Number(total) > 0 ? frame : null }
      }),

    cells: (id, query, signal) =>
      bounded(limits, signal, async (stop) => {
        const version = await versions.get(id)
        const shape = await shapeFor(version, query.where, stop)
        const found = await version.lend((duck) => duck.rows(cellsSql(query, shape), stop))
        return found.map((row) => {
          const [column = 0, line = 0, count = 0, longitude = 0, latitude = 0] = row.map(Number)
          return { box: boxOfSquare(query.grid, [column, line]), count, longitude, latitude }
        })
      }),

    facets: (id, wanted, where, limit, signal) =>
      bounded(limits, signal, async (stop) => {
        const version = await versions.get(id)
        return facetsOf(wanted, where, version, limit, stop)
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
