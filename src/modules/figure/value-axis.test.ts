import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { valueAxis } from './value-axis.ts'

const numbers = fc.array(fc.oneof(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 3_000_000 })), {
  minLength: 1,
  maxLength: 60,
})

test('an axis keeps the order of values and stays between its ends', () => {
  fc.assert(
    fc.property(numbers, (list) => {
      const sorted = list.toSorted((a, b) => a - b)
      const { at } = valueAxis(sorted, 10, 390)
      const spots = sorted.map(at)
      for (const [i, spot] of spots.entries()) {
        assert.ok(spot >= 10 - 1e-6 && spot <= 390 + 1e-6, `${sorted[i]} at ${spot}`)
        assert.ok(i === 0 || spot >= (spots[i - 1] ?? 0) - 1e-6)
      }
    }),
  )
})

test('sizes that differ by tens of times go by powers of ten, zeros apart; others at equal steps', () => {
  const towns = valueAxis([0, 40, 300, 400, 35_097], 10, 390)
  assert.equal(towns.byPowers, true)
  assert.equal(towns.at(0), 10)
  assert.ok(towns.at(40) > 20)
  assert.deepEqual(towns.ticks, [0, 100, 1000, 10_000])
  assert.equal(valueAxis([18_000, 21_000, 30_000], 10, 390).byPowers, false)
  assert.equal(valueAxis([-5, 1, 900], 10, 390).byPowers, false)
})
