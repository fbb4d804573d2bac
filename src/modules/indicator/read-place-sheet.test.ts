import assert from 'node:assert/strict'
import { test } from 'node:test'
import { builtFrom, COMMUNES, definitionOf } from '../../../test/small-country.ts'
import type { Place } from '../territory/index.ts'
import { readChoice } from './place-choice.ts'
import { readPlaceSheet } from './read-place-sheet.ts'

const CODE = COMMUNES[0] ?? ''
const living: Place = {
  ...{ id: `commune:${CODE}`, level: 'commune', code: CODE, name: 'Étaule', kind: 'commune-actuelle', liaison: 0 },
  ...{ validFrom: null, validUntil: null, postcodes: [], population: null },
}
/** The former commune whose code the commune that it joined kept. */
const former: Place = { ...living, id: `${living.id}@2017-01-01`, kind: 'commune-deleguee', validUntil: '2017-01-01' }

const sheetOf = async (place: Place) => {
  const definition = definitionOf({}, { slug: 'essai' })
  const { edition, sources } = await builtFrom([{ code: CODE, an: 2023, n: 2709 }], definition)
  const record = {
    ...{ id: 'essai', indicator: 'essai', number: 1, builtAt: '2026-01-01T00:00:00Z', sources },
    ...{ findings: [], counts: {}, madeFrom: '' },
  }
  const waiting = [definitionOf({}, { slug: 'attendu' })]
  const choice = readChoice({
    ...{ keyFigures: [{ level: 'commune', slugs: ['essai'] }], themes: [{ name: 'Essais', leading: ['essai'] }] },
    ...{ settling: [{ slug: 'essai', by: 'son essai' }], members: ['essai'] },
  })
  const known = { shown: async () => [{ definition, edition, record }], waiting: async () => waiting }
  const finder = { of: async () => ({ found: false as const, kind: 'strate' as const, why: '' }) }
  return readPlaceSheet(known, finder, choice)({ place, around: [], members: [] })
}

test('a living commune has the figures of its code', async () => {
  const { key } = await sheetOf(living)
  assert.deepEqual(
    key.map(({ stated }) => stated.value),
    [2709],
  )
})

test('a former commune has none of the figures of the commune that kept its code', async () => {
  const { key, themes, strengths, weaknesses } = await sheetOf(former)
  assert.deepEqual([key, themes, strengths, weaknesses], [[], [], [], []])
})
