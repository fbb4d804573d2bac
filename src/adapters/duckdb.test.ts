import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql } from '../kernel/sql.ts'
import { openDuck } from './duckdb.ts'

test('a kept statement takes whole numbers of any size, each in the bytes it needs', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'icauna-duck-'))
  const path = join(folder, 'a.duckdb')
  const made = await openDuck(path)
  made.close()
  const file = await openDuck(path, { readOnly: true })
  const duck = await file.connect()
  const edges = [7n, 15n, 31n, 63n].flatMap((bits) => [2n ** bits - 1n, 2n ** bits, -(2n ** bits), -(2n ** bits) - 1n])
  const found = []
  for (const value of [0n, ...edges]) found.push((await duck.rows(sql`select ${value}::varchar, typeof(${value})`))[0])
  assert.deepEqual(
    found.map((row) => row?.[0]),
    [0n, ...edges].map(String),
  )
  assert.deepEqual(
    found.map((row) => row?.[1]),
    ['TINYINT', 'TINYINT', 'SMALLINT', 'TINYINT', 'SMALLINT', 'SMALLINT', 'INTEGER', 'SMALLINT', 'INTEGER'].concat([
      'INTEGER',
      'BIGINT',
      'INTEGER',
      'BIGINT',
      'BIGINT',
      'HUGEINT',
      'BIGINT',
      'HUGEINT',
    ]),
  )
  // Whole, and beyond every integer: a double.
  assert.deepEqual(await duck.rows(sql`select typeof(${1e20}), ${1e20} > 1`), [['DOUBLE', true]])
  duck.close()
  file.close()
  await rm(folder, { recursive: true })
})
