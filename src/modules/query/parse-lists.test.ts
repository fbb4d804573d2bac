import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseMeasures, parseSelect, parseSort } from './parse-lists.ts'

test('a minus sign sorts from the largest', () => {
  assert.deepEqual(parseSort('-montant, nom'), [
    { column: 'montant', descending: true },
    { column: 'nom', descending: false },
  ])
})

test('nothing selected means every column', () => {
  assert.equal(parseSelect(' , '), null)
  assert.deepEqual(parseSelect('code,nom'), ['code', 'nom'])
})

test('measures are named after what they measure, or as asked', () => {
  assert.deepEqual(parseMeasures('count, sum(montant), avg(prix) as moyen'), [
    { of: 'count', column: null, as: 'count' },
    { of: 'sum', column: 'montant', as: 'sum_montant' },
    { of: 'avg', column: 'prix', as: 'moyen' },
  ])
})

test('without measures, rows are counted', () => {
  assert.deepEqual(parseMeasures(''), [{ of: 'count', column: null, as: 'count' }])
})

for (const [text, why] of [
  ['total(montant)', /« total\(montant\) » ne se lit pas/],
  ['sum', /« sum » porte sur une colonne/],
  ['count,count', /deux mesures portent le nom « count »/],
] as const)
  test(`« ${text} » is refused with what would be right`, () => {
    assert.throws(() => parseMeasures(text), why)
  })
