import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { definitionOf } from '../../../test/small-country.ts'
import { shadeOf } from '../figure/index.ts'
import { type MadeValue, packEdition, seriesOf } from './edition.ts'
import { mapDates } from './map-dates.ts'
import { mapScale } from './map-scale.ts'

const CODES = ['89001', '89002', '89003']
const made = (value: number | null): MadeValue => ({
  value,
  status: value === null ? 'secret' : value === 0 ? 'zero' : 'value',
  making: 'published',
})
const editionOf = (series: readonly (readonly (number | null)[])[]) =>
  packEdition(
    new Map([
      [
        'commune',
        new Map(CODES.map((code, i) => [code, new Map((series[i] ?? []).map((n, j) => [`20${20 + j}`, made(n)]))])),
      ],
    ]),
  )
const value = fc.option(fc.integer({ min: -3, max: 100 }), { nil: null })
const table = fc.array(fc.array(value, { minLength: 3, maxLength: 3 }), { minLength: 3, maxLength: 3 })

test('the same number has the same shade at every date', () => {
  fc.assert(
    fc.property(table, (series) => {
      const edition = editionOf(series)
      const { classes } = mapScale(edition, 'commune', CODES)
      const shades = new Map<number | null, string>()
      for (const code of CODES)
        for (const stated of seriesOf(edition, 'commune', code)) {
          const shade = shadeOf(stated, classes)
          assert.equal(shades.get(stated.value) ?? shade, shade)
          shades.set(stated.value, shade)
        }
    }),
  )
})

test('a played map says the value of each place at each date, secrecy included', () => {
  const edition = editionOf([
    [10, 20, null],
    [0, 1, 2],
    [30, 30, 30],
  ])
  const dates = mapDates(definitionOf({}, { unit: 'lieux' }), edition, 'commune', [
    { code: '89001', name: 'Accolay' },
    { code: '89002', name: 'Aigremont' },
  ])
  assert.deepEqual(
    dates.periods.map(({ words }) => words),
    ['en 2020', 'en 2021', 'en 2022'],
  )
  assert.deepEqual(
    dates.places['89001']?.map(([, text]) => text.replaceAll(/\s/g, ' ')),
    ['Accolay : 10 lieux', 'Accolay : 20 lieux', 'Accolay : secret statistique'],
  )
  assert.deepEqual(dates.places['89001']?.map(([shade]) => dates.shades[shade]).slice(2), ['secret'])
})
