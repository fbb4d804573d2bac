import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Ground, namesOf, namesWithRoom } from './ground.ts'

const square = (code: string, population: number | null, x: number, y: number): Ground['features'][number] => ({
  type: 'Feature',
  properties: { code, name: `L'Isle ${code}`, population },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [x, y],
        [x + 2, y],
        [x + 2, y + 2],
        [x, y + 2],
        [x, y],
      ],
    ],
  },
})

test('names stand at the middle of their place, the most populated first', () => {
  const features = [square('1', 10, 0, 0), square('2', 500, 3, 46), square('3', null, 9, 9)]
  assert.deepEqual(namesOf({ type: 'FeatureCollection', source: 'essai', features }), [
    { name: 'L’Isle 2', spot: [4, 47] },
    { name: 'L’Isle 1', spot: [1, 1] },
    { name: 'L’Isle 3', spot: [10, 10] },
  ])
})

test('names that would touch give way to those before them, and none leaves the window', () => {
  const spot = fc.tuple(fc.integer({ min: -50, max: 850 }), fc.integer({ min: -50, max: 650 }))
  fc.assert(
    fc.property(fc.array(spot, { maxLength: 60 }), fc.integer({ min: 0, max: 20 }), (spots, most) => {
      const names = spots.map((one, i) => ({ name: `Commune ${i}`, spot: one }))
      const kept = namesWithRoom(names, ([x, y]) => ({ x, y }), { width: 800, height: 600 }, most)
      assert.ok(kept.length <= most)
      for (const one of kept) {
        assert.ok(one.spot[0] > 0 && one.spot[0] < 800 && one.spot[1] > 0 && one.spot[1] < 600)
        const touching = kept.filter(
          (other) => Math.abs(other.spot[0] - one.spot[0]) < 50 && Math.abs(other.spot[1] - one.spot[1]) < 18,
        )
        assert.deepEqual(touching, [one])
      }
      if (most > 0) {
        const inside = names.find(({ spot: [x, y] }) => x > 100 && x < 700 && y > 40 && y < 560)
        if (inside) assert.ok(kept.length > 0)
      }
    }),
  )
})

test('names leave room to what is drawn already', () => {
  const names = [
    { name: 'Auxerre', spot: [100, 100] as const },
    { name: 'Joigny', spot: [300, 300] as const },
  ]
  const disc = { x: 110, y: 115, wide: 20, tall: 20 }
  const kept = namesWithRoom(names, ([x, y]) => ({ x, y }), { width: 800, height: 600 }, 9, [disc])
  assert.deepEqual(
    kept.map(({ name }) => name),
    ['Joigny'],
  )
})
