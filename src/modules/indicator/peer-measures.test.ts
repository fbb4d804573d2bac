import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'
import { packEdition } from './edition.ts'
import { chooseMeasure, measuredValues, PEER_MEASURES } from './peer-measures.ts'

const CODES = Array.from({ length: 20 }, (_, i) => String(89_000 + i))
const [places, rankOf] = [new Set(CODES), new Map(CODES.map((code, at) => [code, at]))]
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

test('a measure counts at the last period that nine places in ten have', () => {
  const chosen = chooseMeasure(measure, edition({ 2021: 20, 2022: 18, 2023: 17 }), 'commune', places)
  assert.deepEqual(chosen, { ...measure, use: 'used', period: '2022', covered: 0.9 })
})

test('a measure that too few places have, or that the portal lacks, is left out and says why', () => {
  assert.deepEqual(chooseMeasure(measure, edition({ 2021: 15, 2022: 17 }), 'commune', places), {
    ...measure,
    ...{ use: 'sparse', covered: 0.85 },
  })
  assert.equal(chooseMeasure(measure, edition({ 2022: 20 }), 'epci', places).use, 'absent')
  assert.equal(chooseMeasure(measure, undefined, 'commune', places).use, 'absent')
})

test('sizes are compared by their logarithm; what has none, and what is missing, is no number', () => {
  const values = measuredValues(measure, edition({ 2022: 18 }), 'commune', '2022', rankOf)
  assert.ok(Number.isNaN(values[0]) && Number.isNaN(values[19]))
  assert.deepEqual([values[1], values[17]], [0, Math.log(17)])
})

test('every indicator of the published set has a definition in the portal', () => {
  const known = new Set(readdirSync('indicators').map((name) => name.replace('.json', '')))
  assert.deepEqual(
    PEER_MEASURES.filter(({ slug }) => !known.has(slug)),
    [],
  )
})
