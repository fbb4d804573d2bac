import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StatedValue } from '../figure/index.ts'
import type { PlaceSheet, SheetLine, SheetTheme } from '../indicator/index.ts'
import type { Place } from '../territory/index.ts'
import { describeFigures } from './describe-figures.ts'

const place = (level: Place['level'], code: string, name: string): Place => ({
  ...{ id: `${level}:${code}`, level, code, name, kind: 'commune-actuelle', liaison: 0, validFrom: null },
  ...{ validUntil: null, postcodes: [], population: null },
})
const toucy = place('commune', '89419', 'Toucy')
const yonne = place('departement', '89', 'Yonne')
const number = (value: number): StatedValue => ({ value, status: value === 0 ? 'zero' : 'value' })
const plain = (text: string | undefined) => text?.replaceAll(/[\u00A0\u202F]/g, ' ')

interface LineParts {
  readonly slug: string
  readonly stated: StatedValue
  readonly around?: StatedValue
  readonly rank?: SheetLine['rank']
  readonly making?: SheetLine['stated']['making']
  readonly changes?: Partial<SheetLine['definition']>
}

const line = ({ slug, stated, around, rank = null, making = 'published', changes = {} }: LineParts): SheetLine => ({
  definition: {
    ...{ slug, name: slug, shortName: slug, definition: 'Ce qui est compté.', unit: '%', decimals: 0, theme: 'SOCI' },
    ...{ subtheme: 'Habitants', kind: 'stock', formulas: [], levels: ['commune'], grain: 'year', upward: 'none' },
    ...{ better: 'neither', producer: 'INSEE', licence: 'lov2', updates: '', caveats: [] },
    ...changes,
  },
  period: '2021',
  stated: { ...stated, making },
  before: { period: '2013', stated: { ...number(20), making: 'published' } },
  series: [{ period: '2021', stated }],
  reunited: null,
  around: around ? [{ place: yonne, stated: around }] : [],
  rank,
  peerNumbers: [],
  origin: null,
  standing: null,
  unknownMembers: 0,
})
const rankOf = (rank: number, alike: number): SheetLine['rank'] => ({
  ...{ rank, alike, of: 10, quantile: 0.4, median: 21, toMedian: 1, without: new Map() },
})
const sheet = (themes: readonly Omit<SheetTheme, 'leading'>[]): PlaceSheet => ({
  ...{ key: [], keyWithout: [], strengths: [], weaknesses: [], waiting: [], peers: null, beside: [], silent: [] },
  themes: themes.map((theme) => ({ ...theme, leading: null })),
})

test('every figure of a place becomes a row with its value, its date and its source', () => {
  const taxes = line({ slug: 'Taxe', stated: number(9), changes: { producer: 'DGFiP', licence: 'odc-odbl' } })
  const { themes, sources } = describeFigures(
    toucy,
    sheet([
      { name: 'Revenus', lines: [line({ slug: 'Pauvreté', stated: number(22), around: number(14) })] },
      { name: 'Impôts', lines: [taxes, line({ slug: 'Secret', stated: { value: null, status: 'secret' } })] },
    ]),
  )
  const rows = themes.flatMap((theme) => theme.rows)
  assert.deepEqual(
    rows.map(({ label, value, known, when, source }) => [label, plain(value), known, when, source]),
    [
      ['Pauvreté', '22 %', true, '2021', 1],
      ['Taxe', '9 %', true, '2021', 2],
      ['Secret', 'secret statistique', false, '2021', 1],
    ],
  )
  assert.deepEqual(sources.map(plain), [
    'INSEE, chiffres de 2021 (Licence Ouverte 2.0)',
    'DGFiP, chiffres de 2021 (ODbL 1.0 (partage à l’identique))',
  ])
})

test('key figures come first on cards, then one of each theme; zeros and figures without a number come last', () => {
  const { keys } = describeFigures(
    toucy,
    sheet([
      { name: 'Impôts', lines: [line({ slug: 'A', stated: number(1) }), line({ slug: 'B', stated: number(2) })] },
      { name: 'École', lines: [line({ slug: 'Zéro', stated: number(0) }), line({ slug: 'C', stated: number(3) })] },
      { name: 'Habitants', lines: [line({ slug: 'Clé', stated: number(4), changes: { key: 1 } })] },
      { name: 'Santé', lines: [line({ slug: 'Rien', stated: { value: null, status: 'missing' } })] },
    ]),
  )
  assert.deepEqual(
    keys.map(({ label }) => label),
    ['Clé', 'A', 'C', 'B', 'Zéro'],
  )
})

test('a rank is told with its group, unless most of the group share it', () => {
  const told = (rank: SheetLine['rank']) =>
    describeFigures(toucy, sheet([{ name: 'T', lines: [line({ slug: 'A', stated: number(1), rank })] }])).keys[0]?.rank
  assert.equal(told(rankOf(3, 1)), '3e sur 10 parmi ses pairs')
  assert.equal(told(rankOf(3, 2)), '3e ex æquo sur 10 parmi ses pairs')
  assert.equal(told(rankOf(1, 8)), '')
  assert.equal(told(null), '')
})

test('what the portal worked out is marked, and the mark is explained', () => {
  const told = describeFigures(
    toucy,
    sheet([{ name: 'T', lines: [line({ slug: 'A', stated: number(1), making: 'worked-out' })] }]),
  )
  assert.equal(told.themes[0]?.rows[0]?.made, true)
  assert.match(told.notes.join(' '), /^\* Additionné commune par commune, ou calculé par le portail/)
})

test('a place beside has a column when enough is known of it, with blanks where it has no figure', () => {
  const lines = (known: number) =>
    Array.from({ length: 10 }, (_, i) =>
      line({ slug: `L${i}`, stated: number(i + 1), ...(i < known ? { around: number(7) } : {}) }),
    )
  const told = (known: number) => describeFigures(toucy, sheet([{ name: 'T', lines: lines(known) }]))
  assert.deepEqual(told(1).beside, [])
  assert.deepEqual(told(4).beside, ['Yonne'])
  assert.deepEqual(
    told(4).themes[0]?.rows.map((row) => plain(row.beside[0])),
    ['7 %', '7 %', '7 %', '7 %', '', '', '', '', '', ''],
  )
})
