import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dissolved, neighboursOf, type ShapeFeature, simplifiedShapes } from './contour-shapes.ts'
import { readContours } from './read-contours.ts'

/** A strip of cells beside each other whose common sides wind: side `i` is shared by cells `i - 1` and `i`. */
const STEPS = 60
const side = (i: number): readonly (readonly [number, number])[] =>
  Array.from({ length: STEPS + 1 }, (_, k) => [3 + i * 0.1 + Math.sin(k * 1.7 + i) * 0.002, 47 + (k / STEPS) * 0.1])
const cell = (code: string, i: number): ShapeFeature => {
  const ring = [...side(i), ...side(i + 1).toReversed()].map(([x, y]) => [x, y])
  return {
    type: 'Feature',
    properties: { code },
    geometry: { type: 'Polygon', coordinates: [[...ring, ring[0] ?? []]] },
  }
}
const strip = [cell('A', 0), cell('B', 1), cell('C', 2)]
const alone = new Map(['A', 'B', 'C'].map((code) => [code, [code]]))
const points = (shape: { readonly coordinates: unknown } = { coordinates: [] }): readonly string[] =>
  (shape.coordinates as number[][][]).flat().map((at) => at.join(' '))

test('simplifying keeps the border that two places share identical on both sides', () => {
  const found = simplifiedShapes(strip, alone)
  for (const detail of ['page', 'overview'] as const) {
    const [a, b] = [points(found.get('A')?.[detail]), new Set(points(found.get('B')?.[detail]))]
    const common = new Set(side(1).map((at) => at.join(' ')))
    const kept = a.filter((at) => common.has(at))
    assert.ok(kept.length >= 2)
    assert.deepEqual(
      kept.filter((at) => !b.has(at)),
      [],
    )
  }
  assert.ok(points(found.get('A')?.overview).length < points(found.get('A')?.page).length)
  assert.ok(points(found.get('A')?.page).length < 2 * STEPS)
})

test('shapes reunited lose their inner border', () => {
  const found = dissolved(
    strip,
    new Map([
      ['A', ['A', 'B']],
      ['C', ['C']],
      ['D', ['Z']],
    ]),
  )
  assert.deepEqual([...found.keys()], ['A', 'C'])
  const inner = side(1)
    .slice(1, -1)
    .map((at) => at.join(' '))
  const outline = new Set(
    ((found.get('A') ?? assert.fail()).coordinates as number[][][][]).flat(2).map((at) => at.join(' ')),
  )
  assert.deepEqual(
    inner.filter((at) => outline.has(at)),
    [],
  )
})

test('a shape smaller than what is left out keeps its place', () => {
  const square = [
    [3, 47],
    [3, 47.0001],
    [3.0001, 47.0001],
    [3.0001, 47],
    [3, 47],
  ]
  const tiny: ShapeFeature = {
    type: 'Feature',
    properties: { code: 'T' },
    geometry: { type: 'Polygon', coordinates: [square] },
  }
  assert.ok(points(simplifiedShapes([tiny], new Map([['T', ['T']]])).get('T')?.overview).length >= 4)
})

test('neighbours share a border', () => {
  assert.deepEqual(
    [...neighboursOf(strip)],
    [
      ['A', ['B']],
      ['B', ['A', 'C']],
      ['C', ['B']],
    ],
  )
})

for (const [name, text, why] of [
  ['what is not JSON', 'oui', /n’est pas du JSON/],
  ['another JSON', '{"a": 1}', /ni une FeatureCollection/],
  [
    'points',
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"1"},"geometry":{"type":"Point","coordinates":[1,2]}}]}',
    /forme n° 1 n’est pas un polygone/,
  ],
] as const)
  test(`${name} is refused`, () => assert.throws(() => readContours(text), why))
