import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { amongOf, cardWith, measureOf, placeOf } from '../../../test/cards.ts'
import type { ValueStatus } from '../figure/index.ts'
import { packEdition, type ShownIndicator } from '../indicator/index.ts'
import { comparableBefore, figureOf } from './card.ts'
import { altText, citation, figureWords, rankWords, trendWords, whyNone } from './card-words.ts'

const plain = (text: string | null) => (text ?? '').replaceAll(/[\u00A0\u202F]/g, ' ')

const shown = (values: Readonly<Record<string, Readonly<Record<string, number | ValueStatus>>>>): ShownIndicator => ({
  definition: measureOf(),
  record: {
    ...{ id: 'e', indicator: 'population', number: 1, builtAt: '2026-11-26T10:00:00Z' },
    ...{ sources: [], findings: [], counts: {}, madeFrom: '' },
  },
  edition: packEdition(
    new Map([
      [
        'commune',
        new Map(
          Object.entries(values).map(([code, series]) => [
            code,
            new Map(
              Object.entries(series).map(([period, value]) => [
                period,
                typeof value === 'number'
                  ? { value, status: 'value' as const, making: 'published' as const }
                  : { value: null, status: value, making: 'published' as const },
              ]),
            ),
          ]),
        ),
      ],
    ]),
  ),
})

test('a card tells the last number; a place without any says why, never zero', () => {
  const indicator = shown({
    '89206': { 2021: 9218, 2022: 9055, 2023: 'not-yet' },
    '89005': { 2021: 'secret', 2023: 'secret' },
  })
  assert.equal(figureOf(indicator, placeOf())?.period, '2022')
  const secret = figureOf(indicator, placeOf({ code: '89005' }))
  assert.deepEqual([secret?.stated.value, secret?.stated.status], [null, 'secret'])
  const unknown = figureOf(indicator, placeOf({ code: '89999' }))
  assert.deepEqual([unknown?.stated.value, unknown?.stated.status, unknown?.series], [null, 'missing', []])
  assert.equal(figureOf(indicator, placeOf({ level: 'epci' })), null)
})

test('a card of a period tells that one, and no later value', () => {
  const indicator = shown({ '89206': { 2021: 9218, 2022: 'missing', 2023: 9016 } })
  const then = figureOf(indicator, placeOf(), '2021')
  assert.deepEqual([then?.stated.value, then?.series.length, then?.before], [9218, 1, null])
  assert.equal(figureOf(indicator, placeOf(), '2022')?.stated.status, 'missing')
  assert.equal(figureOf(indicator, placeOf(), '1999'), null)
})

test('months are compared with the same month, quarters with the same quarter, years with years', () => {
  const dated = (periods: readonly string[]) =>
    periods.map((period) => ({ period, stated: { value: 1, status: 'value' as const } }))
  const before = (periods: readonly string[], period: string) => comparableBefore(dated(periods), period)?.period
  assert.equal(before(['2023-01', '2023-03', '2024-02', '2024-03'], '2024-03'), '2023-03')
  assert.equal(before(['2024-01', '2024-02', '2024-03'], '2024-03'), undefined)
  assert.equal(before(['2020-T4', '2021-T2', '2022-T2'], '2022-T2'), '2021-T2')
  assert.equal(before(['2016', '2018', '2023'], '2023'), '2016')
  assert.equal(before(['2016', '2023-03'], '2023-03'), undefined)
})

test('the unit and the date are always there, whatever the figure', () => {
  const units = ['habitants', '%', '% par an', '€ par an', 'pour 1 000 habitants', null]
  fc.assert(
    fc.property(
      fc.constantFrom(...units),
      fc.oneof(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.constantFrom<ValueStatus>('missing', 'secret')),
      fc.constantFrom('2023', '2024-03', '2022-T1'),
      (unit, value, period) => {
        const kind = unit === null ? 'index' : 'rate'
        const card = cardWith({ [period]: value }, { definition: measureOf({ unit, kind, decimals: 1 }) })
        const { large, beside, under } = figureWords(card)
        assert.match(under, /20\d\d/)
        if (typeof value !== 'number') return assert.doesNotMatch(large, /\d/)
        assert.match(large, /\d/)
        const said = `${beside ?? ''} ${under}`
        assert.ok(said.includes(unit === 'habitants' ? 'habitant' : (unit ?? 'indice')), said)
      },
    ),
  )
})

test('each reason for having no number has its words', () => {
  for (const [status, words] of [
    ['missing', /n’est pas un zéro/],
    ['secret', /la loi protège/],
    ['not-yet', /pas encore publié/],
    ['not-applicable', /pas de sens/],
  ] as const) {
    const card = cardWith({ 2021: status })
    assert.match(whyNone(card) ?? '', words)
    assert.match(altText(card), words)
    assert.equal(trendWords(card), null)
  }
  assert.equal(whyNone(cardWith({ 2023: 0 })), null)
  assert.equal(figureWords(cardWith({ 2023: 0 })).large, '0')
})

test('a trend names its date in words; flows have none, since every year makes them anew', () => {
  assert.equal(plain(trendWords(cardWith({ 2016: 9850, 2023: 9016 }))), '−8,5 % depuis 2016')
  assert.equal(plain(trendWords(cardWith({ '2016-03': 100, '2024-03': 150 }))), '+50 % depuis mars 2016')
  assert.equal(plain(trendWords(cardWith({ '2016-T2': 100, '2024-T2': 150 }))), '+50 % depuis le 2e trimestre 2016')
  assert.equal(trendWords(cardWith({ 2016: 1, 2023: 2 }, { definition: measureOf({ kind: 'flow' }) })), null)
})

test('what is said for who does not see the picture holds all that the picture shows', () => {
  const card = cardWith({ 2016: 9850, 2023: 9016 }, { among: amongOf(9016, [5000, 6000, 9500], 'communes de l’Yonne') })
  assert.equal(rankWords(card), '2e sur 4 communes de l’Yonne')
  assert.equal(
    plain(altText({ ...card, frozen: true })),
    'Joigny compte 9 016 habitants en 2023 (population municipale). −8,5 % depuis 2016. 2e sur 4 communes de l’Yonne, du plus haut au plus bas. Source : INSEE, « Populations légales ». Figé au 26 novembre 2026 (édition 3).',
  )
})

test('one line quotes a figure with its place, date, source, address and day of reading', () => {
  const line = citation(cardWith({ 2023: 9016 }), 'Icauna', 'https://icauna.test/cartes/x?edition=3', '2026-12-01')
  assert.equal(line.includes('\n'), false)
  assert.match(
    plain(line),
    /^Joigny compte 9 016 habitants en 2023 .* INSEE, « Populations légales », édition 3 du 26 novembre 2026\. Icauna, https:\/\/icauna\.test\/cartes\/x\?edition=3, consulté le 1er décembre 2026\.$/,
  )
})
