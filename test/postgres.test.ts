import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../src/kernel/sql.ts'
import { freshDatabase } from './postgres.ts'

test('a fresh database answers, and values travel as parameters', async () => {
  const { database, close } = await freshDatabase()
  const rows = await database.query(sql`select ${"l'Yonne"}::text as name, 2::bigint as n`)
  await close()
  assert.deepEqual(rows, [{ name: "l'Yonne", n: 2 }])
})

test('a character that PostgreSQL does not keep is told to whoever typed it, not taken for a failure of ours', async () => {
  const { database, close } = await freshDatabase()
  const nameless = sql`select ${'{"a":"\\u0000"}'}::jsonb`
  await assert.rejects(database.query(nameless), { name: 'DomainError', message: /retirez-le/ })
  await close()
})
