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
