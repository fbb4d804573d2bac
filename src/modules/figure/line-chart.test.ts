import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { renderToString } from 'preact-render-to-string'
import { LineChart, labelled, stretches } from './line-chart.tsx'

const years = (...list: readonly number[]) => list.map((x) => ({ x, value: x * 10 }))

test('a year without a value is crossed by a broken line, never drawn as if it were known', () => {
  const { whole, broken } = stretches(years(2016, 2018, 2019, 2020))
  assert.deepEqual(
    whole.map((stretch) => stretch.map((point) => point.x)),
    [[2016], [2018, 2019, 2020]],
  )
  assert.deepEqual(
    broken.map((stretch) => stretch.map((point) => point.x)),
    [[2016, 2018]],
  )
})

test('a series counted every five years has no gap', () => {
  assert.equal(stretches(years(2000, 2005, 2010)).broken.length, 0)
})

test('a long series keeps at most eight labels, the last year among them', () => {
  const shown = labelled(years(...Array.from({ length: 48 }, (_, i) => 1975 + i)))
  assert.ok(shown.length <= 8)
  assert.equal(shown[shown.length - 1]?.x, 2022)
})

test('labels of years that are badly spread never cover each other, and the last is always there', () => {
  const some = fc.uniqueArray(fc.integer({ min: 1900, max: 2030 }), { minLength: 2, maxLength: 60 })
  fc.assert(
    fc.property(some, (list) => {
      const sorted = list.toSorted((a, b) => a - b)
      const shown = labelled(years(...sorted)).map(({ x }) => x)
      assert.equal(shown.at(-1), sorted.at(-1))
      const range = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0)
      for (const [i, x] of shown.slice(1).entries()) assert.ok(x - (shown[i] ?? 0) >= range * 0.1, shown.join())
    }),
  )
})

test('the chart says that its axis does not begin at zero, and gives its figures as a table', () => {
  const chart = LineChart({
    title: 'Population d’Auxerre',
    sentence: 'Stable.',
    source: 'INSEE',
    unit: 'Habitants',
    axis: 'Année',
    points: [
      { x: 2022, value: 35236 },
      { x: 2023, value: 35097 },
    ],
  })
  assert.ok(chart)
  const html = renderToString(chart)
  assert.match(html, /ne commence pas à zéro/)
  assert.match(html, /<th scope="row">2023<\/th><td class="num">35\u202f097<\/td>/)
})
