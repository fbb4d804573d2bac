import assert from 'node:assert/strict'
import { test } from 'node:test'
import { h, type VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { Distribution } from './distribution.tsx'
import { KeyFigure } from './key-figure.tsx'
import { OutlineLocator } from './outline-locator.tsx'
import { Pyramid } from './pyramid.tsx'
import { RankedDots } from './ranked-dots.tsx'
import { alignedValues } from './say-value.ts'
import { SeriesChart } from './series-chart.tsx'
import { Slope } from './slope.tsx'
import { SmallMultiples } from './small-multiples.tsx'
import type { StatedValue } from './stated-value.ts'
import { TileMap } from './tile-map.tsx'

const VALUE: StatedValue = { value: 12, status: 'value' }
const ZERO: StatedValue = { value: 0, status: 'zero' }
const MISSING: StatedValue = { value: null, status: 'missing' }
const SECRET: StatedValue = { value: null, status: 'secret' }
const ESTIMATED: StatedValue = { value: 14.5, status: 'estimated' }
const VALUES = [VALUE, ZERO, MISSING, SECRET, ESTIMATED]
const YEARS = ['2019', '2020', '2021', '2022', '2023']
const COMMON = { title: 'Taux', sentence: 'Il monte.', source: 'INSEE', unit: '%' } as const
const THINGS = ['commune', 'communes'] as const
const HEADS = ['Commune', 'Taux'] as const
const places = VALUES.map((value, i) => ({ name: `Lieu-${i}`, value, here: i === 0 }))
const series = [{ name: 'Joigny', values: VALUES, here: true }]

const FIGURES: Readonly<Record<string, VNode | null>> = {
  series: SeriesChart({ ...COMMON, axis: 'Année', periods: YEARS, series }),
  multiples: SmallMultiples({ ...COMMON, axis: 'Année', periods: YEARS, series, scale: 'shared' }),
  slope: Slope({
    ...COMMON,
    axis: 'Commune',
    periods: ['2019', '2023'],
    series: [
      { name: 'Joigny', values: [VALUE, ZERO] },
      { name: 'Sens', values: [MISSING, SECRET] },
      { name: 'Avallon', values: VALUES.slice(3) },
    ],
  }),
  ranks: RankedDots({ ...COMMON, heads: HEADS, things: THINGS, places }),
  distribution: Distribution({ ...COMMON, heads: HEADS, things: THINGS, places }),
  tiles: TileMap({
    ...COMMON,
    things: THINGS,
    tiles: VALUES.map((value, i) => ({ code: `0${i}`, name: `Lieu-${i}`, column: i, row: 0, value })),
  }),
  pyramid: Pyramid({
    ...COMMON,
    ages: [
      { label: '90 et plus', women: SECRET, men: ZERO },
      { label: '0 à 89', women: MISSING, men: ESTIMATED },
    ],
  }),
  key: KeyFigure({
    ...COMMON,
    label: 'Taux',
    value: ESTIMATED,
    period: '2023',
    trend: VALUES.map((value, i) => ({ period: YEARS[i] ?? '', value })),
  }),
}

test('every figure has its title, its sentence, its source, its table, and says each status in words', () => {
  for (const [name, figure] of Object.entries(FIGURES)) {
    assert.ok(figure, name)
    const html = renderToString(figure)
    assert.match(html, /^<figure class="chart/, name)
    for (const words of ['Taux', 'Il monte.', 'Source : INSEE.', '<table', 'manquant', 'secret', 'estimé'])
      assert.ok(html.includes(words), `${name} lacks « ${words} »`)
    assert.ok(!html.includes('style='), `${name} has an inline style`)
    assert.ok(!/NaN|undefined|Infinity/.test(html), `${name} draws what is no number`)
    for (const [, drawing] of html.matchAll(/<svg ([^>]*)>/g))
      assert.match(drawing ?? '', /aria-label="[^"]{6,}|aria-hidden="true"/, `${name} has a drawing without a name`)
  }
})

test('a figure of which no value is a number draws nothing, and a key figure says why', () => {
  const none = { name: 'Joigny', values: [MISSING, SECRET], value: SECRET, here: true }
  assert.equal(SeriesChart({ ...COMMON, axis: 'Année', periods: ['2022', '2023'], series: [none] }), null)
  assert.equal(Slope({ ...COMMON, axis: 'Commune', periods: ['2022', '2023'], series: [none] }), null)
  assert.equal(RankedDots({ ...COMMON, heads: HEADS, things: THINGS, places: [none] }), null)
  assert.equal(Distribution({ ...COMMON, heads: HEADS, things: THINGS, places: [none] }), null)
  assert.match(
    renderToString(KeyFigure({ ...COMMON, label: 'Taux', value: SECRET, period: '2023' })),
    /<p class="big none">secret statistique<\/p>/,
  )
})

test('an axis that does not begin at zero is said not to', () => {
  const chart = (...numbers: number[]) => {
    const values = numbers.map((value): StatedValue => ({ value, status: 'value' }))
    const drawn = SeriesChart({
      ...COMMON,
      axis: 'Année',
      periods: ['2022', '2023'],
      series: [{ name: 'Sens', values }],
    })
    assert.ok(drawn)
    return renderToString(drawn)
  }
  assert.match(chart(100, 104), /ne commence pas à zéro/)
  assert.doesNotMatch(chart(1, 104), /ne commence pas à zéro/)
})

const html = (figure: VNode | null): string => {
  assert.ok(figure)
  return renderToString(figure)
}
const counted = (numbers: readonly number[]) => ({
  ...COMMON,
  heads: HEADS,
  things: THINGS,
  places: numbers.map((value, i) => ({
    name: `Lieu-${i}`,
    value: { value, status: value === 0 ? ('zero' as const) : ('value' as const) },
    here: i === 0,
  })),
})

test('values that nearly all agree are counted in bars, and that is said; the chosen place is still named', () => {
  const drawn = html(Distribution(counted([3, ...new Array<number>(400).fill(1)])))
  assert.match(drawn, /Plus une barre est haute, plus il y a de communes/)
  assert.match(drawn, /<text class="name halo"[^>]*>Lieu-0</)
  assert.doesNotMatch(html(Distribution(counted([1, 2, 3, 4, 5]))), /barre/)
})

test('a scale by powers of ten is said to be one', () => {
  assert.match(html(Distribution(counted([35_000, 0, 90, 100, 120, 300]))), /dix fois plus grand/)
  assert.doesNotMatch(html(Distribution(counted([35, 90, 100]))), /dix fois/)
})

test('a legend shared by several dates keeps a line for a status that another date has, hidden where nobody has it', () => {
  const tiles = [{ code: '001', name: 'Lieu', column: 0, row: 0, value: VALUE }]
  const drawn = html(TileMap({ ...COMMON, things: THINGS, tiles, elsewhere: [SECRET] }))
  assert.match(drawn, /<li data-shade="secret" hidden>/)
  assert.doesNotMatch(
    html(TileMap({ ...COMMON, things: THINGS, tiles: tiles.map((tile) => ({ ...tile, value: SECRET })) })),
    /hidden>/,
  )
  assert.match(drawn, /<pattern id="\w+secret"/)
})

test('a town whose name would cover that of a larger one is left out of an outline, the largest never', () => {
  const outline = {
    type: 'Polygon' as const,
    coordinates: [
      [
        [0, 0],
        [0, 4],
        [4, 4],
        [4, 0],
        [0, 0],
      ],
    ],
  }
  const town = (name: string, longitude: number, latitude: number) => ({ name, longitude, latitude })
  const names = (towns: readonly ReturnType<typeof town>[]) =>
    [
      ...renderToString(OutlineLocator({ label: 'Où', outline, around: [], here: [], towns })).matchAll(
        />([^<]+)<\/text>/g,
      ),
    ].map(([, name]) => name)
  const [large, near, south] = [town('Joigny', 1, 2), town('Migennes', 1.3, 2.1), town('Avallon', 1, 0.5)]
  assert.deepEqual(names([large, near, south]), ['Joigny', 'Avallon'])
  assert.deepEqual(names([near, large]), ['Migennes'])
  // Seen cut at the edge of the outline of the Yonne, in the fonts of a bare machine.
  assert.deepEqual(names([large, town('Charny Orée de Puisaye', 0.75, 0.5)]), ['Joigny'])
  assert.deepEqual(names([town('Villeneuve-la-très-longue-en-Bourgogne', 2.1, 1)]).length, 1)
})

test('a column of numbers lines up, with no decimal that none of them needs', () => {
  const column = (...numbers: readonly number[]) => {
    const values = numbers.map((value) => ({ value, status: 'value' as const }))
    return values.map(alignedValues(values, 2))
  }
  assert.deepEqual(column(-0.93, -0.8), ['−0,93', '−0,80'])
  assert.deepEqual(column(12.5, 3, 4), ['12,5', '3,0', '4,0'])
  assert.deepEqual(column(12, 3.001), ['12', '3'])
  assert.equal(alignedValues([SECRET, VALUE], 1)(SECRET), 'secret statistique')
  const rates = [0.19, -1].map((value) => ({ value, status: 'value' as const }))
  assert.deepEqual(rates.map(alignedValues(rates, 2, '% par an')), ['0,19\u00A0% par an', '−1,00\u00A0% par an'])
})

test('a large figure is written with all its decimals when its kind asks for it', () => {
  const written = (fixed: boolean) =>
    renderToString(
      KeyFigure({
        ...{ label: 'Évolution', unit: '%', decimals: 2, fixed, period: 'en 2023', sentence: '', source: 'INSEE' },
        value: { value: -0.8, status: 'value' },
      }),
    )
  assert.match(written(true), /−0,80/)
  assert.match(written(false), /−0,8</)
})

test('few ranked places have no median among them, and their numbers line up', () => {
  const ranked = (numbers: readonly number[]) =>
    renderToString(
      RankedDots({
        ...{ ...COMMON, heads: HEADS, things: THINGS },
        places: numbers.map((value) => ({ name: `Lieu-${value}`, value: { value, status: 'value' } as const })),
      }) ?? h('p', null),
    )
  const few = ranked([12, 9.5, 7])
  assert.doesNotMatch(few, /Médiane|class="median"/)
  assert.match(few.replaceAll(/\s/g, ' '), /12,0 %.*9,5 %.*7,0 %/)
  assert.match(ranked([12, 9.5, 7, 5, 1]), /Médiane/)
})

test('breaks of a line that are not named are counted, one as one', () => {
  const breaks = (n: number) =>
    renderToString(
      SeriesChart({
        ...{ ...COMMON, axis: 'Année', periods: YEARS.concat('2024') },
        series: [{ name: 'Joigny', values: [...Array.from({ length: n }, () => MISSING), VALUE, VALUE] }],
      }) ?? h('p', null),
    ).replaceAll(/\s/g, ' ')
  assert.match(breaks(4), /, et 1 autre dans le tableau/)
  assert.doesNotMatch(breaks(3), /dans le tableau\./)
})

test('dots chosen by their codes are drawn as those that say it of themselves, whoever was chosen before', () => {
  const dots = Array.from({ length: 30 }, (_, i) => ({
    ...{ code: `89${i}`, name: `Lieu ${i}` },
    value: { value: (i * i) % 11, status: 'value' } as const,
  }))
  const drawn = (places: typeof dots, here?: ReadonlySet<string>) =>
    html(Distribution({ ...COMMON, heads: HEADS, things: THINGS, places, here }))
  for (const codes of [['893'], [], ['890', '897', '8929']]) {
    const said = dots.map((dot) => ({ ...dot, here: codes.includes(dot.code) }))
    assert.equal(drawn(dots, new Set(codes)), drawn(said))
  }
})
