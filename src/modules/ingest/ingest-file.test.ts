import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ingested, linesOf } from '../../../test/ingested.ts'

test('a column of moments is built, with its days and hours', async () => {
  const { columns } = await ingested(linesOf('lieu,relevé', 'Joigny,2024-05-01T08:30:00', 'Sens,2024-05-02T09:00:00'))
  assert.deepEqual(
    columns.map((c) => [c.type, c.min]),
    [
      ['text', 'Joigny'],
      ['datetime', '2024-05-01 08:30:00'],
    ],
  )
})

test('moments keep their second whatever is written after it', async () => {
  const written = ['2021-05-27T09:14:29.142000', '2021-05-27T09:14:29.5Z', '2021-05-27T09:14:29+00:00']
  const { columns, diagnosticCounts } = await ingested(linesOf('n,maj', ...written.map((at, i) => `a${i},${at}`)))
  assert.deepEqual(diagnosticCounts, [])
  assert.equal(columns[1]?.type, 'datetime')
  assert.match(String(columns[1]?.min), /^2021-05-27 09:14:29/)
  assert.match(String(columns[1]?.max), /^2021-05-27 09:14:29/)
})

test('yes and no said in several ways are read as one', async () => {
  const { columns } = await ingested(linesOf('n,ouvert', 'a,true', 'b,FALSE', 'c,0', 'd,1', 'e,oui'))
  const [, open] = columns
  assert.deepEqual(
    open?.top.toSorted((a, b) => a.count - b.count).map((bar) => [bar.label, bar.count]),
    [
      ['false', 2],
      ['true', 3],
    ],
  )
})

test('two columns never answer to one name', async () => {
  const twice = { columns: { 0: { name: 'aide' }, 1: { name: 'aide' } } }
  await assert.rejects(
    ingested(linesOf('montant,total', '1,2', '3,4'), twice),
    /Deux colonnes ne peuvent pas porter le même nom « aide » \(« montant » et « total »\)/,
  )
})
