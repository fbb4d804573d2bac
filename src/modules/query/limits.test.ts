import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openDuck } from '../../adapters/duckdb.ts'
import { DomainError } from '../../kernel/errors.ts'
import { sql } from '../../kernel/sql.ts'
import { bounded } from './limits.ts'

test('a question that DuckDB has no memory for is refused as a question, not as a fault of the portal', async () => {
  const file = await openDuck(':memory:', { memory: '20MB' })
  const duck = await file.connect()
  const greedy = sql`select list(i) from range(20000000) t(i)`
  await assert.rejects(
    bounded({ milliseconds: 60_000 }, undefined, (stop) => duck.rows(greedy, stop)),
    (error) => error instanceof DomainError && error.fault.kind === 'too-slow' && /mémoire/.test(error.message),
  )
  duck.close()
  file.close()
})
