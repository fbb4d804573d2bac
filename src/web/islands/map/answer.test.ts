import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Box, boxOf, covers, type Feature, inView } from './answer.ts'

const degree = fc.integer({ min: -80, max: 80 })
const spot = fc.tuple(degree, degree)
const feature = (id: number, geometry: Feature['geometry']): Feature => ({
  ...{ type: 'Feature', id, geometry },
  properties: {},
})
const view = fc
  .tuple(degree, degree, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }))
  .map(([x, y, width, height]): Box => [x, y, x + width, y + height])

test('a point is in a view when it is between its edges, and the nearest to the middle comes first', () => {
  fc.assert(
    fc.property(fc.array(spot, { minLength: 1, maxLength: 30 }), view, (spots, box) => {
      const features = spots.map((coordinates, id) => feature(id, { type: 'Point', coordinates }))
      const expected = spots.flatMap(([x, y], id) =>
        x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] ? [id] : [],
      )
      const found = inView(features, box).map(({ id }) => id ?? -1)
      assert.deepEqual(
        found.toSorted((a, b) => a - b),
        expected,
      )
      const middle = feature(99, { type: 'Point', coordinates: [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] })
      assert.deepEqual(inView([...features, middle], box)[0]?.geometry, middle.geometry)
    }),
  )
})

test('the box of a shape holds each of its points, however deep', () => {
  const ring = [
    [2, 47],
    [4, 47.5],
    [3, 49],
    [2, 47],
  ]
  const box: Box = [2, 47, 4, 49]
  assert.deepEqual(boxOf({ type: 'MultiPoint', coordinates: ring }), box)
  assert.deepEqual(boxOf({ type: 'Polygon', coordinates: [ring] }), box)
  assert.deepEqual(boxOf({ type: 'MultiPolygon', coordinates: [[ring], [[[9, 50]]]] }), [2, 47, 9, 50])
  const parts = [
    { type: 'Point' as const, coordinates: [1, 46] },
    { type: 'LineString' as const, coordinates: ring },
  ]
  assert.deepEqual(boxOf({ type: 'GeometryCollection', geometries: parts }), [1, 46, 4, 49])
})

test('a shape that only touches a view is in it', () => {
  const long = feature(1, {
    type: 'LineString',
    coordinates: [
      [0, 0],
      [10, 10],
    ],
  })
  assert.equal(inView([long], [4, 4, 5, 5]).length, 1)
  assert.equal(inView([long], [11, 0, 12, 5]).length, 0)
})

test('rows told for a larger box are not asked again; counts always are', () => {
  assert.equal(covers({ by: 'row' }, null, [0, 0, 9, 9]), true)
  assert.equal(covers({ by: 'row' }, [0, 0, 9, 9], [1, 1, 2, 2]), true)
  assert.equal(covers({ by: 'row' }, [0, 0, 9, 9], [1, 1, 10, 2]), false)
  assert.equal(covers({ by: 'cell' }, null, [1, 1, 2, 2]), false)
})
