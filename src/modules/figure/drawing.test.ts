import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { swarm } from './distribution.tsx'
import { inTwo, spread } from './labels.ts'
import { markPath } from './marks.tsx'
import { linesOf, type RankedPlace } from './ranked-dots.tsx'
import { medianOf, sayValue } from './say-value.ts'
import { labelledAt, placesOf } from './series-chart.tsx'
import type { StatedValue, ValueStatus } from './stated-value.ts'
import { linePath, trace } from './trend.tsx'

test('labels spread apart never overlap, keep their order, and stay where they fit', () => {
  const place = fc.record({ at: fc.double({ min: 0, max: 300, noNaN: true }), height: fc.constantFrom(19, 38) })
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 8 }), (places) => {
      const found = spread(places, 0, 310)
      const boxes = places.map(({ at, height }, i) => ({ at, top: (found[i] ?? 0) - height / 2, height }))
      const sorted = boxes.toSorted((a, b) => a.at - b.at)
      for (const [i, box] of sorted.entries()) {
        const next = sorted[i + 1]
        assert.ok(!next || next.top >= box.top + box.height - 1e-6)
        assert.ok(box.top >= -1e-6 && box.top + box.height <= 310 + 1e-6)
      }
    }),
  )
  assert.deepEqual(
    spread(
      [
        { at: 50, height: 20 },
        { at: 150, height: 20 },
      ],
      0,
      300,
    ),
    [50, 150],
    'no need to move',
  )
})

test('no dot of a swarm covers another, and the same values give the same swarm', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 80 }), { minLength: 1, maxLength: 60 }), (list) => {
      const places = list.toSorted((a, b) => a - b)
      const heights = swarm(places, 6) ?? []
      assert.equal(heights.length, places.length)
      for (const [i, x] of places.entries())
        for (let j = 0; j < i; j++)
          assert.ok(Math.hypot(x - (places[j] ?? 0), (heights[i] ?? 0) - (heights[j] ?? 0)) >= 6 - 1e-6)
      assert.deepEqual(swarm(places, 6), heights)
      const highest = Math.max(...heights.map(Math.abs))
      assert.deepEqual(swarm(places, 6, highest), heights)
      assert.equal(swarm([...places, ...new Array(60).fill(places.at(-1))], 6, highest), null)
    }),
  )
})

const stated = (value: number | null, status: ValueStatus = value === null ? 'missing' : 'value'): StatedValue => ({
  value,
  status,
})

test('a value, a zero, an estimate, a missing and a secret are never said alike', () => {
  const said = [stated(3), stated(0, 'zero'), stated(3, 'estimated'), stated(null), stated(null, 'secret')].map((v) =>
    sayValue(v, '%'),
  )
  assert.deepEqual(said, ['3\u00a0%', '0\u00a0%', '3\u00a0% (estimé)', 'manquant', 'secret statistique'])
})

test('each status that has a mark has its own shape, but an estimate, which is a hollow value', () => {
  const statuses: readonly ValueStatus[] = ['value', 'zero', 'missing', 'secret', 'not-yet']
  assert.equal(new Set(statuses.map((status) => markPath(status, 0, 0, 4))).size, statuses.length)
  assert.equal(markPath('estimated', 0, 0, 4), markPath('value', 0, 0, 4))
})

test('a line stops at what is missing or secret, and starts again after', () => {
  const values = [stated(1), stated(2), stated(null), stated(4), stated(null, 'secret'), stated(0, 'zero')]
  const points = trace(
    values,
    (i) => i * 10,
    (value) => 100 - value,
  )
  assert.equal(linePath(points), 'M0 99L10 98M30 96M50 100')
  assert.equal(points[2]?.y, 97, 'the mark of a gap lies between its neighbours')
})

test('long lists keep the chosen places and count exactly those they leave out', () => {
  const place = fc.record({
    value: fc.option(fc.integer({ min: 0, max: 50 }), { nil: null }),
    here: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 80 }), fc.integer({ min: 5, max: 30 }), (list, most) => {
      const places: readonly RankedPlace[] = list.map(({ value, here }, i) => ({
        name: `p${i}`,
        value: stated(value),
        here,
      }))
      const median = medianOf(list.flatMap(({ value }) => (value === null ? [] : [value])))
      if (median === null) return
      const lines = linesOf(places, median, most)
      const kept = lines.flatMap((line) => (line.kind === 'place' ? [line.place] : []))
      const leftOut = lines.reduce((sum, line) => sum + (line.kind === 'left-out' ? line.n : 0), 0)
      assert.equal(kept.length + leftOut, places.length)
      assert.ok(places.every((one) => !one.here || kept.includes(one)))
      assert.equal(lines.filter((line) => line.kind === 'median').length, 1)
    }),
  )
})

test('years lie at their distance, other periods at equal steps; the last is always labelled', () => {
  assert.deepEqual(placesOf(['2000', '2005', '2020']), [0, 0.25, 1])
  assert.deepEqual(placesOf(['T1', 'T2', 'T3']), [0, 0.5, 1])
  const years = Array.from({ length: 40 }, (_, i) => String(1980 + i))
  const shown = labelledAt(years, placesOf(years), 300)
  assert.equal(shown[shown.length - 1], 39)
  assert.ok(shown.length >= 3 && shown.length <= 7)
})

test('a long name goes on two lines of at most eighteen signs', () => {
  assert.deepEqual(inTwo('Joigny'), ['Joigny'])
  assert.deepEqual(inTwo('Charny Orée de Puisaye'), ['Charny Orée', 'de Puisaye'])
  assert.deepEqual(inTwo('Saint-Sauveur-en-Puisaye'), ['Saint-Sauveur-', 'en-Puisaye'])
  fc.assert(fc.property(fc.string({ maxLength: 60 }), (name) => inTwo(name).every((line) => line.length <= 18)))
})

/** The relative luminance of `#rrggbb`, as WCAG 2.2 defines it. */
const luminance = (colour: string): number => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const contrast = (a: string, b: string) => {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

test('ramps leave the paper step by step in grey, light and dark, and lines are seen on it', () => {
  const css = readFileSync(new URL('../../web/styles/tokens.css', import.meta.url), 'utf8')
  for (const part of css.split('@media')) {
    const token = (name: string) => new RegExp(`--${name}: (#[0-9a-f]+);`).exec(part)?.[1] ?? ''
    const paper = token('paper').replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3')
    for (const [ramp, steps] of [
      ['seq', 5],
      ['low', 3],
      ['high', 3],
    ] as const) {
      const colours = Array.from({ length: steps }, (_, i) => token(`${ramp}-${i}`))
      const away = colours.map((colour) => contrast(colour, paper))
      for (const [i, ratio] of away.entries())
        assert.ok(ratio >= 1.35 * (away[i - 1] ?? 0), `${ramp}-${i}: ${ratio}, after ${away[i - 1]}`)
      assert.ok((away[steps >> 1] ?? 0) >= 3, `${ramp}: from its middle, a ramp is seen on the paper`)
    }
    for (let i = 0; i < 8; i++) assert.ok(contrast(token(`mark-${i}`), paper) >= 4.5, `mark-${i}`)
  }
})
