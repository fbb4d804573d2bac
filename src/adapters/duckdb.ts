import {
  BIGINT,
  type DuckDBConnection,
  DuckDBDateValue,
  DuckDBInstance,
  type DuckDBPreparedStatement,
  DuckDBTimestampValue,
  type DuckDBValue,
  INTEGER,
  SMALLINT,
  TINYINT,
} from '@duckdb/node-api'
import type { Sql } from '../kernel/sql.ts'
import { type KeptStatements, keptStatements } from './kept-statements.ts'

/** A cell as the rest of the product knows it. */
export type DuckCell = string | number | boolean | null

/** One DuckDB connection, seen through what we need of it. */
export interface Duck {
  run(q: Sql, signal?: AbortSignal): Promise<void>
  rows(q: Sql, signal?: AbortSignal): Promise<readonly (readonly DuckCell[])[]>
  /** Chunks of rows as DuckDB makes them (2 048 at most). */
  chunks(q: Sql, signal?: AbortSignal): AsyncIterable<readonly (readonly DuckCell[])[]>
  /** Adds rows of texts to a table (temporary ones too), as many as come. */
  append(table: string, rows: AsyncIterable<readonly string[]>): Promise<void>
  close(): void
}

/** An open database file, or memory. */
export interface DuckFile {
  connect(): Promise<Duck>
  close(): void
}

export interface DuckOptions {
  readonly readOnly?: boolean
  readonly memory?: string
  readonly threads?: number
  readonly temporary?: string
}

/** Opens a database file of ours (`:memory:` for none). */
export const openDuck = async (path: string, options: DuckOptions = {}): Promise<DuckFile> => {
  const instance = await DuckDBInstance.create(path, {
    memory_limit: options.memory ?? '1GB',
    threads: String(options.threads ?? 2),
    ...(options.readOnly ? { access_mode: 'READ_ONLY' } : {}),
    ...(options.temporary ? { temp_directory: options.temporary } : {}),
  })
  const connect = async () => {
    const connection = await instance.connect()
    return duck(connection, options.readOnly ? keptStatements(connection) : null)
  }
  return { connect, close: () => instance.closeSync() }
}

/** What never changes is asked the same questions: their statements are kept. */
const duck = (connection: DuckDBConnection, kept: KeptStatements | null): Duck => ({
  run: async (q, signal) => {
    await interruptible(connection, signal, () => connection.run(q.text, values(q)))
  },
  rows: (q, signal) =>
    interruptible(connection, signal, async () => {
      const read = kept ? await runKept(kept, q) : await connection.runAndReadAll(q.text, values(q))
      return read.getRows().map(cells)
    }),
  async *chunks(q, signal) {
    const result = await interruptible(connection, signal, () => connection.stream(q.text, values(q)))
    while (true) {
      const chunk = await interruptible(connection, signal, () => result.fetchChunk())
      if (!chunk || chunk.rowCount === 0) return
      yield chunk.getRows().map(cells)
    }
  },
  async append(table, rows) {
    const appender = await connection.createAppender(table)
    try {
      for await (const row of rows) {
        for (const cell of row) appender.appendVarchar(cell)
        appender.endRow()
      }
    } finally {
      appender.closeSync()
    }
  },
  close() {
    kept?.clear()
    connection.closeSync()
  },
})

const runKept = async (kept: KeptStatements, q: Sql) => {
  const statement = await kept.get(q.text)
  try {
    for (const [i, value] of values(q).entries()) bind(statement, i + 1, value)
    return await statement.runAndReadAll()
  } catch (error) {
    kept.drop(q.text)
    throw error
  }
}

/** Binds a whole number as the narrowest type that holds it: left to itself, the client gives it sixteen bytes, and every row is widened to be compared with it. */
const bind = (statement: DuckDBPreparedStatement, at: number, value: DuckDBValue): void => {
  const size = typeof value !== 'bigint' ? null : value < 0n ? -value : value + 1n
  const small = size && [TINYINT, SMALLINT, INTEGER].find((_, i) => size <= 2n ** BigInt(8 * 2 ** i - 1))
  if (small) statement.bindValue(at, Number(value), small)
  else statement.bindValue(at, value, size && size <= 2n ** 63n ? BIGINT : undefined)
}

const values = (q: Sql) => q.values as DuckDBValue[]

/** Runs `work`; when the signal fires, DuckDB drops the query and the promise fails with the signal's reason. */
const interruptible = async <T>(
  connection: DuckDBConnection,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> => {
  signal?.throwIfAborted()
  const stop = () => connection.interrupt()
  signal?.addEventListener('abort', stop)
  try {
    return await work()
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

const cells = (row: readonly DuckDBValue[]): readonly DuckCell[] => row.map(cell)

const cell = (value: DuckDBValue): DuckCell => {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof DuckDBDateValue) return value.toString()
  if (value instanceof DuckDBTimestampValue) return value.toString().slice(0, 19).replace(' ', 'T')
  return String(value)
}
