import { Type } from 'typebox'
import type { Exclusive } from '../kernel/exclusive.ts'
import { type Database, many, sql } from '../kernel/sql.ts'

const Taken = Type.Object({ mine: Type.Boolean() })

/**
 * Works of all the processes that share a database: each is held by a lock that PostgreSQL lets go with its connection, so
 * that a process that was killed holds nothing back. A work that ended counts even when the connection is then lost.
 */
export const exclusiveWork =
  (db: Database): Exclusive =>
  async <T>(name: string, work: () => Promise<T>) => {
    let ended: { readonly done: T } | null = null
    try {
      await db.transaction(async (tx) => {
        const [lock] = await many(
          tx,
          Taken,
          sql`select pg_try_advisory_xact_lock(hashtextextended(${name}, 20211206)) as mine`,
        )
        if (lock?.mine) ended = { done: await work() }
      })
    } catch (error) {
      if (!ended) throw error
    }
    return ended
  }
