import { Type } from 'typebox'
import type { Clock, NewId } from '../../kernel/clock.ts'
import { type Database, many, sql } from '../../kernel/sql.ts'
import { overQuota, UPLOAD_WINDOW_MS, type UploadQuota } from './upload-quota.ts'

const Row = Type.Object({ bytes: Type.Number(), ms: Type.Number() })

/** Uploads of the last 24 hours in PostgreSQL, counted one at a time for each person. `limit` in bytes; 0: all that one likes. */
export const postgresUploads = (
  db: Database,
  { limit, newId, now }: { readonly limit: number; readonly newId: NewId; readonly now: Clock },
): UploadQuota => ({
  limit,

  async reserve(personId, bytes) {
    if (limit === 0) return { settle: async () => undefined }
    const [id, at] = [newId(), now()]
    await db.transaction(async (tx) => {
      await tx.query(sql`select 1 from access.person where id = ${personId} for update`)
      await tx.query(sql`delete from access.upload where at <= ${new Date(at.getTime() - UPLOAD_WINDOW_MS)}`)
      const sent = await many(
        tx,
        Row,
        sql`select bytes::float8 as bytes, (extract(epoch from at) * 1000)::float8 as ms from access.upload
            where person_id = ${personId} order by access.upload.at, id`,
      )
      const uploads = sent.map((row) => ({ bytes: row.bytes, at: new Date(row.ms) }))
      const refusal = overQuota(uploads, bytes, limit, at)
      if (refusal) throw refusal
      await tx.query(
        sql`insert into access.upload (id, person_id, bytes, at) values (${id}, ${personId}, ${bytes}, ${at})`,
      )
    })
    return {
      settle: async (received) => {
        await db.query(sql`update access.upload set bytes = ${received} where id = ${id}`)
      },
    }
  },
})
