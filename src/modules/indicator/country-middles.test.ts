import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Level } from '../territory/index.ts'
import { countryMiddles } from './country-middles.ts'
import { readDefinition } from './definition.ts'
import { packEdition } from './edition.ts'
import type { ShownIndicator } from './known-indicators.ts'

const record: ShownIndicator['record'] = {
  ...{ id: 'e', indicator: '', number: 1, builtAt: '', findings: [], counts: {}, madeFrom: '', sources: [] },
}
/** Values of the places of a level, by period. */
const shown = (slug: string, level: Level, periods: Readonly<Record<string, Readonly<Record<string, number>>>>) => {
  const codes = [...new Set(Object.values(periods).flatMap((of) => Object.keys(of)))]
  const valuesOf = (code: string) =>
    Object.entries(periods).flatMap(([period, of]) =>
      of[code] === undefined
        ? []
        : [[period, { value: of[code], status: 'value', making: 'published' } as const] as const],
    )
  return {
    definition: readDefinition(JSON.parse(readFileSync(`indicators/${slug}.json`, 'utf8'))),
    edition: packEdition(new Map([[level, new Map(codes.map((code) => [code, new Map(valuesOf(code))]))]])),
    record,
  }
}
const FIVE = { '01': 1, '02': 2, '03': 3, '04': 4, '05': 50 }
const told = (...some: readonly ShownIndicator[]) =>
  countryMiddles(some).map(({ definition, level, period, middle }) => [
    ...[definition.slug, level, period, middle.median, middle.known],
  ])

test('a measure without a figure for the country is told by its middle, at the last date that has one', () => {
  const poverty = shown('taux-pauvrete', 'commune', { '2020': FIVE, '2021': { '01': 9 } })
  assert.deepEqual(told(poverty), [['taux-pauvrete', 'commune', '2020', 3, 5]])
})

test('overseas collectivities are no départements, and too few have no middle', () => {
  const doctors = shown('dentistes', 'departement', { '2024': { ...FIVE, '975': 900, '987': 900 } })
  assert.deepEqual(told(doctors), [['dentistes', 'departement', '2024', 3, 5]])
  assert.deepEqual(told(shown('dentistes', 'departement', { '2024': { '01': 1, '975': 9 } })), [])
})

test('a value that most places share is not told as a middle', () => {
  const same = { '01': 0, '02': 0, '03': 0, '04': 0, '05': 50 }
  assert.deepEqual(told(shown('taux-pauvrete', 'commune', { '2021': same })), [])
})

test('what the country has a figure for, and numbers of things, have no middle told', () => {
  assert.deepEqual(told(shown('entrees-musees-gratuites', 'pays', { '2023': { FR: 45 } })), [])
  assert.deepEqual(told(shown('colleges', 'commune', { '2022': FIVE })), [])
})
