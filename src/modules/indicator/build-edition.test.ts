import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { builtFrom, COMMUNES, definitionOf } from '../../../test/small-country.ts'
import { seriesOf, valueAt } from './edition.ts'
import { periodName } from './read-rows.ts'

const amounts = fc.array(fc.integer({ min: 0, max: 1_000_000 }), {
  minLength: COMMUNES.length,
  maxLength: COMMUNES.length,
})
const positive = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: COMMUNES.length, maxLength: COMMUNES.length })
const of = (departement: string, numbers: readonly number[]) =>
  numbers.filter((_, i) => COMMUNES[i]?.startsWith(departement)).reduce((sum, n) => sum + n, 0)

test('the value of a département is the sum of those of its communes, and that of the country the sum of all', async () => {
  await fc.assert(
    fc.asyncProperty(amounts, async (numbers) => {
      const rows = COMMUNES.map((code, i) => ({ code, an: 2022, n: numbers[i] ?? 0 }))
      const { edition } = await builtFrom(rows, definitionOf({}))
      for (const departement of ['10', '20'])
        assert.equal(valueAt(edition, 'departement', departement, '2022').value, of(departement, numbers))
      assert.equal(valueAt(edition, 'pays', 'FR', '2022').value, of('', numbers))
    }),
    { numRuns: 30 },
  )
})

test('the country is the sum of its régions, without the collectivities overseas', async () => {
  const communes = [...COMMUNES, '98711']
  const rows = COMMUNES.map((code) => ({ code, an: 2022, n: 2 }))
  const { edition } = await builtFrom(rows, definitionOf({}), communes)
  assert.equal(valueAt(edition, 'pays', 'FR', '2022').value, 2 * COMMUNES.length)
})

test('a ratio added up is the ratio of the sums', async () => {
  await fc.assert(
    fc.asyncProperty(amounts, positive, async (above, below) => {
      const rows = COMMUNES.map((code, i) => ({ code, an: 2022, n: above[i] ?? 0, d: below[i] ?? 0 }))
      const formula = { over: { of: 'sum', column: 'd' }, times: 100 } as const
      const { edition } = await builtFrom(rows, definitionOf(formula, { upward: 'ratio' }))
      const found = valueAt(edition, 'departement', '10', '2022').value ?? Number.NaN
      assert.equal(found, (of('10', above) / of('10', below)) * 100)
    }),
    { numRuns: 30 },
  )
})

test('one commune under secrecy hides the sum of those that hold it, and of no other', async () => {
  const rows = COMMUNES.map((code, i) => ({ code, an: 2022, n: i === 2 ? null : 1 }))
  const { edition } = await builtFrom(rows, definitionOf({ whenEmpty: 'secret' }))
  assert.equal(valueAt(edition, 'commune', '10003', '2022').status, 'secret')
  assert.equal(valueAt(edition, 'departement', '10', '2022').status, 'secret')
  assert.equal(valueAt(edition, 'departement', '20', '2022').value, 12)
})

test('what a whole list does not name is zero; what others do not name is missing', async () => {
  const rows = [{ code: '10001', an: 2022, n: 4 }]
  const whole = await builtFrom(rows, definitionOf({ whenAbsent: 'zero' }))
  assert.deepEqual(valueAt(whole.edition, 'commune', '20001', '2022'), {
    value: 0,
    status: 'zero',
    making: 'published',
  })
  assert.equal(valueAt(whole.edition, 'departement', '10', '2022').value, 4)
  const part = await builtFrom(rows, definitionOf({}))
  assert.equal(valueAt(part.edition, 'commune', '20001', '2022').status, 'missing')
  assert.equal(valueAt(part.edition, 'departement', '10', '2022').status, 'missing')
})

test('a whole list of one département says nothing of the others', async () => {
  const rows = [{ code: '10002', an: 2022, n: 4 }]
  const { edition } = await builtFrom(rows, definitionOf({ whenAbsent: 'zero', covers: '10' }))
  assert.equal(valueAt(edition, 'commune', '10003', '2022').status, 'zero')
  assert.equal(valueAt(edition, 'departement', '10', '2022').value, 4)
  assert.equal(valueAt(edition, 'commune', '20001', '2022').status, 'missing')
  assert.equal(valueAt(edition, 'pays', 'FR', '2022').status, 'missing')
})

test('a commune reunited brings its part to the one of today; a rate of a part does not add up', async () => {
  const rows = [...COMMUNES, '10099'].map((code) => ({ code, an: 2018, n: 3 }))
  const summed = await builtFrom(rows, definitionOf({ boundaries: '2018-01-01' }))
  assert.deepEqual(valueAt(summed.edition, 'commune', '10001', '2018'), {
    value: 6,
    status: 'value',
    making: 'rebuilt',
  })
  const rate = await builtFrom(
    rows,
    definitionOf(
      { boundaries: '2018-01-01', value: { of: 'avg', column: 'n' } },
      { upward: 'none', levels: ['commune'] },
    ),
  )
  assert.equal(valueAt(rate.edition, 'commune', '10001', '2018').value, null)
  assert.equal(valueAt(rate.edition, 'commune', '10002', '2018').value, 3)
})

