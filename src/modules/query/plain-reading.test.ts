import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { type Duck, type DuckFile, openDuck } from '../../adapters/duckdb.ts'
import { sql } from '../../kernel/sql.ts'
import type { Expr } from './ast.ts'
import type { Column } from './column.ts'
import { compile } from './compile.ts'
import { plainReading } from './plain-reading.ts'

const columns = (['text', 'integer', 'number', 'boolean', 'date', 'datetime'] as const).map(
  (type): Column => ({ name: type, label: type, type, semantic: null, unit: null }),
)
const shape = { layout: 2 as const, columns, repeated: [], held: [], code: null }

let file: DuckFile
let duck: Duck
before(async () => {
  file = await openDuck(':memory:')
  duck = await file.connect()
  await duck.run(sql`create table rows (text varchar, integer smallint, number double, boolean boolean, date date, datetime timestamp);
    insert into rows values ('Sens', 3, 1.5, true, '2024-02-29', '2024-02-29 10:00'), ('', -3, -1.5, false, '1999-12-31', '1999-12-31'),
      (null, null, null, null, null, null), ('sens', 0, 0, true, '2024-03-01', '2024-03-01 00:00:01'), ('é', 300, 3, null, null, '2024-02-29')`)
})
after(() => {
  duck.close()
  file.close()
})

const op = fc.constantFrom('=' as const, '!=' as const, '<' as const, '<=' as const, '>' as const, '>=' as const)
const node = <T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record<T>(shape, { noNullPrototype: true })
const text = fc.constantFrom('Sens', 'sens', '', 'é', '3')
const number = fc.constantFrom(3, -3, 0, 1.5, 300, 1e20, '3', '1.5')
const day = fc.constantFrom('2024-02-29', '2024-03-01', '1999-12-31', '2024-02-29T10:00')
const numeric = fc.constantFrom('integer', 'number')
const { expr } = fc.letrec<{ expr: Expr }>((tie) => ({
  expr: fc.oneof(
    { maxDepth: 4 },
    node({ kind: fc.constant('compare' as const), column: fc.constant('text'), op, value: text }),
    node({ kind: fc.constant('compare' as const), column: numeric, op, value: number }),
    node({ kind: fc.constant('compare' as const), column: fc.constant('boolean'), op, value: fc.boolean() }),
    node({ kind: fc.constant('compare' as const), column: fc.constantFrom('date', 'datetime'), op, value: day }),
    node({ kind: fc.constant('in' as const), column: fc.constant('text'), values: fc.array(text, { minLength: 1 }) }),
    node({ kind: fc.constant('in' as const), column: numeric, values: fc.array(number, { minLength: 1 }) }),
    node({ kind: fc.constant('between' as const), column: numeric, low: number, high: number }),
    node({ kind: fc.constant('between' as const), column: fc.constant('date'), low: day, high: day }),
    node({ kind: fc.constant('is-null' as const), column: fc.constantFrom(...columns.map((c) => c.name)) }),
    node({ kind: fc.constantFrom('and' as const, 'or' as const), left: tie('expr'), right: tie('expr') }),
    node({ kind: fc.constant('not' as const), of: tie('expr') }),
  ),
}))

test('a filter read without DuckDB says of each row what DuckDB says', async () => {
  const rows = await duck.rows(sql`select * from rows`)
  let read = 0
  await fc.assert(
    fc.asyncProperty(expr, async (where) => {
      const reading = plainReading(where, columns)
      if (!reading) return
      read += 1
      const told = await duck.rows(sql`select ${compile(where, shape)} from rows`)
      assert.deepEqual(
        rows.map(reading),
        told.map(([answer]) => answer),
      )
    }),
    { numRuns: 300 },
  )
  assert.ok(read > 80, `only ${read} filters were read`)
})

test('what JavaScript does not order as DuckDB does is left to it', () => {
  const refused: readonly Expr[] = [
    { kind: 'compare', column: 'text', op: '<', value: 'a' },
    { kind: 'compare', column: 'datetime', op: '=', value: '2024-02-29' },
    { kind: 'compare', column: 'date', op: '<', value: '2024-02-29T10:00' },
    { kind: 'contains', column: 'text', text: 'e' },
    { kind: 'search', text: 'sens' },
    { kind: 'not', of: { kind: 'bbox', west: 0, south: 0, east: 1, north: 1 } },
  ]
  for (const where of refused) assert.equal(plainReading(where, columns), null)
})
