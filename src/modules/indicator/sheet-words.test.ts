import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { definitionOf } from '../../../test/small-country.ts'
import type { PlaceSheet } from './place-sheet.ts'
import { rankAmongPeers } from './rank.ts'
import type { SheetLine } from './sheet-line.ts'
import {
  absences,
  apartSentence,
  periodLabel,
  rankNote,
  rankPhrase,
  shortSeries,
  spreadSentence,
} from './sheet-words.ts'

const plain = (text: string | null) => text?.replaceAll(/\s/g, ' ') ?? null
const ranked = (value: number, others: readonly number[]) =>
  rankAmongPeers(
    { value, status: 'value' },
    others.map((other) => ({ value: other, status: 'value' as const })),
  )
const line = (more: Partial<SheetLine> = {}): SheetLine => ({
  definition: definitionOf({}, { unit: '€ par an', kind: 'median' }),
  period: '2021',
  stated: { value: 20, status: 'value', making: 'published' },
  before: null,
  series: [],
  reunited: null,
  around: [],
  rank: ranked(20, [10, 15, 30]),
  peerNumbers: [10, 15, 30],
  origin: null,
  standing: null,
  unknownMembers: 0,
  ...more,
})
const sheet = (more: Partial<PlaceSheet>): PlaceSheet => ({
  key: [],
  keyWithout: [],
  themes: [],
  strengths: [],
  weaknesses: [],
  peers: null,
  beside: [],
  silent: [],
  waiting: [],
  ...more,
})

test('a place among peers is told in one short sentence', () => {
  const others = [1, 2, 3, 4, 5, 6, 7, 8, 9]
  assert.equal(rankPhrase(ranked(10, others), 'commune'), 'Le plus haut : 1re sur 10 communes comparables.')
  assert.equal(rankPhrase(ranked(0, others), 'departement'), 'Le plus bas : 10e sur 10 départements comparables.')
  assert.equal(rankPhrase(ranked(8.5, others), 'commune'), 'Parmi les plus hauts : 2e sur 10 communes comparables.')
  assert.equal(rankPhrase(ranked(4.5, others), 'epci'), 'Plutôt bas : 6e sur 10 intercommunalités comparables.')
})

test('what most share is not ranked as if it told them apart', () => {
  assert.equal(rankPhrase(ranked(0, [0, 0, 0]), 'commune'), 'Le même chiffre dans les 4 communes comparables.')
  assert.equal(rankPhrase(ranked(0, [0, 0, 5]), 'commune'), 'Le même chiffre dans 3 des 4 communes comparables.')
  assert.equal(rankPhrase(ranked(0, [1]), 'commune'), null)
})

test('beside a figure, a rank that most share is told as what it is: being « 1re ex æquo » with none is no rank', () => {
  assert.equal(rankNote(ranked(0, [0, 0, 0]), 'commune'), 'comme tous ses pairs')
  assert.equal(rankNote(ranked(0, [0, 0, 5]), 'commune'), 'comme 2 de ses 3 pairs')
  assert.equal(rankNote(ranked(0, [0, 5, 6]), 'commune'), '3e ex æquo sur 4')
  assert.equal(rankNote(ranked(0, [1]), 'commune'), null)
})

test('every phrase of rank is one sentence, and the higher value is never told lower', () => {
  const heights = [
    'Le plus bas',
    'Parmi les plus bas',
    'Plutôt bas',
    'Au milieu',
    'Plutôt haut',
    'Parmi les plus hauts',
    'Le plus haut',
  ]
  const height = (phrase: string | null) => heights.findIndex((words) => phrase?.startsWith(`${words} :`))
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 5, maxLength: 60 }), (values) => {
      const phrases = values
        .toSorted((a, b) => a - b)
        .map((value) =>
          rankPhrase(
            ranked(
              value,
              values.filter((other) => other !== value),
            ),
            'commune',
          ),
        )
      for (const phrase of phrases) assert.match(phrase ?? '', /^\p{Lu}[^.]+\.$/u)
      const told = phrases.map(height)
      assert.deepEqual(
        told,
        told.toSorted((a, b) => a - b),
      )
      assert.ok(!told.includes(-1))
    }),
  )
})

