import { createReadStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import type { Duck } from '../../adapters/duckdb.ts'
import { inertCell } from '../../kernel/inert-cell.ts'
import { digits, ident, join, literal, type Sql, sql } from '../../kernel/sql.ts'
import type { Column } from './column.ts'
import { compile, keepsOrder } from './compile.ts'
import { encodedColumns, PARQUET } from './encoded-columns.ts'
import type { OpenVersion, OpenVersions } from './open-versions.duckdb.ts'
import type { ExportQuery, Tables } from './ports.ts'
import { ROW_GROUP } from './row-group.ts'
import { chosen, filtered, sorted } from './select-sql.ts'
import { sendPiece, writePiece } from './written-piece.disk.ts'

/** Rows written by DuckDB at first: few, so that the first byte leaves early. */
const FIRST_SLICE = 10_000
/** Then whole groups of its storage, two at once: one for each of its threads, some tens of megabytes of text. */
const SLICE = 2 * ROW_GROUP

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
        yield* allPieces(duck, folder, [wholeQuery(version, columns, query)], PARQUET, signal)
      else yield* text(duck, folder, version, columns, query, signal)
    } finally {
      giveBack()
    }
  }

const isWhole = (query: ExportQuery) => query.select === null && query.where === null && query.sort.length === 0

/** Integers as wide as each other, whatever few bytes the version keeps them in. */
const wholeQuery = (version: OpenVersion, columns: readonly Column[], query: ExportQuery): Sql => {
  const cells = columns.map(({ name, type }) =>
    type === 'integer' ? sql`${ident(name)}::bigint as ${ident(name)}` : ident(name),
  )
  return sql`select ${join(cells)} from rows${filtered(query.where, version.shape)}${sorted(query.sort, version.shape)}`
}

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

/** While a slice is sent, DuckDB writes the next one. */
async function* allPieces(duck: Duck, folder: string, queries: readonly Sql[], options: Sql, signal?: AbortSignal) {
  const write = (query: Sql | undefined) => query && writePiece(duck, folder, query, options, signal)
  let writing = write(queries[0])
  try {
    for (let i = 0; i < queries.length; i += 1) {
      const path = await writing
      writing = write(queries[i + 1])
      writing?.catch(() => undefined) // its failure is told when its turn comes
      if (path) yield* sendPiece(path)
    }
  } finally {
    const unsent = await writing?.catch(() => undefined)
    if (unsent) await rm(unsent, { force: true })
  }
}

/** A sorted export is one slice: its order is only known whole. */
const slices = (version: OpenVersion, query: ExportQuery): readonly Sql[] => {
  if (query.sort.length > 0) return [sql`${filtered(query.where, version.shape)}${sorted(query.sort, version.shape)}`]
  const kept = query.where ? sql` and ${compile(query.where, version.shape)}` : sql``
  const order = query.where === null || keepsOrder(query.where) ? sql`` : sql` order by rowid`
  const parts: Sql[] = []
  for (let from = 0; from < version.encoded.count; ) {
    const to = from === 0 ? FIRST_SLICE : Math.floor(from / ROW_GROUP) * ROW_GROUP + SLICE
    parts.push(sql` where rowid >= ${digits(from)} and rowid < ${digits(to)}${kept}${order}`)
    from = to
  }
  return parts
}

const csvHeader = (columns: readonly Column[], query: ExportQuery): string => {
  const isFrench = query.numbers === 'fr'
  const quoted = (name: string) => (/[",;\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name)
  const names = columns.map(({ name, label }) => quoted(isFrench ? inertCell(label) : name))
  return `${query.bom ? '\uFEFF' : ''}${names.join(isFrench ? ';' : ',')}\n`
}

/**
 * Cells for a French spreadsheet: decimal commas, and an apostrophe before a text that a spreadsheet would run as a
 * formula (OWASP, CSV injection), as before such a label. The international CSV is left exact.
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
