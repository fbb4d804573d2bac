import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api'

/** Statements of one connection, prepared once: parsing and planning take longer than many a question. */
export interface KeptStatements {
  /** Prepares a text, or gives back what it already is. */
  readonly get: (text: string) => Promise<DuckDBPreparedStatement>
  /** Lets go of one that failed. */
  readonly drop: (text: string) => void
  readonly clear: () => void
}

/** Keeps the `most` used last. A connection serves one question at a time, so that none is used by two. */
export const keptStatements = (connection: DuckDBConnection, most = 64): KeptStatements => {
  const kept = new Map<string, DuckDBPreparedStatement>()
  const drop = (text: string) => {
    kept.get(text)?.destroySync()
    kept.delete(text)
  }
  return {
    async get(text) {
      const statement = kept.get(text) ?? (await connection.prepare(text))
      kept.delete(text) // last in, last out
      kept.set(text, statement)
      const [oldest] = kept.keys()
      if (kept.size > most && oldest !== undefined) drop(oldest)
      return statement
    },
    drop,
    clear() {
      for (const text of [...kept.keys()]) drop(text)
    },
  }
}
