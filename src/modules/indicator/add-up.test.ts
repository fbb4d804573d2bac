import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { COMMUNES } from '../../../test/small-country.ts'
import type { Geography, Level } from '../territory/index.ts'
import { addedUp } from './add-up.ts'
import { codesInside } from './codes-inside.ts'
import type { MadeValue } from './edition.ts'

/** A town shared by cantons A and B, the second of which has nothing else; C may have a part of something. */
const TOWN = '10001'
const others = COMMUNES.filter((code) => code !== TOWN)
const cantons = fc.array(fc.constantFrom('A', 'C', 'D', 'E'), { minLength: others.length, maxLength: others.length })
const numbers = fc.array(fc.integer({ min: 0, max: 9999 }), { minLength: COMMUNES.length, maxLength: COMMUNES.length })

const geographyOf = (holders: readonly string[]): Geography => ({
  day: '2026-01-01',
  names: new Map<Level, ReadonlyMap<string, string>>([['commune', new Map(COMMUNES.map((code) => [code, code]))]]),
  holders: new Map<Level, ReadonlyMap<string, string>>([
    ['canton', new Map(others.map((code, i) => [code, holders[i] ?? '']))],
    ['departement', new Map(COMMUNES.map((code) => [code, code.slice(0, 2)]))],
  ]),
  shared: new Map([
    ['A', [TOWN]],
    ['B', [TOWN]],
    ['C', []],
  ]),
})
const partsOf = (given: readonly (readonly [string, number])[]) => ({
  above: new Map([
    [
      '2022',
      new Map(
        given.map(([code, value]): [string, MadeValue] => [code, { value, status: 'value', making: 'published' }]),
      ),
    ],
  ]),
  below: null,
})

test('a canton is the sum of its communes; one that shares a town, or may, is missing and never a part of a sum', () => {
  fc.assert(
    fc.property(cantons, numbers, (holders, values) => {
      const given = COMMUNES.map((code, i) => [code, values[i] ?? 0] as const)
      const totals = addedUp(partsOf(given), 'canton', geographyOf(holders)).above.get('2022')
      const own = (canton: string) =>
        given.filter(([code]) => code !== TOWN && holders[others.indexOf(code)] === canton).map(([, value]) => value)
      for (const canton of ['D', 'E'])
        assert.equal(
          totals?.get(canton)?.value,
          own(canton).length > 0 ? own(canton).reduce((sum, n) => sum + n, 0) : undefined,
        )
      for (const canton of ['A', 'B', ...(own('C').length > 0 ? ['C'] : [])])
        assert.deepEqual(totals?.get(canton), { value: null, status: 'missing', making: 'added-up' })
    }),
  )
})

test('a source that says nothing of the communes of a canton says nothing of it, shared or not', () => {
  const elsewhere = COMMUNES.filter((code) => code.startsWith('20')).map((code) => [code, 1] as const)
  const holders = others.map((code) => (code.startsWith('10') ? 'A' : 'D'))
  const totals = addedUp(partsOf(elsewhere), 'canton', geographyOf(holders)).above.get('2022')
  assert.deepEqual([...(totals?.keys() ?? [])], ['D'])
})

test('the cantons of a département are those that hold its communes, whole or in part', () => {
  const holders = others.map((code) => (code.startsWith('10') ? 'D' : 'E'))
  assert.deepEqual([...codesInside(geographyOf(holders), '10', 'canton')].toSorted(), ['A', 'B', 'D'])
  assert.deepEqual([...codesInside(geographyOf(holders), '20', 'canton')], ['E'])
})
