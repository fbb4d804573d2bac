import pg from 'pg'
import QueryStream from 'pg-query-stream'
import type { Database, Sql } from '../kernel/sql.ts'

// bigint and numeric come as numbers: no count of ours passes 2^53. Dates stay text: a day has no time zone.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

/** A pool on one PostgreSQL, seen through the `Database` port. */
export const connect = (url: string, max = 10) => {
  const pool = new pg.Pool({ connectionString: url, max, statement_timeout: 60_000 })
  pool.on('error', () => undefined) // an idle connection that dies is replaced at the next query
  const on = (client: pg.Pool | pg.PoolClient): Database => ({
    query: async (q) => (await client.query(q.text, [...q.values])).rows,
    stream: (q) => stream(pool, q),
    transaction: (work) => transaction(pool, (own) => work(on(own))),
  })
  return { database: on(pool), pool, close: () => pool.end() }
}

const transaction = async <T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      (broken) => client.release(broken),
    )
    throw error
  }
}

async function* stream(pool: pg.Pool, q: Sql): AsyncIterable<unknown> {
  const client = await pool.connect()
  try {
    yield* client.query(new QueryStream(q.text, [...q.values], { batchSize: 500 })) as AsyncIterable<unknown>
  } finally {
    client.release()
  }
}