test('what sets a place apart names two things at most, and nothing when nothing does', () => {
  const settling = ['a', 'b', 'c'].map((slug) => ({ slug, by: `le ${slug}` }))
  const choice = { keyFigures: [], themes: [], settling, members: ['a'] }
  const peers = { kind: 'strate' as const, peers: [], group: 'communes de moins de 250 habitants', sentence: '' }
  const strengths = ['c', 'a', 'b'].map((slug) => line({ definition: definitionOf({}, { slug }) }))
  assert.equal(
    apartSentence(sheet({ peers, strengths }), 'commune', choice),
    'Parmi les communes de moins de 250 habitants, la commune se distingue par le c et par le a.',
  )
  assert.equal(apartSentence(sheet({ peers }), 'commune', choice), null)
})

test('the spread of peers is told with its ends, its middle and the place', () => {
  assert.equal(
    plain(spreadSentence(line())),
    'De 10 € par an à 30 € par an ; la médiane est de 18 € par an, ici 20 € par an.',
  )
  assert.equal(spreadSentence(line({ rank: null })), null)
})

test('a long series keeps one point a year, its last among them; a short one keeps all', () => {
  const series = Array.from({ length: 60 }, (_, i) => ({
    period: `${2018 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`,
    stated: { value: i, status: 'value' as const },
  }))
  const short = shortSeries(line({ series, period: '2022-06' }))
  assert.deepEqual(
    short.map(({ period, value }) => [period, value.value]),
    [
      ['2018', 5],
      ['2019', 17],
      ['2020', 29],
      ['2021', 41],
      ['2022', 53],
    ],
  )
  assert.deepEqual(
    shortSeries(line({ series: series.slice(0, 3), period: '2018-03' })).map(({ period }) => period),
    ['janvier 2018', 'février 2018', 'mars 2018'],
  )
  assert.deepEqual(['2023', '2022-T4', '2022-T1'].map(periodLabel), ['2023', '4e trim. 2022', '1er trim. 2022'])
})

test('what is missing is told by its reason, and nothing is told twice', () => {
  const secret = line({ stated: { value: null, status: 'secret', making: 'published' } })
  const [expected, unknown] = [definitionOf({}, { name: 'Attendu' }), definitionOf({}, { name: 'Muet' })]
  const found = absences(
    sheet({
      themes: [{ name: 'Revenus', leading: null, lines: [secret, line()] }],
      silent: [unknown, expected],
      waiting: [expected],
    }),
  )
  assert.deepEqual(
    found.map(({ why, names }) => [why.split(/[ ,:]/)[0], names]),
    [
      ['Secret', ['Un essai']],
      ['La', ['Muet (INSEE)']],
      ['La', ['Attendu (INSEE)']],
    ],
  )
  for (const { why } of found) assert.match(why, /\.$/)
})

test('what is made here from what is missing says so, apart from what its source does not give', () => {
  const missing = (making: SheetLine['stated']['making'], name: string) =>
    line({ definition: definitionOf({}, { name }), stated: { value: null, status: 'missing', making } })
  const holed = { ...missing('added-up', 'Troué'), unknownMembers: 14 }
  const lines = [
    missing('published', 'Publié'),
    ...[missing('added-up', 'Additionné'), holed],
    missing('worked-out', 'Calculé'),
  ]
  const found = absences(sheet({ themes: [{ name: 'Thème', leading: null, lines }] }))
  assert.deepEqual(
    found.map(({ why, names }) => [why.split(' ').slice(0, 2).join(' '), names.map(plain)]),
    [
      ['La source', ['Publié']],
      ['Le total', ['Additionné', 'Troué (14 communes sans chiffre)']],
      ['Le calcul', ['Calculé']],
    ],
  )
})
