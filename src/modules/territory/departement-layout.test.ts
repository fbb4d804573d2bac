import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Shape } from './contour-shapes.ts'
import { departementLayout } from './departement-layout.ts'
import type { Level, Place } from './place.ts'

const place = (code: string, level: Level = 'commune'): Place => ({
  id: `${level}:${code}`,
  level,
  code,
  name: code,
  kind: '',
  liaison: 0,
  validFrom: null,
  validUntil: null,
  postcodes: [],
  population: null,
})
const CODES = ['89001', '89002', '89003', '89004']
const square = (x: number): Shape => ({
  type: 'Polygon',
  coordinates: [
    [
      [x, 47],
      [x, 48],
      [x + 1, 48],
      [x + 1, 47],
      [x, 47],
    ],
  ],
})
const layout = (given: { drawn?: readonly string[]; shipped?: readonly string[] }) =>
  departementLayout({
    places: {
      members: async (id) => (id === 'epci:E' ? [place('89001'), place('89004')] : CODES.map((code) => place(code))),
      neighbours: async () => [place('E', 'epci')],
    },
    contours: {
      of: async () =>
        new Map((given.drawn ?? []).map((code, i) => [code, { geometry: square(10 - i), edition: 2018, source: '' }])),
    },
    shipped: () => given.shipped?.map((code, i) => ({ code, column: i, row: 7 })),
    now: () => new Date('2026-11-24'),
  })('89')

test('contours lay the tiles: the commune most to the east comes last', async () => {
  const { tiles, by } = await layout({ drawn: CODES, shipped: CODES })
  assert.match(by, /carte/)
  const column = (code: string) => tiles.find((tile) => tile.code === code)?.column ?? assert.fail()
  assert.ok(column('89001') > column('89004'))
})

test('with a contour missing, the layout that comes with the portal serves', async () => {
  const { tiles } = await layout({ drawn: CODES.slice(1), shipped: CODES })
  assert.deepEqual(
    tiles.map(({ row }) => row),
    [7, 7, 7, 7],
  )
})

test('a layout of other communes is not served; those of one EPCI then touch', async () => {
  const { tiles, by } = await layout({ shipped: CODES.slice(1) })
  assert.match(by, /intercommunalités/)
  const [a, b] = ['89001', '89004'].map((code) => tiles.find((tile) => tile.code === code))
  assert.equal(Math.abs((a?.column ?? 9) - (b?.column ?? 0)) + Math.abs((a?.row ?? 9) - (b?.row ?? 0)), 1)
})
