import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Geography } from '../territory/index.ts'
import { countStatuses, type Edition, packEdition } from './edition.ts'
import { keptRanking } from './kept-rankings.ts'

const CODES = ['89001', '89002', '89003', '89004', '89005', '89006']
const PERIODS = ['2021', '2022', '2023'] as const
const within = new Set(CODES)

const edition = fc
  .array(fc.array(fc.option(fc.integer({ min: -2, max: 3 }), { nil: null }), { minLength: 3, maxLength: 3 }), {
    minLength: CODES.length,
    maxLength: CODES.length,
  })
  .map((table) =>
    packEdition(
      new Map([
        [
          'commune',
          new Map(
            table.map((row, i) => [
              CODES[i] ?? '',
              new Map(
                row.map((value, j) => [
                  PERIODS[j] ?? '',
                  { value, status: value === null ? 'secret' : value === 0 ? 'zero' : 'value', making: 'published' },
                ]),
              ),
            ]),
          ),
        ],
      ]),
    ),
  )
/** Some places have no name: they were of another day. */
const geography = fc
  .array(fc.option(fc.constantFrom('Égriselles', 'Escamps', 'Étais', 'Étaule', 'Evry', 'Épineau'), { nil: null }), {
    minLength: CODES.length,
    maxLength: CODES.length,
  })
  .map((names): Geography => {
    const named = CODES.flatMap((code, i) => (names[i] ? [[code, names[i]] as const] : []))
    return { day: '2026-01-01', names: new Map([['commune', new Map(named)]]), holders: new Map() }
  })
const asked = (period: string, inside: boolean) => ({
  ...({ level: 'commune', period } as const),
  ...(inside ? { within } : {}),
})

const { compare } = new Intl.Collator('fr')

/** What a ranking is, said in another way: slowly, from the values alone. */
const rankedAnew = (of: Edition, { names }: Geography, column: number) => {
  const cells = of.levels.get('commune')?.block(0)
  const all = CODES.flatMap((code, row) => {
    const name = names.get('commune')?.get(code)
    const value = cells?.values[row * of.periods.length + column] ?? Number.NaN
    return name === undefined ? [] : [{ code, name, value: Number.isNaN(value) ? null : value }]
  })
  return all
    .toSorted((a, b) => {
      if (a.value === null || b.value === null)
        return Number(a.value === null) - Number(b.value === null) || compare(a.name, b.name)
      return b.value - a.value || compare(a.name, b.name)
    })
    .map((one) => ({
      ...one,
      rank:
        one.value === null ? null : 1 + all.filter(({ value }) => value !== null && value > (one.value ?? 0)).length,
    }))
}

test('a ranking that is kept says what one made anew says, whatever was asked before', () => {
  const question = fc.record({
    edition: fc.nat({ max: 1 }),
    geography: fc.nat({ max: 1 }),
    column: fc.nat({ max: 2 }),
    inside: fc.boolean(),
  })
  fc.assert(
    fc.property(
      fc.tuple(edition, edition),
      fc.tuple(geography, geography),
      fc.array(question, { minLength: 1, maxLength: 12 }),
      (editions, geographies, questions) => {
        for (const { edition: e, geography: g, column, inside } of questions) {
          const [of, on] = [editions[e] ?? editions[0], geographies[g] ?? geographies[0]]
          const { ranked, codes, statuses } = keptRanking(of, on, asked(of.periods[column] ?? '', inside))
          assert.deepEqual(
            ranked.map(({ code, name, value, rank }) => ({ code, name, value, rank })),
            rankedAnew(of, on, column),
          )
          assert.deepEqual(codes, ranked.map(({ code }) => code).toSorted())
          assert.deepEqual(statuses, countStatuses(of, 'commune', new Set(codes)))
        }
      },
    ),
  )
})

test('the same ranking is given again until two other dates were asked', () => {
  const [of, on] = [fc.sample(edition, 1)[0], fc.sample(geography, 1)[0]]
  assert.ok(of && on)
  const [first, second, third] = PERIODS.map((period) => () => keptRanking(of, on, asked(period, true)))
  assert.ok(first && second && third)
  const kept = first()
  second()
  assert.equal(first(), kept)
  second()
  third()
  assert.notEqual(first(), kept)
  assert.deepEqual(first(), kept)
})
