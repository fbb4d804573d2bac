import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { aroundZero, type Classes, classOf, jenks, quantiles, roundBreaks, roundest } from './classes.ts'

const some = fc.oneof(
  fc.array(
    fc.integer({ min: -1e9, max: 1e9 }).map((n) => n / 1000),
    { minLength: 1, maxLength: 60 },
  ),
  fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 60 }),
)
const wanted = fc.integer({ min: 1, max: 7 })
const counts = (values: readonly number[], classes: Classes) =>
  classes.starts.map((_, i) => values.filter((value) => classOf(value, classes) === i).length)

/** What holds of every cutting: bounds that increase, and each value between those of its class. */
const lawful = (values: readonly number[], classes: Classes | null, most: number): Classes => {
  assert.ok(classes)
  const { starts, max } = classes
  assert.ok(starts.length >= 1 && starts.length <= most)
  for (const [i, start] of starts.entries()) assert.ok(i === 0 || start > (starts[i - 1] ?? start), 'increasing')
  assert.ok(max >= (starts[starts.length - 1] ?? max))
  for (const value of values) {
    const i = classOf(value, classes)
    assert.ok(value >= (starts[i] ?? Number.NaN), `${value} is at least the start of its class`)
    assert.ok(i === starts.length - 1 ? value <= max : value < (starts[i + 1] ?? Number.NaN))
  }
  return classes
}

test('quantiles and Fisher’s classes hold each value once and leave no class empty', () => {
  for (const cut of [quantiles, jenks])
    fc.assert(
      fc.property(some, wanted, (values, k) => {
        const classes = lawful(values, cut(values, k), k)
        assert.ok(counts(values, classes).every((n) => n > 0))
      }),
    )
})

test('values of any size are cut in a finite time', () => {
  const sizes = fc.double({ noNaN: true, min: -1e300, max: 1e300 })
  fc.assert(
    fc.property(fc.array(sizes, { minLength: 1, maxLength: 20 }), wanted, (values, k) => {
      const plain = values.map((value) => value + 0) // -0 is 0
      assert.ok(counts(plain, lawful(plain, jenks(plain, k), k)).every((n) => n > 0))
    }),
  )
  for (const [low, high] of [
    [3, 3],
    [4, 3],
    [-1e308, 1.5e308],
    [0, Number.POSITIVE_INFINITY],
    [Number.NaN, 1],
  ] as const)
    assert.equal(roundest(low, high), high)
})

test('round breaks and classes around zero hold each value once', () => {
  fc.assert(
    fc.property(some, wanted, (values, k) => {
      lawful(values, roundBreaks(values, k), k)
    }),
  )
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 3 }), (values, k) => {
      const classes = lawful(values, aroundZero(values, k), 2 * k)
      for (const value of values) assert.equal(classOf(value, classes) < (classes.below ?? 0), value < 0)
    }),
  )
})

/** Squared distances to the mean of each class, for the classes that begin at these ranks. */
const spreadOf = (sorted: readonly number[], cuts: readonly number[]) => {
  const edges = [0, ...cuts, sorted.length]
  return edges.slice(1).reduce((total, to, i) => {
    const part = sorted.slice(edges[i], to)
    const mean = part.reduce((sum, value) => sum + value, 0) / part.length
    return total + part.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  }, 0)
}

test('no other cutting in three is tighter than Fisher’s', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 14 }), (values) => {
      const sorted = values.toSorted((a, b) => a - b)
      const classes = jenks(values, 3)
      assert.ok(classes)
      const found = spreadOf(
        sorted,
        classes.starts.slice(1).map((start) => sorted.findIndex((value) => value >= start)),
      )
      for (let a = 1; a < sorted.length; a++)
        for (let b = a + 1; b < sorted.length; b++) assert.ok(found <= spreadOf(sorted, [a, b]) + 1e-9)
    }),
  )
})

test('values all equal make one class, and no value makes none', () => {
  for (const cut of [quantiles, jenks, roundBreaks]) {
    assert.deepEqual(cut([7, 7, 7], 5), { starts: [7], max: 7, below: null })
    assert.equal(cut([], 5), null)
  }
  assert.equal(aroundZero([], 3), null)
})

test('thousands of values are cut from a thousand of them, and none is left out', () => {
  const values = Array.from({ length: 5000 }, (_, i) => (i * 7919) % 5003)
  const classes = lawful(values, jenks(values, 5), 5)
  assert.equal(classes.starts.length, 5)
  assert.ok(counts(values, classes).every((n) => n > 700))
})

test('a bound is the roundest number that cuts at the same place', () => {
  assert.equal(roundest(11.83, 12.41), 12)
  assert.equal(roundest(0.1234, 0.1262), 0.125)
  assert.equal(roundest(-3.9, -2.1), -3)
  assert.equal(roundest(987, 1412), 1000)
  fc.assert(
    fc.property(
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      (a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        if (low < high) {
          const found = roundest(low, high)
          assert.ok(found > low && found <= high)
        }
      },
    ),
  )
})
