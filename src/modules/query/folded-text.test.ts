import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { openDuck } from '../../adapters/duckdb.ts'
import { fold } from '../../kernel/fold.ts'
import { join, literal, sql } from '../../kernel/sql.ts'
import { foldedColumns } from './folded-text.ts'

const signs = 'abzAZ09éÈçÏŒœæÆßøłŁ’\'-–_.,;:/()°"« »\u00A0ñüŸ²€'
const text = fc.string({ unit: fc.constantFrom(...signs), maxLength: 24 })

test('DuckDB folds texts as we do', async () => {
  const file = await openDuck(':memory:')
  const duck = await file.connect()
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 40 }), async (texts) => {
      const rows = join(texts.map((t, i) => sql`(${literal(String(i))}::int, ${literal(t)})`))
      const found = await duck.rows(
        sql`select * from (${foldedColumns(['t'], sql`(values ${rows}) as v (i, t)`, ['i'])}) order by i`,
      )
      assert.deepEqual(
        found.map(([, folded]) => folded),
        texts.map(fold),
      )
    }),
    { numRuns: 200 },
  )
  duck.close()
  file.close()
})
