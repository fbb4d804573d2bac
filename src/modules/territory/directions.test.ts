import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { kilometresBetween, roundedKilometres, sideOf } from './directions.ts'

const [auxerre, sens, avallon] = [
  { longitude: 3.573, latitude: 47.798 },
  { longitude: 3.283, latitude: 48.197 },
  { longitude: 3.908, latitude: 47.49 },
]
const somewhere = fc.record({
  longitude: fc.double({ min: -5, max: 9, noNaN: true }),
  latitude: fc.double({ min: 42, max: 51, noNaN: true }),
})

test('known towns lie where a map has them', () => {
  assert.equal(Math.round(kilometresBetween(auxerre, sens)), 49)
  assert.equal(sideOf(auxerre, sens), 'au nord-ouest')
  assert.equal(sideOf(auxerre, avallon), 'au sud-est')
  assert.equal(sideOf(sens, { ...sens, longitude: 4 }), 'à l’est')
})

test('the way back is as long, and leads to the other side', () => {
  const opposite: Readonly<Record<string, string>> = { 'au nord': 'au sud', 'au nord-est': 'au sud-ouest' }
  fc.assert(
    fc.property(somewhere, somewhere, (a, b) => {
      assert.ok(Math.abs(kilometresBetween(a, b) - kilometresBetween(b, a)) < 1e-6)
      const back = opposite[sideOf(a, b)]
      if (back && kilometresBetween(a, b) > 0.01) assert.equal(sideOf(b, a), back)
    }),
  )
})

test('distances are told without a false precision', () => {
  assert.deepEqual([0.2, 7.6, 12.4, 33.1].map(roundedKilometres), [1, 8, 10, 35])
})
