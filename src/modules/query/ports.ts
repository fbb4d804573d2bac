import type { Expr, Measure, Sort } from './ast.ts'
import type { Column } from './column.ts'
import type { Box, Grid } from './place-grid.ts'

/** A cell as JSON carries it: dates and geometries as text, no undefined. */
export type Cell = string | number | boolean | null

/** What is asked of the rows of one version. Column names are those of `Column.name`. */
export interface RowsQuery {
  readonly select: readonly string[] | null
  readonly where: Expr | null
  readonly sort: readonly Sort[]
  readonly limit: number
  readonly offset: number
}

export interface RowsPage {
  readonly total: number
  readonly columns: readonly Column[]
  /** One array a row, in the order of `columns`. */
  readonly rows: readonly (readonly Cell[])[]
  /** The line number in the version (1 for the first row), for each row: a stable address. */
  readonly lines: readonly number[]
}

export interface GroupQuery {
  readonly by: readonly string[]
  readonly measures: readonly Measure[]
  readonly where: Expr | null
  /** Sorts on group columns or on measures by their `as`. */
  readonly sort: readonly Sort[]
  readonly limit: number
}

export interface GroupPage {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

export interface Facet {
  readonly column: string
  readonly distinct: number
  readonly values: readonly { readonly value: Cell; readonly count: number }[]
}

/** Rows in a box, counted by the squares of a grid. */
export interface CellsQuery {
  readonly where: Expr | null
  readonly box: Box
  readonly grid: Grid
}

export interface PlaceCell {
  readonly box: Box
  readonly count: number
  /** The mean of the positions of its rows. */
  readonly longitude: number
  readonly latitude: number
}

/** Where rows are. */
export interface Placed {
  /** How many have a position. */
  readonly count: number
  /** The box of all of them but the farthest half hundredth on each side; null when none has a position. */
  readonly frame: Box | null
}

export type ExportFormat = 'csv' | 'xlsx' | 'json' | 'ndjson' | 'geojson' | 'parquet'

export interface ExportQuery {
  readonly format: ExportFormat
  readonly select: readonly string[] | null
  readonly where: Expr | null
  readonly sort: readonly Sort[]
  /** CSV only: `fr` writes `;` and decimal commas, `int` writes `,` and decimal points. */
  readonly numbers: 'fr' | 'int'
  /** CSV only: a byte-order mark, for spreadsheets that need it. */
  readonly bom: boolean
}

/** The rows of published versions. Every call is bounded in rows, time and memory, and stops with its signal. */
export interface Tables {
  columns(version: string): Promise<readonly Column[]>
  rows(version: string, query: RowsQuery, signal?: AbortSignal): Promise<RowsPage>
  /** The same page as bytes of JSON, `rows` an array of objects keyed by column name: cut from rows already encoded. */
  rowsJson(
    version: string,
    query: RowsQuery,
    signal?: AbortSignal,
  ): Promise<{ readonly total: number; readonly rows: Uint8Array }>
  row(version: string, line: number): Promise<readonly Cell[] | null>
  count(version: string, where: Expr | null, signal?: AbortSignal): Promise<number>
  group(version: string, query: GroupQuery, signal?: AbortSignal): Promise<GroupPage>
  /** Rows that have a position, and where most of them lie. Refuses a table without positions. */
  placed(version: string, where: Expr | null, signal?: AbortSignal): Promise<Placed>
  /** Rows in a box, counted by square, in one question; squares without rows are left out. */
  cells(version: string, query: CellsQuery, signal?: AbortSignal): Promise<readonly PlaceCell[]>
  facets(
    version: string,
    columns: readonly string[],
    where: Expr | null,
    limit: number,
    signal?: AbortSignal,
  ): Promise<readonly Facet[]>
  /** Rows in order, some hundreds at a time, for the formats that are written row by row. */
  batches(
    version: string,
    query: Pick<ExportQuery, 'select' | 'where' | 'sort'>,
    signal?: AbortSignal,
  ): AsyncIterable<readonly (readonly Cell[])[]>
  /** CSV, JSON, NDJSON and Parquet only. Chunks of bytes as they are made; memory does not grow with the rows. */
  export(version: string, query: ExportQuery, signal?: AbortSignal): AsyncIterable<Uint8Array>
}

/** A column of a table written outside any version. */
export interface WrittenColumn {
  readonly name: string
  readonly type: 'text' | 'number'
}

/**
 * A table as the bytes of one Parquet file. `lines` is its CSV without a header, by pieces of whole lines: commas, double
 * quotes, a point before decimals, nothing between two commas where there is no value. Memory does not grow with the rows.
 */
export type WriteParquet = (
  columns: readonly WrittenColumn[],
  lines: Iterable<string>,
  signal?: AbortSignal,
) => AsyncIterable<Uint8Array>

/** A version that the person asking may read. */
export interface ReadableVersion {
  readonly datasetId: string
  readonly slug: string
  readonly versionId: string
  readonly number: number
}

/** From an address to a version; refuses what does not exist or may not be seen. */
export interface Versions {
  /** `number` null: the current one. */
  find(slug: string, number: number | null): Promise<ReadableVersion>
}
