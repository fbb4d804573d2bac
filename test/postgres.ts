import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { startEmbeddedPostgres } from '../src/adapters/embedded-postgres.ts'
import { migrate } from '../src/adapters/migrate.ts'
import { connect } from '../src/adapters/postgres.ts'
import { ident, sql } from '../src/kernel/sql.ts'

let server: ReturnType<typeof embedded> | undefined

// Registered while the file loads: inside a hook, it would belong to that hook and run too early.
after(async () => (await server)?.stop())

/** One PostgreSQL for the whole run: the one at `TEST_DATABASE_URL`, else an embedded one. */
const serverUrl = async () => {
  if (process.env.TEST_DATABASE_URL) return process.env.TEST_DATABASE_URL
  server ??= embedded()
  return (await server).url
}

const embedded = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'icauna-pg-'))
  await chmod(folder, 0o711)
  const running = await startEmbeddedPostgres(join(folder, 'pg'))
  const stop = async () => {
    await running.stop()
    await rm(folder, { recursive: true, force: true })
  }
  return { url: running.url, stop }
}

/** A fresh, migrated database, dropped when the run ends. Call it from a test or a `before` hook. */
export const freshDatabase = async () => {
  const url = new URL(await serverUrl())
  const name = `t_${randomUUID().replaceAll('-', '')}`
  const admin = connect(url.href, 1)
  await admin.database.query(sql`create database ${ident(name)}`)
  await admin.close()
  url.pathname = `/${name}`
  const connection = connect(url.href, 4)
  await migrate(connection.database)
  return { ...connection, url: url.href }
}
