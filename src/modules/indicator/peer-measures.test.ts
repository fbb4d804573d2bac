import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { packEdition } from './edition.ts'
import { chooseMeasure, measuredValues, PEER_MEASURES } from './peer-measures.ts'

const CODES = Array.from({ length: 20 }, (_, i) => String(89_000 + i))
const places = {
  level: 'commune',
  rankOf: new Map(CODES.map((code, at) => [code, at])),
  epciOf: new Map(CODES.slice(0, 18).map((code, at) => [code, at < 10 ? 'A' : 'B'])),
} as const
const measure = { slug: 'revenu', name: 'Revenu', weight: 2, as: 'logarithm' } as const

/** How many of the twenty places have a number, at each period. */
const edition = (known: Readonly<Record<string, number>>) => {
  const made = CODES.map((code, i) => {
    const values = Object.entries(known).map(([period, n]) => {
      const value = i < n ? i : null
      return [period, { value, status: value === null ? 'secret' : 'value', making: 'published' }] as const
    })
    return [code, new Map(values)] as const
  })
  return packEdition(new Map([['commune', new Map(made)]]))
}

test('a measure counts at the last period that eighty-five places in a hundred have', () => {
  const chosen = chooseMeasure({ ...measure, as: 'value' }, edition({ 2021: 20, 2022: 17, 2023: 16 }), places)
  assert.deepEqual(chosen, { ...measure, as: 'value', use: 'used', period: '2022', covered: 0.85 })
})

test('a measure that too few places have, or that the portal lacks, is left out and says why', () => {
  // The first place has zero, which has no logarithm: it counts among those without a number.
  assert.deepEqual(chooseMeasure(measure, edition({ 2021: 15, 2022: 17 }), places), {
    ...measure,
    ...{ use: 'sparse', covered: 0.8 },
  })
  assert.equal(chooseMeasure(measure, edition({ 2022: 20 }), { ...places, level: 'epci' }).use, 'absent')
  assert.equal(chooseMeasure(measure, undefined, places).use, 'absent')
})

test('sizes are compared by their logarithm; what has none, and what is missing, is no number', () => {
  const values = measuredValues(measure, edition({ 2022: 18 }), '2022', places)
  assert.ok(Number.isNaN(values[0]) && Number.isNaN(values[19]))
  assert.deepEqual([values[1], values[17]], [0, Math.log(17)])
})

test('what surrounds a commune is the number of its intercommunalité, and says nothing of other levels', () => {
  const made = (value: number) => new Map([['2022', { value, status: 'value', making: 'published' } as const]])
  const epcis = packEdition(
    new Map([
      [
        'epci',
        new Map([
          ['A', made(100)],
          ['B', made(50)],
        ]),
      ],
    ]),
  )
  const around = { ...measure, as: 'value', around: 'epci' } as const
  assert.deepEqual(
    [...measuredValues(around, epcis, '2022', places)],
    [...Array(10).fill(100), ...Array(8).fill(50), Number.NaN, Number.NaN],
  )
  assert.equal(chooseMeasure(around, epcis, places).use, 'used')
  assert.equal(chooseMeasure(around, epcis, { ...places, level: 'departement' }).use, 'absent')
  assert.equal(chooseMeasure(around, epcis, { ...places, level: 'epci' }).use, 'absent')
})

test('every indicator of the published set has a definition in the portal', () => {
  const known = new Set(readdirSync('indicators').map((name) => name.replace('.json', '')))
  assert.deepEqual(
    PEER_MEASURES.filter(({ slug }) => !known.has(slug)),
    [],
  )
})
