import assert from 'node:assert/strict'
import { test } from 'node:test'
import { builtFrom, COMMUNES, definitionOf } from '../../../test/small-country.ts'
import { valueAt } from './edition.ts'

const rows = (an: number, n: number) => COMMUNES.map((code) => ({ code, an, n }))
const population = async () => {
  const { edition } = await builtFrom([...rows(2021, 100), ...rows(2022, 200)], definitionOf({}))
  return new Map([['population', edition]])
}
const perHead = (lastKnown: boolean) =>
  definitionOf({ overIndicator: { slug: 'population', lastKnown }, times: 1000 }, { upward: 'ratio' })
const built = async (an: number, lastKnown: boolean) =>
  builtFrom(rows(an, 5), perHead(lastKnown), COMMUNES, await population())

test('rows are divided by another indicator, and larger places by the sums of both', async () => {
  const { edition, findings } = await built(2022, false)
  assert.equal(valueAt(edition, 'commune', '10002', '2022').value, 25)
  assert.equal(valueAt(edition, 'departement', '10', '2022').value, 25)
  assert.deepEqual(findings, [])
})

test('at a date that the other does not know, its last one serves when the formula allows it, and it is told', async () => {
  const { edition, findings } = await built(2024, true)
  assert.equal(valueAt(edition, 'commune', '10002', '2024').value, 25)
  assert.deepEqual(
    findings.map(({ weight, kind, examples }) => [weight, kind, examples]),
    [['noted', 'older-denominator', ['2024 divisé par 2022']]],
  )
  const strict = await built(2024, false)
  assert.equal(valueAt(strict.edition, 'commune', '10002', '2024').status, 'missing')
  assert.deepEqual(
    strict.findings.map(({ kind }) => kind),
    ['no-denominator', 'by-missing'],
  )
})

test('before the first date of the other, nothing serves', async () => {
  const { edition } = await built(2019, true)
  assert.equal(valueAt(edition, 'commune', '10002', '2019').status, 'missing')
})
