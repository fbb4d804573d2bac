import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { openDuck } from '../../adapters/duckdb.ts'
import { join, literal, sql } from '../../kernel/sql.ts'
import { cellValue } from './cell-sql.ts'
import type { TypedColumn } from './typing.ts'

const read = async (rule: TypedColumn['rule'], cells: readonly string[]) => {
  const column = { name: 'c', label: 'c', type: rule.kind, semantic: null, unit: null }
  const file = await openDuck(':memory:')
  const duck = await file.connect()
  const values = join(cells.map((cell) => sql`(${literal(cell)})`))
  const rows = await duck.rows(
    sql`select ${cellValue({ source: 0, rule, missing: ['nd'], column })} from (values ${values}) as t (c0)`,
  )
  duck.close()
  file.close()
  return rows.map(([value]) => value)
}

test('a code is given back the zeros it lost, and nothing is made of what lacks more', async () => {
  assert.deepEqual(await read({ kind: 'text', pad: 5 }, ['1004', '89024', '2A004', '18', '9000 ']), [
    '01004',
    '89024',
    '2A004',
    '18',
    '09000',
  ])
  assert.deepEqual(await read({ kind: 'text', pad: 9 }, ['5520135', '12']), ['005520135', '12'])
})

test('numbers are read with their spaces, marks and signs, and never from what is not one', async () => {
  const numbers = ['1 234,5', '1\u202F234', '(12)', '12 €', '-3', 'ND', '12/03', '1,2,3', '', '27e2727', '2 7e2727']
  assert.deepEqual(await read({ kind: 'number', decimal: ',', thousands: null }, numbers), [
    1234.5,
    1234,
    -12,
    12,
    -3,
    null,
    null,
    null,
    null,
    null,
    null,
  ])
})

test('any text reads as the number it writes, or as nothing', async () => {
  const piece = fc.constantFrom('0', '1', '27', '.', ',', '-', '+', 'e', '_', ' ', 'inf', 'nan', '0x1f')
  const texts = fc.array(
    fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join('')),
    { minLength: 50, maxLength: 50 },
  )
  for (const decimal of [',', '.'] as const)
    await fc.assert(
      fc.asyncProperty(texts, async (cells) => {
        const expected = cells.map((cell) => {
          const bare = cell.replaceAll(' ', '')
          const text = decimal === ',' ? bare.replaceAll(',', '.') : bare
          return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(text) && Number.isFinite(Number(text))
            ? Number(text)
            : null
        })
        assert.deepEqual(await read({ kind: 'number', decimal, thousands: null }, cells), expected, cells.join('|'))
      }),
      { numRuns: 30 },
    )
})

test('a day that does not exist is no day', async () => {
  assert.deepEqual(
    await read({ kind: 'date', formats: ['%d/%m/%Y'] }, ['29/02/2024', '31/02/2024', '1/3/2024', '03/12/0024']),
    ['2024-02-29', null, '2024-03-01', null],
  )
})
