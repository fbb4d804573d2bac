import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { MapDates } from '../map-steps.ts'
import { saidOf, shadedPlaces } from './places.ts'

const SHADES = ['q0', 'q4', 'missing', 'secret', 'zero']
const CODES = ['89001', '89002', '89003']
const cell = fc.tuple(fc.nat(SHADES.length - 1), fc.string({ minLength: 1 }))
const dates: fc.Arbitrary<MapDates> = fc.record({
  periods: fc.constant(['2021', '2022'].map((period) => ({ period, words: `en ${period}` }))),
  shades: fc.constant(SHADES),
  things: fc.constant(['commune', 'communes'] as const),
  places: fc.dictionary(fc.constantFrom(...CODES), fc.array(cell, { minLength: 2, maxLength: 2 })),
})
const shapeOf = (code: string, x: number) => ({
  type: 'Feature' as const,
  properties: { code, name: `Lieu ${code}`, population: null },
  geometry: { type: 'Polygon' as const, coordinates: [[[x, 47]]] },
})
const ground = { features: [...CODES, '58001'].map(shapeOf) }

test('each place that the dates know is drawn once with its shade of the date, and no other is', () => {
  fc.assert(
    fc.property(dates, fc.nat(1), (told, at) => {
      const { features } = shadedPlaces(ground, told, at)
      assert.deepEqual(
        features.map(({ properties }) => properties.code),
        CODES.filter((code) => told.places[code]),
      )
      for (const { properties } of features) {
        const [shade = -1, text = ''] = told.places[properties.code]?.[at] ?? []
        assert.deepEqual(saidOf(told, properties.code, at), { shade: SHADES[shade], text })
        assert.equal(properties.shade, SHADES[shade])
      }
    }),
  )
})

test('nothing is said of a place at a date that nobody told', () => {
  const [told] = fc.sample(dates, 1)
  assert.ok(told)
  assert.equal(saidOf(told, '58001', 0), null)
  assert.equal(saidOf(told, CODES[0] ?? '', 7), null)
})
