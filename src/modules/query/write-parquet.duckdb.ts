import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { openDuck } from '../../adapters/duckdb.ts'
import { ident, join, literal, sql } from '../../kernel/sql.ts'
import { PARQUET } from './encoded-columns.ts'
import type { WriteParquet, WrittenColumn } from './ports.ts'
import { sendPiece, writePiece } from './written-piece.disk.ts'

/** Writes Parquet by way of files in a folder of ours, removed as soon as they are sent. */
export const parquetWriter = (folder: string): WriteParquet =>
  async function* (columns, lines, signal) {
    await mkdir(folder, { recursive: true })
    const csv = `${folder}/${randomUUID()}.csv`
    const file = await openDuck(':memory:', { memory: '256MB', temporary: folder })
    try {
      await pipeline(Readable.from(lines), createWriteStream(csv), signal ? { signal } : {})
      const duck = await file.connect()
      yield* sendPiece(await writePiece(duck, folder, readCsv(csv, columns), PARQUET, signal))
    } finally {
      file.close()
      await rm(csv, { force: true })
    }
  }

/** The lines as written: nothing guessed of their types or of their quotes. */
const readCsv = (path: string, columns: readonly WrittenColumn[]) => {
  const types = columns.map(
    ({ name, type }) => sql`${literal(name)}: ${literal(type === 'number' ? 'DOUBLE' : 'VARCHAR')}`,
  )
  return sql`select ${join(columns.map(({ name }) => ident(name)))}
    from read_csv(${literal(path)}, header = false, auto_detect = false, delim = ',', quote = '"', escape = '"',
      new_line = ${literal('\\n')}, columns = {${join(types)}})`
}
