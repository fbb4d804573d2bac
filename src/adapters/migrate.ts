import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Database, Sql, sql } from '../kernel/sql.ts'

/** Applies the numbered SQL files not yet applied, each in its own transaction; two nodes starting at once wait for each other. */
export const migrate = async (
  db: Database,
  folder = new URL('../../migrations', import.meta.url).pathname,
): Promise<readonly string[]> =>
  db.transaction(async (lock) => {
    await lock.query(sql`select pg_advisory_xact_lock(20211206)`)
    await db.query(
      sql`create table if not exists public.migration (name text primary key, applied_at timestamptz not null default now())`,
    )
    const done = new Set(
      (await db.query(sql`select name from public.migration`)).map((row) => (row as { name: string }).name),
    )
    const files = (await readdir(folder)).filter((f) => f.endsWith('.sql') && !done.has(f)).sort()
    for (const file of files) {
      const text = await readFile(join(folder, file), 'utf8')
      await db.transaction(async (tx) => {
        await tx.query(new Sql([text], []))
        await tx.query(sql`insert into public.migration (name) values (${file})`)
      })
    }
    return files
  })
