import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { distanceBetween, nearestPlaces, prepareResemblance } from './resemblance.ts'

const cell = fc.oneof(
  { arbitrary: fc.integer({ min: -50, max: 50 }), weight: 6 },
  { arbitrary: fc.constant(Number.NaN), weight: 1 },
)
const row = fc.record({
  population: fc.integer({ min: 100, max: 1000 }),
  cells: fc.tuple(cell, cell, cell, cell),
})
const rows = fc.array(row, { minLength: 2, maxLength: 40 })
const WEIGHTS = [3, 1, 2, 2]
type Row = { readonly population: number; readonly cells: readonly number[] }

const prepared = (places: readonly Row[]) =>
  prepareResemblance(
    WEIGHTS.map((weight, k) => ({ weight, values: Float64Array.from(places, ({ cells }) => cells[k] ?? Number.NaN) })),
    Float64Array.from(places, ({ population }) => population),
  )
const whole = (places: readonly Row[]) => places.map((place) => ({ ...place, cells: place.cells.map((n) => n || 0) }))

test('a place is as far from another as the other from it, and at no distance from itself', () => {
  fc.assert(
    fc.property(rows, (places) => {
      const known = prepared(places)
      for (let one = 0; one < places.length; one += 1) {
        const self = distanceBetween(known, one, one)
        assert.ok(Number.isNaN(self) || self === 0)
        for (let other = 0; other < one; other += 1)
          assert.deepEqual(distanceBetween(known, one, other), distanceBetween(known, other, one))
      }
    }),
  )
})

test('the nearest of a twin is its twin', () => {
  fc.assert(
    fc.property(rows, (places) => {
      const known = prepared(whole([...places, ...places.slice(0, 1)]))
      const [nearest] = nearestPlaces(known, places.length, places.length)
      assert.equal(nearest?.distance, 0)
      assert.equal(distanceBetween(known, places.length, 0), 0)
    }),
  )
})

test('the order of places changes neither distances nor who is found', () => {
  fc.assert(
    fc.property(rows, (places) => {
      const last = places.length - 1
      const [there, back] = [prepared(places), prepared(places.toReversed())]
      const distances = (found: ReturnType<typeof nearestPlaces>) => found.map(({ distance }) => distance)
      const [a, b] = [nearestPlaces(there, 0, 100), nearestPlaces(back, last, 100)]
      assert.equal(a.length, b.length)
      assert.ok(distances(a).every((distance, i) => Math.abs(distance - (distances(b)[i] ?? -1)) < 1e-9))
      assert.deepEqual(
        a.map(({ at }) => at).toSorted((x, y) => x - y),
        b.map(({ at }) => last - at).toSorted((x, y) => x - y),
      )
    }),
  )
})

test('the window of populations finds what looking at every place finds', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 12 }), (places, most) => {
      const known = prepared(whole(places))
      const own = places[0]?.population ?? 0
      const all = places
        .map(({ population }, at) => ({ at, population, distance: distanceBetween(known, 0, at) }))
        .filter(({ at, population }) => at !== 0 && population >= own / 3 && population <= own * 3)
        .toSorted((a, b) => a.distance - b.distance || a.at - b.at)
        .slice(0, most)
      assert.deepEqual(
        nearestPlaces(known, 0, most),
        all.map(({ at, distance }) => ({ at, distance })),
      )
    }),
  )
})

test('what is multiplied or moved keeps the same distances', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 9 }), fc.integer({ min: -9, max: 9 }), (places, times, plus) => {
      const moved = places.map((place) => ({ ...place, cells: place.cells.map((n) => n * times + plus) }))
      const [one, other] = [distanceBetween(prepared(places), 0, 1), distanceBetween(prepared(moved), 0, 1)]
      assert.ok((Number.isNaN(one) && Number.isNaN(other)) || Math.abs(one - other) < 1e-9)
    }),
  )
})

test('a value that is missing takes its weight away; below half of the weight, no neighbour is named', () => {
  const { NaN: absent } = Number
  const places = [
    { population: 100, cells: [1, 5, 2, 3] },
    { population: 100, cells: [1, absent, 2, 3] },
    { population: 100, cells: [2, 9, absent, absent] },
    { population: 100, cells: [absent, 4, 2, absent] },
    { population: 100, cells: [3, 7, 6, 9] },
  ]
  const known = prepared(places)
  assert.equal(distanceBetween(known, 0, 1), 0)
  assert.ok(distanceBetween(known, 0, 2) > 0)
  assert.ok(Number.isNaN(distanceBetween(known, 0, 3)))
  assert.deepEqual(nearestPlaces(known, 3), [])
})

test('who is near on its size alone, the rest being unknown, is no neighbour of a place that is well known', () => {
  const { NaN: absent } = Number
  const places = [
    { population: 100, cells: [1, 5, 2, 3] },
    { population: 100, cells: [1, absent, 2, 3] },
    { population: 100, cells: [1, absent, absent, absent] },
    { population: 100, cells: [9, 7, 6, 9] },
  ]
  const known = prepared(places)
  const near = (at: number) => nearestPlaces(known, at).map((found) => found.at)
  assert.deepEqual(near(0), [3])
  assert.deepEqual(near(1), [0, 3])
})

test('places more than three times larger or smaller are never neighbours', () => {
  const cells = [1, 1, 1, 1]
  const places = [100, 301, 300, 33, 34, Number.NaN].map((population) => ({ population, cells }))
  assert.deepEqual(
    nearestPlaces(prepared(places), 0).map(({ at }) => at),
    [2, 4],
  )
})

test('the neighbours of a place among thirty-five thousand are found in a few milliseconds', () => {
  const places = Array.from({ length: 35_000 }, (_, i) => ({
    population: 50 + ((i * 7919) % 3000),
    cells: [i % 97, (i * 31) % 89, (i * 17) % 83, (i * 13) % 79],
  }))
  const known = prepared(places)
  nearestPlaces(known, 1)
  const times = Array.from({ length: 20 }, (_, i) => {
    const before = performance.now()
    nearestPlaces(known, i * 1500)
    return performance.now() - before
  }).toSorted((a, b) => a - b)
  assert.ok((times[5] ?? 99) < 10, `${times[5]} ms`)
})
