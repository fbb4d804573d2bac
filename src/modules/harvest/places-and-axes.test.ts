import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ingested, linesOf } from '../../../test/ingested.ts'
import { preflightOf } from '../../../test/preflight.ts'
import { axesOf } from './axes.ts'
import { judge } from './judge.ts'
import { codesOfLevel } from './place-codes.ts'

const commune = fc
  .tuple(fc.constantFrom('01', '2A', '89', '97'), fc.integer({ min: 1, max: 999 }))
  .map(([departement, n]) => `${departement}${String(n).padStart(3, '0')}`)

test('codes of communes are the same, bare or told as Melodi does; totals among them are told apart', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(commune, { minLength: 1 }),
      fc.constantFrom('', 'COM-', '2025-COM-'),
      fc.subarray(['89', '27', 'FR', '200067114', '2025-DEP-89', 'REG-27', 'FRANCE-F', 'Total']),
      (codes, prefix, totals) => {
        const found = codesOfLevel([...codes.map((code) => prefix + code), ...totals], 'commune')
        assert.deepEqual([...found.codes], codes)
        assert.deepEqual(found.others, totals)
      },
    ),
  )
  const nowhere = ['ZZZZZ', 'N/A', 'nc', '00000', 'XXXXX', '_Z']
  assert.deepEqual(codesOfLevel(nowhere, 'commune').others, [])
  assert.deepEqual(codesOfLevel(['9777', '89024'], 'commune').others, [], 'a code badly written')
  assert.deepEqual(
    codesOfLevel(['01', '2A', '974', 'FRANCE', '89024'], 'departement').others,
    ['FRANCE', '89024'],
    'totals above, and places below',
  )
})

const towns = [
  [3.57, 47.79],
  [3.28, 48.19],
  [-61.5, 16.2],
  [55.4, -21],
  [166.4, -22.2],
] as const

test('positions in France are right, the same with their axes exchanged are not', async () => {
  const { columns } = await ingested(
    linesOf(
      'code;longitude;latitude',
      ...Array.from({ length: 9 }, (_, i) => `c${i};${3.5 + i / 1e4};${47.7 + i / 1e4}`),
    ),
  )
  const at = (longitude: number, latitude: number) => {
    const middles = new Map([
      ['longitude', longitude],
      ['latitude', latitude],
    ])
    return axesOf(
      columns.map((column) => {
        const middle = middles.get(column.name)
        return middle === undefined ? column : { ...column, quantiles: [middle, middle, middle, middle, middle] }
      }),
    )
  }
  assert.equal(axesOf(columns), null)
  for (const [longitude, latitude] of towns) {
    assert.equal(at(longitude, latitude), null)
    assert.deepEqual(at(latitude, longitude), { longitude: latitude, latitude: longitude, swapped: true })
  }
  assert.equal(at(0, 0)?.swapped, false)
})

test('shapes whose axes are exchanged are found out too', async () => {
  const point = (at: readonly number[]) => ({ type: 'Point', coordinates: at })
  const { columns } = await ingested(
    JSON.stringify({
      type: 'FeatureCollection',
      features: [1, 2, 3].map((n) => ({ type: 'Feature', properties: { n }, geometry: point([3.57, 47.79]) })),
    }),
    {},
    'jeu.geojson',
  )
  const shaped = (at: readonly number[]) =>
    axesOf(
      columns.map((column) =>
        column.type === 'geometry' ? { ...column, sample: [JSON.stringify(point(at))] } : column,
      ),
    )
  assert.equal(axesOf(columns), null)
  assert.equal(shaped([3.57, 47.79]), null)
  assert.equal(shaped([47.79, 3.57])?.swapped, true)
  assert.equal(shaped([742000, 6750000])?.swapped, false)
})

test('what is said of both is whole sentences, in French typography', () => {
  const places = {
    ...{ level: 'commune', before: 9, after: 9, gained: 0, lost: 0, lostNames: [] },
    ...{ home: 9, homeThere: 9, homeMissing: [], others: ['89', 'FRANCE'] },
  }
  const seen = preflightOf({ places, axes: { longitude: 47.8, latitude: 3.5, swapped: true } })
  const reasons = judge(seen, { minRows: 1, columns: [] })
  assert.deepEqual(
    reasons.map(({ kind }) => kind),
    ['levels-mixed', 'axes'],
  )
  assert.equal(reasons[0]?.sentence, 'Le fichier mêle aux codes des communes d’autres valeurs : « 89 », « FRANCE ».')
  for (const { sentence, meaning } of reasons) assert.match(`${sentence} ${meaning}`, /^[A-Z][^']+\.$/)
})
