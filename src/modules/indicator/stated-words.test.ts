import assert from 'node:assert/strict'
import { test } from 'node:test'
import { statedText } from './stated-words.ts'

test('rates and indices are written with all their decimals, so that a column lines up; counts are not', () => {
  const written = (kind: 'rate' | 'index' | 'stock' | 'median') =>
    statedText({ value: 95, status: 'value' }, { unit: null, decimals: 1, kind })
  assert.deepEqual([written('rate'), written('index')], ['95,0', '95,0'])
  assert.deepEqual([written('stock'), written('median')], ['95', '95'])
})
