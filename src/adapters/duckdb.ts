import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBDateValue,
  DuckDBInstance,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
  HUGEINT,
  INTEGER,
  SMALLINT,
  SQLNULL,
  TINYINT,
  VARCHAR,
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
    // Nothing is fetched while the portal runs: what a question needs is in the library, or the question fails.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
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
    await interruptible(connection, signal, () => connection.run(q.text, ...bound(q)))
  },
  rows: (q, signal) =>
    interruptible(connection, signal, async () => {
      const read = kept ? await runKept(kept, q) : await connection.runAndReadAll(q.text, ...bound(q))
      return read.getRows().map(cells)
    }),
  async *chunks(q, signal) {
    const result = await interruptible(connection, signal, () => connection.stream(q.text, ...bound(q)))
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
    statement.bind(...bound(q))
    return await statement.runAndReadAll()
  } catch (error) {
    kept.drop(q.text)
    throw error
  }
}

/**
 * The values of a question and their types. A whole number takes the narrowest that holds it: left to itself, the client
 * gives it sixteen bytes, and every row is widened to be compared with it. One that no integer holds is a double.
 */
const bound = (q: Sql): [DuckDBValue[], DuckDBType[]] => {
  const typed = q.values.map(withType)
  return [typed.map(([value]) => value), typed.map(([, type]) => type)]
}

const withType = (value: unknown): readonly [DuckDBValue, DuckDBType] => {
  if (value === null || value === undefined) return [null, SQLNULL]
  if (typeof value === 'string') return [value, VARCHAR]
  if (typeof value === 'boolean') return [value, BOOLEAN]
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return [value, DOUBLE]
  if (typeof value === 'number') return isInt32(value) ? [value, INTEGER] : [BigInt(value), BIGINT]
  if (typeof value !== 'bigint') throw new TypeError(`no type of DuckDB for ${typeof value}`)
  const size = value < 0n ? -value : value + 1n
  const small = [TINYINT, SMALLINT, INTEGER].find((_, i) => size <= 2n ** BigInt(8 * 2 ** i - 1))
  return small ? [Number(value), small] : [value, size <= 2n ** 63n ? BIGINT : HUGEINT]
}

const isInt32 = (value: number) => (value | 0) === value

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
