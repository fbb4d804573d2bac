import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ValueStatus } from '../figure/index.ts'
import type { Place } from '../territory/index.ts'
import { commonPeriod, comparePlaces } from './compare.ts'
import { comparisonPath, peersPath } from './compare-address.ts'
import { comparisonSentence } from './compare-words.ts'
import { type Definition, readDefinition } from './definition.ts'
import { packEdition } from './edition.ts'
import type { ShownIndicator } from './known-indicators.ts'
import { medianSentence, rankSentence, withoutSentence } from './peer-words.ts'
import { rankAmongPeers } from './rank.ts'
import { readComparison } from './read-comparison.ts'

const place = (code: string, name: string, changes: Partial<Place> = {}): Place => ({
  ...{ id: `commune:${code}`, level: 'commune', code, name, kind: 'commune-actuelle', liaison: 0, validFrom: null },
  ...{ validUntil: null, postcodes: [], population: null },
  ...changes,
})
const [auxerre, joigny, sens] = [
  place('89024', 'Auxerre', { liaison: 1 }),
  place('89206', 'Joigny'),
  place('89387', 'Sens'),
]
const plain = (text: string | null) => (text ?? '').replaceAll(/[\u00A0\u202F]/g, ' ')

const indicator = (
  values: Readonly<Record<string, Readonly<Record<string, number | ValueStatus>>>>,
  changes: Partial<Definition> = {},
): ShownIndicator => {
  const places = Object.entries(values).map(([code, series]) => {
    const periods = Object.entries(series).map(([period, value]) => {
      const number = typeof value === 'number' ? value : null
      const status: ValueStatus = typeof value === 'number' ? 'value' : value
      return [period, { value: number, status, making: 'published' as const }] as const
    })
    return [code, new Map(periods)] as const
  })
  const definition = readDefinition({
    ...{ slug: 'population', name: 'Population municipale', shortName: 'Population', definition: 'Les habitants.' },
    ...{ unit: 'habitants', decimals: 0, theme: 'SOCI', subtheme: 'Habitants', kind: 'stock', levels: ['commune'] },
    ...{ formulas: [{ kind: 'ratio', of: 'a', over: 'b' }], grain: 'year', upward: 'none', better: 'neither' },
    ...{ producer: 'INSEE', licence: 'lov2', updates: 'chaque année', caveats: [], key: 1 },
    ...changes,
  })
  const record = {
    id: 'e',
    indicator: definition.slug,
    number: 1,
    builtAt: '',
    sources: [],
    findings: [],
    counts: {},
    madeFrom: '',
  }
  return { definition, record, edition: packEdition(new Map([['commune', new Map(places)]])) }
}
const one = (shown: ShownIndicator, places: readonly Place[]) => {
  const [compared] = comparePlaces(places, [shown])
  assert.ok(compared)
  return compared
}

test('places are compared at the latest period that most of them have, never at two', () => {
  const shown = indicator({
    '89024': { 2021: 34_000, 2022: 35_236, 2023: 35_097 },
    '89206': { 2021: 9_000, 2022: 9_100, 2023: 'not-yet' },
  })
  const compared = one(shown, [auxerre, joigny])
  assert.equal(compared.period, '2022')
  assert.deepEqual(
    compared.values.map(({ stated, extreme }) => [stated.value, extreme]),
    [
      [35_236, 'highest'],
      [9_100, 'lowest'],
    ],
  )
})

test('two places: one sentence with their difference; percentages differ by points', () => {
  const shown = indicator({ '89024': { 2023: 35_097 }, '89206': { 2023: 9_016 } })
  assert.equal(
    plain(comparisonSentence(one(shown, [joigny, auxerre]))),
    'En 2023, la valeur d’Auxerre (35 097 habitants) dépasse de 26 081 habitants celle de Joigny (9 016 habitants).',
  )
  const rate = indicator({ '89024': { 2023: -0.1 }, '89206': { 2023: 1.4 } }, { unit: '% par an', decimals: 2 })
  assert.match(plain(comparisonSentence(one(rate, [joigny, auxerre]))), /dépasse de 1,5 point par an celle d’Auxerre/)
})

test('what is not known is said with its reason, and the number of another year is not compared', () => {
  const shown = indicator({ '89024': { 2021: 1, 2023: 5 }, '89206': { 2021: 3, 2023: 'secret' }, '89387': { 2023: 7 } })
  const compared = one(shown, [auxerre, joigny, sens])
  assert.deepEqual(compared.values[1]?.otherwise?.period, '2021')
  assert.equal(
    plain(comparisonSentence(compared)),
    'En 2023, la valeur de Sens (7 habitants) dépasse de 2 habitants celle d’Auxerre (5 habitants). Pas de chiffre en 2023 pour Joigny (secret statistique).',
  )
})

test('equal values have neither highest nor lowest; three places tell both ends', () => {
  const same = one(indicator({ '89024': { 2023: 5 }, '89206': { 2023: 5 } }), [auxerre, joigny])
  assert.ok(same.values.every(({ extreme }) => extreme === null))
  assert.equal(plain(comparisonSentence(same)), 'En 2023, tous ont la même valeur : 5 habitants.')
  const three = one(indicator({ '89024': { 2023: 9 }, '89206': { 2023: 5 }, '89387': { 2023: 5 } }), [
    auxerre,
    joigny,
    sens,
  ])
  assert.equal(
    plain(comparisonSentence(three)),
    'En 2023, la valeur la plus haute est celle d’Auxerre (9 habitants), la plus basse celle de Joigny et de Sens (5 habitants) : 4 habitants d’écart.',
  )
})

