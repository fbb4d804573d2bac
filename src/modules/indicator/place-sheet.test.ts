import assert from 'node:assert/strict'
import { test } from 'node:test'
import { builtFrom, COMMUNES, definitionOf } from '../../../test/small-country.ts'
import type { Place } from '../territory/index.ts'
import type { Definition } from './definition.ts'
import type { ShownIndicator } from './known-indicators.ts'
import { readChoice, wantedFigures } from './place-choice.ts'
import { placeSheet } from './place-sheet.ts'

const SLUGS = ['un', 'deux', 'trois', 'quatre', 'cinq', 'six']
const CODE = COMMUNES[0] ?? ''
const PLACE: Place = {
  id: `commune:${CODE}`,
  level: 'commune',
  code: CODE,
  name: 'Étaule',
  kind: 'commune-actuelle',
  liaison: 0,
  validFrom: null,
  validUntil: null,
  postcodes: [],
  population: { value: 900, year: 2023, source: 'INSEE' },
}
const choice = readChoice({
  keyFigures: [
    { level: 'commune', below: 200, slugs: ['six'] },
    { level: 'commune', slugs: ['absent', ...SLUGS] },
  ],
  themes: [
    { name: 'Essais', leading: ['deux'] },
    { name: 'Autres', leading: ['six'] },
  ],
  settling: [{ slug: 'six', by: 'son six' }],
  members: ['un'],
})

/** Each commune has its own number; the first has none of `trois`. */
const shownOf = async (slug: string, changes: Partial<Definition> = {}): Promise<ShownIndicator> => {
  const definition = definitionOf({ whenEmpty: 'secret' }, { slug, ...changes })
  const rows = COMMUNES.map((code, i) => ({ code, an: 2023, n: slug === 'trois' && code === CODE ? null : 100 - i }))
  const { edition, record } = await builtOf(rows, definition)
  return { definition, edition, record }
}
const builtOf = async (rows: Parameters<typeof builtFrom>[0], definition: Definition) => {
  const built = await builtFrom(rows, definition)
  return {
    edition: built.edition,
    record: {
      ...{ id: definition.slug, indicator: definition.slug, number: 1, builtAt: '2026-01-01T00:00:00Z' },
      ...{ sources: built.sources, findings: [], counts: {}, madeFrom: '' },
    },
  }
}

const sheetOf = async (place = PLACE) => {
  const shown = await Promise.all(
    SLUGS.map((slug) => shownOf(slug, slug === 'six' ? { subtheme: 'Autres', better: 'more' } : {})),
  )
  const codes = COMMUNES.slice(1).map((code) => ({ code, distance: null }))
  const peers = { kind: 'strate' as const, peers: codes, group: 'communes', sentence: '' }
  const waiting = [definitionOf({}, { slug: 'absent' })]
  return placeSheet(shown, waiting, { place, around: [], members: [], peers, choice })
}

test('the five figures are the first wanted that have a number; those passed over are told', async () => {
  const { key, keyWithout } = await sheetOf()
  assert.deepEqual(
    key.map(({ definition }) => definition.slug),
    ['un', 'deux', 'quatre', 'cinq', 'six'],
  )
  assert.deepEqual(
    keyWithout.map(({ slug }) => slug),
    ['absent', 'trois'],
  )
  assert.ok(key.every(({ stated }) => stated.value !== null))
})

test('a place of few inhabitants has its own list', () => {
  const few = wantedFigures(choice, { level: 'commune', population: 60 })
  assert.deepEqual(few, ['six'])
  assert.equal(wantedFigures(choice, { level: 'commune', population: 200 })[0], 'absent')
  assert.equal(wantedFigures(choice, { level: 'commune', population: null })[0], 'absent')
  assert.deepEqual(wantedFigures(choice, { level: 'epci', population: 5 }), [])
})

test('a theme with a strength comes first, and each is told by its leading figure', async () => {
  const { themes, strengths } = await sheetOf()
  assert.deepEqual(
    themes.map(({ name, leading }) => [name, leading?.definition.slug]),
    [
      ['Autres', 'six'],
      ['Essais', 'deux'],
    ],
  )
  assert.deepEqual(
    strengths.map(({ definition }) => definition.slug),
    ['six'],
  )
  const few = await sheetOf({ ...PLACE, population: { value: 60, year: 2023, source: 'INSEE' } })
  assert.deepEqual([few.strengths, few.weaknesses], [[], []])
})

test('where one person is several percent, a theme is led by a count rather than a share', async () => {
  const shown = [await shownOf('deux', { kind: 'rate' }), await shownOf('un')]
  const led = { ...choice, themes: [{ name: 'Essais', leading: ['deux', 'un'] }] }
  const leadingAt = (value: number) =>
    placeSheet(shown, [], {
      ...{ around: [], members: [], peers: null, choice: led },
      place: { ...PLACE, population: { value, year: 2023, source: 'INSEE' } },
    }).themes[0]?.leading?.definition.slug
  assert.deepEqual([leadingAt(199), leadingAt(200)], ['un', 'deux'])
})
