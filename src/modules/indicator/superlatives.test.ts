import assert from 'node:assert/strict'
import { test } from 'node:test'
import { builtFrom, COMMUNES, definitionOf } from '../../../test/small-country.ts'
import type { Place } from '../territory/index.ts'
import type { WantedSuperlative } from './home-choice.ts'
import type { ShownIndicator } from './known-indicators.ts'
import { superlativesOf } from './superlatives.ts'

const places = COMMUNES.map(
  (code, i): Place => ({
    ...{ id: `commune:${code}`, level: 'commune', code, name: `Lieu ${code}`, kind: 'commune-actuelle', liaison: 0 },
    ...{ validFrom: null, validUntil: null, postcodes: [] },
    population: { value: i * 100, year: 2023, source: 'INSEE' },
  }),
)
const [first = '', second = '', third = ''] = COMMUNES
const last = COMMUNES.at(-1) ?? ''

const shownOf = async (numberOf: (i: number) => number | null, an = 2023): Promise<ShownIndicator> => {
  const definition = definitionOf({ whenEmpty: 'secret' })
  const rows = COMMUNES.map((code, i) => ({ code, an, n: numberOf(i) }))
  const { edition, sources } = await builtFrom(rows, definition)
  const record = {
    ...{ id: 'essai', indicator: 'essai', number: 1, builtAt: '2026-01-01T00:00:00Z' },
    ...{ sources, findings: [], counts: {}, madeFrom: '' },
  }
  return { definition, edition, record }
}

const found = (shown: ShownIndicator, wanted: Partial<WantedSuperlative> = {}, communes = places) =>
  superlativesOf([shown], [{ slug: 'essai', end: 'highest', says: 'La première', ...wanted }], communes)

test('the first and the last are found among the communes given, with their number, its date and its rows', async () => {
  const shown = await shownOf((i) => 100 - i)
  const [highest] = found(shown)
  assert.deepEqual(
    highest?.places.map(({ code }) => code),
    [first],
  )
  assert.deepEqual([highest?.stated.value, highest?.period, highest?.of], [100, '2023', COMMUNES.length])
  assert.match(highest?.origin?.href ?? '', new RegExp(`^/donnees/jeu\\?filtre=.*${first}`))
  assert.equal(found(shown, { end: 'lowest' })[0]?.places[0]?.code, last)
  assert.equal(found(shown, {}, places.slice(2))[0]?.places[0]?.code, third)
})

test('small communes are left out where the choice says so', async () => {
  const [only] = found(await shownOf((i) => 100 - i), { atLeast: 100 })
  assert.equal(only?.places[0]?.code, second)
  assert.equal(only?.of, COMMUNES.length - 1)
})

test('two equals are both told, more are no superlative; a number that is kept secret is never first', async () => {
  const tied = (n: number) => shownOf((i) => (i < n ? 50 : 1))
  assert.deepEqual(
    found(await tied(2))[0]?.places.map(({ code }) => code),
    [first, second],
  )
  assert.deepEqual(found(await tied(3)), [])
  assert.equal(found(await shownOf((i) => (i === 0 ? null : 50 - i)))[0]?.places[0]?.code, second)
})

test('nobody is first among a handful, nor by an indicator that has no values', async () => {
  const shown = await shownOf((i) => i)
  assert.deepEqual(found(shown, {}, places.slice(0, 4)), [])
  assert.deepEqual(found(shown, { slug: 'inconnu' }), [])
})
