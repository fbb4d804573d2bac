import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Duck } from '../../adapters/duckdb.ts'
import { literal, type Sql, sql } from '../../kernel/sql.ts'

/** The file that DuckDB writes of one query, in a folder that exists; nothing is left of it when the writing fails. */
export const writePiece = async (duck: Duck, folder: string, query: Sql, options: Sql, signal?: AbortSignal) => {
  const path = `${folder}/${randomUUID()}`
  try {
    await duck.run(sql`copy (${query}) to ${literal(path)} (${options})`, signal)
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  return path
}

/** A file read, and removed whatever happens. */
export async function* sendPiece(path: string): AsyncIterable<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: 1024 * 1024 })
  } finally {
    await rm(path, { force: true })
  }
}
