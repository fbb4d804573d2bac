import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import type { Duck } from '../../adapters/duckdb.ts'
import { digits, ident, join, literal, type Sql, sql } from '../../kernel/sql.ts'
import type { Column } from './column.ts'
import { compile } from './compile.ts'
import { encodedColumns } from './encoded-columns.ts'
import type { OpenVersion, OpenVersions } from './open-versions.duckdb.ts'
import type { ExportQuery, Tables } from './ports.ts'
import { chosen, filtered, sorted } from './tables.duckdb.ts'

/** Rows written by DuckDB at once: a few megabytes of text, so that the first byte leaves early and memory stays flat. */
const SLICE = 50_000

/** Files of rows, written by DuckDB slice after slice into a folder of ours, sent and removed as they go. */
export const exporter = (versions: OpenVersions, folder: string): Tables['export'] =>
  async function* (id, query, signal) {
    const version = await versions.get(id)
    const columns = chosen(query.select, version.shape.columns)
    if (query.format === 'parquet' && isWhole(query)) return yield* createReadStream(version.files.parquet)
    await mkdir(folder, { recursive: true })
    const { duck, giveBack } = await version.borrow()
    try {
      if (query.format === 'parquet')
        yield* piece(duck, folder, wholeQuery(version, columns, query), sql`format parquet, compression zstd`, signal)
      else yield* text(duck, folder, version, columns, query, signal)
    } finally {
      giveBack()
    }
  }

const isWhole = (query: ExportQuery) => query.select === null && query.where === null && query.sort.length === 0

const wholeQuery = (version: OpenVersion, columns: readonly Column[], query: ExportQuery): Sql =>
  sql`select ${join(columns.map((c) => ident(c.name)))} from rows${filtered(query.where, version.shape)}${sorted(query.sort, version.shape)}`

/** CSV, JSON or NDJSON, slice after slice. */
async function* text(
  duck: Duck,
  folder: string,
  version: OpenVersion,
  columns: readonly Column[],
  query: ExportQuery,
  signal?: AbortSignal,
) {
  if (query.format === 'csv') yield Buffer.from(csvHeader(columns, query))
  const cells = query.format === 'csv' && query.numbers === 'fr' ? frenchCells(columns) : encodedColumns(columns)
  const separator = literal(query.numbers === 'fr' ? ';' : ',')
  const options = query.format === 'csv' ? sql`format csv, header false, delimiter ${separator}` : sql`format json`
  const queries = slices(version, query).map((slice) => sql`select ${cells} from rows${slice}`)
  const written = allPieces(duck, folder, queries, options, signal)
  if (query.format === 'json') yield* asArray(written)
  else yield* written
}

async function* allPieces(duck: Duck, folder: string, queries: readonly Sql[], options: Sql, signal?: AbortSignal) {
  for (const query of queries) yield* piece(duck, folder, query, options, signal)
}

/** A sorted export is one slice: its order is only known whole. */
const slices = (version: OpenVersion, query: ExportQuery): readonly Sql[] => {
  if (query.sort.length > 0) return [sql`${filtered(query.where, version.shape)}${sorted(query.sort, version.shape)}`]
  const kept = query.where ? sql` and ${compile(query.where, version.shape)}` : sql``
  return Array.from({ length: Math.ceil(version.encoded.count / SLICE) }, (_, i) => {
    const [from, to] = [i * SLICE, (i + 1) * SLICE]
    return sql` where rowid >= ${digits(from)} and rowid < ${digits(to)}${kept} order by rowid`
  })
}

/** What DuckDB writes of one query, read back and removed whatever happens. */
async function* piece(
  duck: Duck,
  folder: string,
  query: Sql,
  options: Sql,
  signal?: AbortSignal,
): AsyncIterable<Uint8Array> {
  const path = `${folder}/${randomUUID()}`
  try {
    await duck.run(sql`copy (${query}) to ${literal(path)} (${options})`, signal)
    yield* createReadStream(path, { highWaterMark: 256 * 1024 })
  } finally {
    await rm(path, { force: true })
  }
}

const csvHeader = (columns: readonly Column[], query: ExportQuery): string => {
  const separator = query.numbers === 'fr' ? ';' : ','
  const quoted = (name: string) => (/[",;\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)
  return `${query.bom ? '\uFEFF' : ''}${columns.map((c) => quoted(query.numbers === 'fr' ? c.label : c.name)).join(separator)}\n`
}

/**
 * Cells for a French spreadsheet: decimal commas, and an apostrophe before a text that a spreadsheet would run as a
 * formula (OWASP, CSV injection). The international CSV is left exact.
 */
const frenchCells = (columns: readonly Column[]): Sql =>
  join(
    columns.map((column) => {
      const name = ident(column.name)
      if (column.type === 'number') return sql`replace(${name}::varchar, '.', ',') as ${name}`
      if (column.type === 'text')
        return sql`case when regexp_matches(${name}, '^[=+@\\t\\r-]') and try_cast(${name} as double) is null
                        then '''' || ${name} else ${name} end as ${name}`
      return column.type === 'datetime' ? sql`strftime(${name}, '%Y-%m-%dT%H:%M:%S') as ${name}` : name
    }),
  )

/** Lines of JSON as one array: every end of line but the last becomes a comma. Latin-1 keeps UTF-8 bytes as they are. */
async function* asArray(lines: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let before = '['
  for await (const bytes of lines) {
    const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
    const ended = body.endsWith('\n')
    yield Buffer.from(before + (ended ? body.slice(0, -1) : body).replaceAll('\n', ',\n'), 'latin1')
    before = ended ? ',\n' : ''
  }
  yield Buffer.from(before === '[' ? '[]\n' : ']\n')
}
