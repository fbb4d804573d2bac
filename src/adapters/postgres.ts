import pg from 'pg'
import QueryStream from 'pg-query-stream'
import { DomainError, invalid } from '../kernel/errors.ts'
import type { Database, Sql } from '../kernel/sql.ts'

// bigint and numeric come as numbers: no count of ours passes 2^53. Dates stay text: a day has no time zone.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)

const yes = () => true
const no = () => false

/** A pool on one PostgreSQL, seen through the `Database` port. */
export const connect = (url: string, max = 10) => {
  const pool = poolOf({ connectionString: url, max })
  // One plan for all values serves questions that are planned, and no other: it has connections of its own.
  const planning = poolOf({ connectionString: url, max: PLANNING, options: '-c plan_cache_mode=force_generic_plan' })
  const on = (client: pg.Pool | pg.PoolClient): Database => ({
    query: async ({ plan, text, values: given }) => {
      const values = given.map(withoutNul)
      const asked = plan && client === pool ? planning.query({ name: plan, text, values }) : client.query(text, values)
      return (await asked.catch(inWords)).rows
    },
    stream: (q) => stream(pool, q),
    transaction: (work) => transaction(pool, (own) => work(on(own))),
  })
  const alive = () => pool.query('select 1').then(yes, no)
  const close = async () => {
    await Promise.all([pool.end(), planning.end()])
  }
  return { database: on(pool), pool, alive, close }
}

/** Connections for questions that are planned: few, for each plans anew. */
const PLANNING = 2

const poolOf = (config: pg.PoolConfig): pg.Pool => {
  const pool = new pg.Pool({ ...config, statement_timeout: 60_000, connectionTimeoutMillis: 10_000 })
  pool.on('error', () => undefined) // an idle connection that dies is replaced at the next query
  pool.on('connect', (client) => client.on('error', () => undefined)) // a lent one fails at its next query
  return pool
}

/** PostgreSQL keeps no NUL in a text: what a visitor typed loses it rather than break the question. */
const withoutNul = (value: unknown): unknown => {
  if (typeof value === 'string') return value.replaceAll('\0', '')
  return Array.isArray(value) ? value.map(withoutNul) : value
}

const transaction = async <T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> => {
  const client = await pool.connect().catch(inWords)
  try {
    await client.query('begin').catch(inWords)
    const result = await work(client)
    await client.query('commit').catch(inWords)
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
  const client = await pool.connect().catch(inWords)
  try {
    yield* client.query(new QueryStream(q.text, [...q.values], { batchSize: 500 })) as AsyncIterable<unknown>
  } catch (error) {
    inWords(error)
  } finally {
    client.release()
  }
}

/** Codes of PostgreSQL (classes 08 and 57P), of the network, and sentences of the client when no server answers. */
const GONE =
  /^(08\w{3}|57P0[123]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH)$|Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/
const FULL = /^(53100|ENOSPC)$/
/** A null character, or half of a letter: PostgreSQL keeps neither. */
const UNWRITABLE = /^(22021|22P05)$/

/** A database that does not answer, or has no room left, is nobody's mistake: it is said as such, and whoever asks again later is served. */
const inWords = (error: unknown): never => {
  const signs = error instanceof Error ? ['code' in error ? String(error.code) : '', error.message] : []
  if (signs.some((sign) => UNWRITABLE.test(sign)))
    throw invalid('Ce texte contient un caractère qui ne s’écrit pas (un caractère nul, par exemple) : retirez-le.')
  const detail = signs.some((sign) => FULL.test(sign))
    ? 'Le disque de la base de données est plein : libérez de la place, puis recommencez.'
    : signs.some((sign) => GONE.test(sign))
      ? 'La base de données du portail ne répond pas. Rien n’est perdu : réessayez dans un moment.'
      : undefined
  throw detail ? new DomainError({ kind: 'unavailable', detail }, { cause: error }) : error
}
