import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { type DuckCell, openDuck } from '../src/adapters/duckdb.ts'
import { ident, join, sql } from '../src/kernel/sql.ts'
import { type FileToRead, type ReadOptions, readTable } from '../src/modules/ingest/formats/read-table.node.ts'
import type { Overrides } from '../src/modules/ingest/overrides.ts'
import type { ReadTable } from '../src/modules/ingest/relation.ts'
import { relationSql } from '../src/modules/ingest/relation-sql.ts'

/** What a file gave, as someone downstream sees it. */
export interface Outcome {
  readonly table: ReadTable
  readonly rows: readonly (readonly DuckCell[])[]
  /** Line in the original of each row, when rows are numbered. */
  readonly lines: readonly number[]
  /** The reject file, or an empty text. */
  readonly rejects: string
}

/** Gives `work` a folder of its own, removed after it whatever happens. */
export const withFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(`${tmpdir()}/icauna-test-`)
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Reads a file as ingestion does, then its rows as DuckDB sees them. */
export const readRows = async (
  file: FileToRead,
  overrides: Overrides = {},
  options: ReadOptions = {},
): Promise<Outcome> => {
  const table = await readTable(file, overrides, options)
  const numbered = table.relation.kind === 'csv' && table.relation.numbered
  const duckFile = await openDuck(':memory:', { memory: '1GB' })
  try {
    const duck = await duckFile.connect()
    const cells = join([...(numbered ? [ident('line')] : []), ...table.header.map((_, i) => ident(`c${i}`))])
    const found = await duck.rows(sql`select ${cells} from ${relationSql(table.relation, table.header)}`)
    duck.close()
    return {
      table,
      rows: numbered ? found.map((row) => row.slice(1)) : found,
      lines: numbered ? found.map((row) => Number(row[0])) : [],
      rejects: table.rejectsPath ? await readFile(table.rejectsPath, 'utf8') : '',
    }
  } finally {
    duckFile.close()
  }
}
