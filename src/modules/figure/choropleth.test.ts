import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { brotliCompressSync } from 'node:zlib'
import type { FeatureCollection, Polygon } from 'geojson'
import { renderToString } from 'preact-render-to-string'
import { sharedFolder } from '../../../test/shared.ts'
import { Choropleth, type ChoroplethArea } from './choropleth.tsx'
import { contoursOf } from './contours.ts'
import type { StatedValue } from './stated-value.ts'

/** A square of one degree at this place. */
const square = (x: number, y: number): Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [x, y],
      [x + 1, y],
      [x + 1, y + 1],
      [x, y + 1],
      [x, y],
    ],
  ],
})
const VALUES: readonly StatedValue[] = [
  { value: 3, status: 'value' },
  { value: 0, status: 'zero' },
  { value: null, status: 'missing' },
  { value: null, status: 'secret' },
  { value: 9, status: 'estimated' },
]
const areas: readonly ChoroplethArea[] = VALUES.map((value, i) => ({
  code: `a${i}`,
  name: `Lieu-${i}`,
  value,
  shape: square(i, 47),
}))
const drawn = (over: Partial<Parameters<typeof Choropleth>[0]>) => {
  const map = Choropleth({
    title: 'Taux',
    sentence: 'Il croît.',
    source: 'INSEE',
    unit: '%',
    areas,
    things: ['commune', 'communes'],
    ...over,
  })
  assert.ok(map)
  return renderToString(map)
}

test('zero, missing, secret and estimated each have their own texture, and their line in the legend', () => {
  const html = drawn({})
  const legend = html.slice(html.indexOf('<ul class="key">'))
  for (const words of ['zéro', 'estimé', 'manquant', 'secret statistique'])
    assert.match(legend, new RegExp(`${words} <small>\\(1\u00a0commune\\)`))
  const patterns = [...html.matchAll(/<pattern id="t[^"]*?(zero|missing|secret|eq\d)"(.*?)<\/pattern>/g)]
  assert.equal(patterns.length, 4)
  assert.equal(new Set(patterns.map(([, , content]) => content)).size, 4)
})

test('a zero is in no class: it does not move the bounds', () => {
  assert.match(drawn({}), /<span>de 3 à moins de 5 /)
})

test('the unit is said once above the legend, and on none of its lines', () => {
  const html = drawn({})
  const legend = html.slice(html.indexOf('<p class="unit">'), html.indexOf('</ul>'))
  assert.match(legend, /^<p class="unit">En %<\/p>/)
  assert.equal(legend.match(/%/g)?.length, 1)
})

test('a chosen place is outlined and named with its value; areas with an address are links off the keyboard’s way', () => {
  const html = drawn({ here: ['a0'], areas: areas.map((area) => ({ ...area, href: `/lieux/${area.code}` })) })
  assert.equal(html.match(/class="ring"/g)?.length, 1)
  assert.match(html, /<strong>Lieu-0<\/strong> : 3\s%/)
  assert.equal(html.match(/tabindex="-1"/g)?.length, areas.length)
  assert.equal(html.match(/<td class="num">/g)?.length, areas.length)
})

test('contours made once give the same map as shapes', () => {
  const contours = contoursOf(areas.flatMap(({ code, shape }) => (shape ? [{ code, shape }] : [])))
  assert.equal(drawn({ contours, areas: areas.map(({ shape, ...area }) => area) }), drawn({}))
})

const FILE = `${sharedFolder()}/data/geo/communes-89-yonne.geojson`
test('all the communes of the Yonne, their links, their names and their table weigh less than 60 kB', {
  skip: !existsSync(FILE) && `${FILE} is absent`,
}, () => {
  const { features }: FeatureCollection<Polygon> = JSON.parse(readFileSync(FILE, 'utf8'))
  const html = drawn({
    here: [features[7]?.properties?.code],
    areas: features.map(({ geometry, properties }, i) => ({
      code: properties?.code,
      name: properties?.nom,
      href: `/territoires/communes/${properties?.code}-${properties?.nom.toLowerCase()}`,
      shape: geometry,
      value: i % 40 === 0 ? { value: null, status: 'secret' } : { value: ((i * 7919) % 397) / 10, status: 'value' },
    })),
  })
  const size = brotliCompressSync(html).length
  assert.ok(size < 60_000, `${size} bytes`)
  const paths = html.match(/<path d="M[^"]*z"/g)
  assert.equal(paths?.length, features.length, 'every commune is drawn')
})
