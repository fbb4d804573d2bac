import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatFixed, formatHour, formatNumber, formatQuantity } from './french.ts'

test('a negative number takes a true minus sign, and what rounds to zero has none', () => {
  assert.equal(formatNumber(-1234.5), '−1\u202F234,5')
  assert.equal(formatFixed(-0.3, 2), '−0,30')
  assert.equal(formatNumber(-0.004, 2), '0')
  assert.equal(formatFixed(-0.004, 2), '0,00')
  assert.equal(formatQuantity(-464, 'habitants'), '−464\u00A0habitants')
})

test('a number and its opposite are written alike but for the sign', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 3 }), (value, decimals) => {
      const [one, other] = [formatNumber(value, decimals), formatNumber(-value, decimals)]
      assert.equal(one.replace('−', ''), other.replace('−', ''))
      assert.doesNotMatch(one + other, /[-\u00A0 ]/)
    }),
  )
})

test('an hour is that of Paris, in winter and in summer', () => {
  assert.equal(formatHour('2026-11-26T07:05:59Z'), '8\u00A0h\u00A005')
  assert.equal(formatHour('2026-07-01T22:00:00Z'), '0\u00A0h\u00A000')
})
