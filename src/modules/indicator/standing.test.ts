import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { rankAmongPeers } from './rank.ts'
import { standingOf } from './standing.ts'

const among = (value: number, others: readonly number[], more: Partial<Parameters<typeof standingOf>[0]> = {}) =>
  standingOf({
    definition: { better: 'more' },
    rank: rankAmongPeers(
      { value, status: 'value' },
      others.map((other) => ({ value: other, status: 'value' as const })),
    ),
    value,
    population: 1000,
    matters: true,
    ...more,
  })
const others = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

test('a value better than three quarters of its peers is a strength, worse than three quarters a weakness', () => {
  assert.deepEqual(
    [11, 5, 1].map((value) => among(value, others)),
    ['strength', null, 'weakness'],
  )
  assert.equal(among(1, others, { definition: { better: 'less' } }), 'strength')
})

test('what is neither better nor worse, of no matter, of few peers or of few people never stands out', () => {
  assert.equal(among(11, others, { definition: { better: 'neither' } }), null)
  assert.equal(among(11, others, { matters: false }), null)
  assert.equal(among(11, others.slice(0, 6)), null)
  assert.equal(among(11, others, { population: 60 }), null)
  assert.equal(among(11, others, { population: null }), null)
})

test('a loss is no strength where more is better, even when peers lose more', () => {
  assert.equal(among(-1, [-9, -8, -7, -6, -5, -4, -3, -2]), null)
  assert.equal(among(0, [-9, -8, -7, -6, -5, -4, -3, -2]), null)
})

test('what more than half of the group shares is no strength', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 8, maxLength: 60 }), (values) => {
      const [value = 0, ...peers] = values
      const alike = peers.filter((other) => other === value).length
      if (alike * 2 > peers.length) assert.equal(among(value, peers), null)
    }),
  )
})
