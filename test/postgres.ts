import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { startEmbeddedPostgres } from '../src/adapters/embedded-postgres.ts'
import { migrate } from '../src/adapters/migrate.ts'
import { connect } from '../src/adapters/postgres.ts'
import { ident, sql } from '../src/kernel/sql.ts'
import { loadTerritory } from '../src/modules/territory/place-loader.postgres.ts'

let server: ReturnType<typeof embedded> | undefined

// Registered while the file loads: inside a hook, it would belong to that hook and run too early.
after(async () => {
  for (const end of users) await end()
  await (await server)?.stop()
})

const users: (() => Promise<void>)[] = []

/** Ends what uses the server before the server itself: hooks would run the other way round. */
export const endBeforeServer = (end: () => Promise<void>): void => {
  users.push(end)
}

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
  const connection = await newDatabase()
  await migrate(connection.database)
  return connection
}

/** The day on which tests load the places of France. */
const LOADED_ON = new Date('2026-11-24T00:00:00Z')

let template: Promise<string> | undefined

/** A fresh database that knows the places of France: they are read and written once for the whole run, then copied. */
export const databaseWithPlaces = async () => {
  template ??= loadPlaces()
  return newDatabase(await template)
}

/** A fresh database with all that another one holds, which nobody uses meanwhile. */
export const copyOfDatabase = (name: string) => newDatabase(name)

const loadPlaces = async (): Promise<string> => {
  const { database, name, close } = await newDatabase()
  await migrate(database)
  await loadTerritory(database, LOADED_ON)
  await close()
  return name
}

const newDatabase = async (copied?: string) => {
  const url = new URL(await serverUrl())
  const name = `t_${randomUUID().replaceAll('-', '')}`
  const admin = connect(url.href, 1)
  const from = copied ? sql` template ${ident(copied)}` : sql``
  await admin.database.query(sql`create database ${ident(name)}${from}`)
  await admin.close()
  url.pathname = `/${name}`
  return { ...connect(url.href, 4), name, url: url.href }
}