test('an indicator that says nothing of the places has no period', () => {
  const shown = indicator({ '01001': { 2023: 5 } })
  assert.equal(commonPeriod(shown.edition, [auxerre]), null)
  assert.equal(comparisonSentence(one(shown, [auxerre])), 'Cet indicateur ne dit rien de ces lieux.')
})

test('an address names places shortly and reads back to the same comparison', async () => {
  const epci = { level: 'epci' as const, code: '200067114' }
  assert.equal(
    comparisonPath({ places: [joigny, epci], indicators: ['population'], peers: 'voisins' }),
    '/comparer?lieux=89206,epci:200067114&indicateurs=population&pairs=voisins',
  )
  assert.equal(peersPath(joigny), '/comparer?lieux=89206&pairs=strate')
  const known = [auxerre, joigny, place('200067114', 'CA de l’Auxerrois', { ...epci, id: 'epci:200067114' })]
  const places = {
    byCode: async (level: string, code: string) => known.find((p) => p.level === level && p.code === code),
  }
  const read = readComparison(places, () => '2026-11-24')
  const found = await read({ places: ['89206,epci:200067114'], indicators: ['population'] }, [indicator({})])
  assert.deepEqual(
    [found.places.map(({ id }) => id), found.indicators.length, found.remarks],
    [['commune:89206', 'epci:200067114'], 1, []],
  )
})

test('what an address says wrong is left out and said, the rest is kept', async () => {
  const gone = place('89448', 'Vignes', { validUntil: '2019-01-01' })
  const places = { byCode: async (_level: string, code: string) => [auxerre, gone].find((p) => p.code === code) }
  const read = readComparison(places, () => '2026-11-24')
  const found = await read({ places: ['89024,99999,<b>,89448'], indicators: ['population,revenus'] }, [indicator({})])
  assert.deepEqual(found.places, [auxerre])
  assert.equal(found.indicators.length, 1)
  assert.deepEqual(found.remarks, [
    '« 99999 » n’est le code d’aucun lieu : il est laissé de côté.',
    '« <b> » n’est le code d’aucun lieu : il est laissé de côté.',
    'Vignes (89448) n’est plus un lieu d’aujourd’hui : il est laissé de côté.',
    'L’indicateur « revenus » n’est pas dans ce portail : il est laissé de côté.',
  ])
})

test('an address that names thousands of places costs a few look-ups, not thousands', async () => {
  let asked = 0
  const places = {
    byCode: async () => {
      asked += 1
      return undefined
    },
  }
  const names = Array.from({ length: 5000 }, (_, n) => `x${n}`).join()
  const { remarks } = await readComparison(places, () => '2026-11-24')({ places: [names], indicators: [names] }, [])
  assert.deepEqual([asked, remarks.length], [32, 132])
})

test('a rank is said with its group, its distance to the median and those who have no number', () => {
  const numbers = [9, 7, 7, 5].map((value) => ({ value, status: 'value' as const }))
  const rank = rankAmongPeers({ value: 7, status: 'value' }, [...numbers, { value: null, status: 'secret' }])
  assert.ok(rank)
  assert.equal(
    rankSentence(rank, 'commune', 'communes de l’Yonne'),
    'même chiffre que 2 des 4 autres communes de l’Yonne',
  )
  assert.equal(plain(withoutSentence(rank)), '1 autre n’a pas de chiffre (secret statistique)')
  assert.equal(plain(medianSentence(rank, indicator({}).definition)), 'égale à la médiane du groupe (7 habitants)')
  const shared = rankAmongPeers({ value: 7, status: 'value' }, numbers)
  assert.ok(shared)
  assert.equal(rankSentence({ ...shared, alike: 2 }, 'commune', 'communes'), '2e ex æquo sur 5 communes')
  assert.equal(rankSentence({ ...shared, alike: 5 }, 'commune', 'communes'), 'même chiffre que les 4 autres communes')
  const first = rankAmongPeers({ value: 9, status: 'value' }, numbers.slice(1))
  assert.ok(first)
  assert.equal(rankSentence(first, 'departement', 'départements'), '1er sur 4 départements')
  assert.equal(
    plain(medianSentence(first, indicator({}).definition)),
    '2 habitants de plus que la médiane du groupe (7 habitants)',
  )
})

test('a middle between two counts is told by halves among few, and whole among many', () => {
  const told = (one: number, other: number) => {
    const rank = rankAmongPeers(
      { value: 1, status: 'value' },
      [1, one, other, other].map((value) => ({ value, status: 'value' })),
    )
    assert.ok(rank)
    return plain(
      medianSentence({ ...rank, median: (one + other) / 2, toMedian: 1 - (one + other) / 2 }, indicator({}).definition),
    )
  }
  assert.match(told(10, 11), /groupe \(10,5 habitants\)/)
  assert.match(told(30_095, 30_096), /groupe \(30.096 habitants\)/)
})