test('a place that a whole list does not name counts for nothing in the one that took it in', async () => {
  const rows = [{ code: '10001', an: 2018, n: 3 }]
  const whole = await builtFrom(rows, definitionOf({ boundaries: '2018-01-01', whenAbsent: 'zero' }))
  assert.equal(valueAt(whole.edition, 'commune', '10001', '2018').value, 3)
  const part = await builtFrom(rows, definitionOf({ boundaries: '2018-01-01' }))
  assert.equal(valueAt(part.edition, 'commune', '10001', '2018').status, 'missing')
})

test('a wide table gives a period a column, or a place a column', async () => {
  const rows = [
    { code: '10001', an_2019: 1, an_2020: 2 },
    { code: '10002', an_2019: 3, an_2020: null },
  ]
  const years = await builtFrom(
    rows,
    definitionOf(
      { period: { columns: { 2019: 'an_2019', 2020: 'an_2020' } }, value: { of: 'sum' } },
      { upward: 'none' },
    ),
  )
  assert.deepEqual(years.edition.periods, ['2019', '2020'])
  assert.deepEqual(
    seriesOf(years.edition, 'commune', '10002').map(({ value }) => value),
    [3, null],
  )
  const months = await builtFrom(
    [
      { mois: 'janv-96', ain: 5, yonne: 7 },
      { mois: 'déc-24', ain: 6, yonne: 8 },
    ],
    definitionOf(
      {
        territory: { columns: { 10: 'ain', 20: 'yonne' } },
        level: 'departement',
        period: { column: 'mois' },
        value: { of: 'sum' },
      },
      { upward: 'none', grain: 'month', levels: ['departement'] },
    ),
  )
  assert.deepEqual(months.edition.periods, ['1996-01', '2024-12'])
  assert.equal(valueAt(months.edition, 'departement', '20', '2024-12').value, 8)
})

test('several columns of a row are added up, unless one of them is empty', async () => {
  const rows = COMMUNES.map((code, i) => ({ code, an: 2022, n: 2, m: i === 0 ? null : 3 }))
  const { edition } = await builtFrom(rows, definitionOf({ value: { of: 'sum', columns: ['n', 'm'] } }))
  assert.equal(valueAt(edition, 'commune', '10002', '2022').value, 5)
  assert.equal(valueAt(edition, 'commune', '10001', '2022').status, 'missing')
})

test('formulas complete each other by period: the first that gives one wins', async () => {
  const one = definitionOf({ period: { fixed: '2021' } })
  const other = definitionOf({ period: { column: 'an' }, times: 10 })
  const rows = COMMUNES.flatMap((code) => [
    { code, an: 2021, n: 1 },
    { code, an: 2013, n: 2 },
  ])
  const { edition } = await builtFrom(rows, { ...one, formulas: [...one.formulas, ...other.formulas] })
  assert.deepEqual(
    seriesOf(edition, 'commune', '10001').map(({ value }) => value),
    [20, 3],
  )
})

test('municipal arrondissements count for their commune, only where the commune itself is not given', async () => {
  const row = (code: string, n: number) => ({ code, an: 2022, n })
  const sound = COMMUNES.map((code) => row(code, 1))
  const parts = [row('75101', 3), row('75120', 4)]
  const counted = await builtFrom([...sound, ...parts], definitionOf({}), [...COMMUNES, '75056'])
  assert.deepEqual(counted.findings, [])
  assert.equal(valueAt(counted.edition, 'commune', '75056', '2022').value, 7)
  const both = await builtFrom([...sound, ...parts, row('75056', 9)], definitionOf({}), [...COMMUNES, '75056'])
  assert.equal(valueAt(both.edition, 'commune', '75056', '2022').value, 9)
})

for (const [text, period] of [
  ['2021-12-31', '2021'],
  ['16', '2016'],
  ['96', '1996'],
  ['janv-96', '1996-01'],
  ['févr. 2024', '2024-02'],
  ['août-03', '2003-08'],
  ['2017-T4', '2017-T4'],
  ['2016 (2)', '2016 (2)'],
] as const)
  test(`« ${text} » is the period ${period}`, () => assert.equal(periodName(text), period))

test('what becomes of other communes changes nothing to those that stay', async () => {
  const staying = COMMUNES.filter((code) => code !== '10001')
  const rows = fc.uniqueArray(
    fc.record({
      code: fc.constantFrom(...staying),
      an: fc.integer({ min: 2014, max: 2018 }),
      n: fc.option(fc.integer({ min: 0, max: 1000 })),
    }),
    { minLength: 1, maxLength: 60, selector: ({ code, an }) => `${code} ${an}` },
  )
  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.constantFrom<'missing' | 'zero' | 'not-applicable'>('missing', 'zero', 'not-applicable'),
      async (given, whenAbsent) => {
        const definition = definitionOf({ boundaries: '2018-01-01', oneRow: true, whenAbsent })
        const [moved, still] = [
          await builtFrom(given, definition),
          await builtFrom(given, definition, COMMUNES, new Map(), []),
        ]
        for (const code of staying)
          assert.deepEqual(seriesOf(moved.edition, 'commune', code), seriesOf(still.edition, 'commune', code))
        assert.deepEqual(moved.findings, still.findings)
      },
    ),
    { numRuns: 40 },
  )
})
