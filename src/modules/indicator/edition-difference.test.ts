import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Level } from '../territory/index.ts'
import { type Edition, type MadeValue, packEdition, valueAt } from './edition.ts'
import { encodeEdition } from './edition-bytes.ts'
import { applyDifference, biggestFirst, countsOfDifference, differenceOf, isEmpty } from './edition-difference.ts'

const number = fc.record({
  value: fc.double({ noNaN: true, noDefaultInfinity: true }),
  status: fc.constantFrom('value', 'estimated'),
  making: fc.constantFrom('published', 'added-up', 'rebuilt', 'worked-out'),
})
const none = fc.record({
  value: fc.constant(null),
  status: fc.constantFrom('missing', 'secret', 'not-yet', 'not-applicable'),
  making: fc.constantFrom('published', 'worked-out'),
})
const made = fc.oneof(number, none) as fc.Arbitrary<MadeValue>
const periods = fc.constantFrom('2019', '2020', '2021', '2024-03')
const places = fc.dictionary(
  fc.constantFrom('89001', '89002', '89003', '89004'),
  fc.dictionary(periods, made, { minKeys: 1 }),
)
const edition: fc.Arbitrary<Edition> = fc
  .dictionary(fc.constantFrom<Level>('commune', 'epci', 'departement'), places)
  .map((levels) =>
    packEdition(
      new Map(
        Object.entries(levels).map(([level, of]) => [
          level as Level,
          new Map(Object.entries(of).map(([code, values]) => [code, new Map(Object.entries(values))])),
        ]),
      ),
    ),
  )

/** All that an edition tells, levels in one order. */
const toldBy = ({ periods: all, ...edition }: Edition) => ({
  periods: all,
  levels: [...edition.levels.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([level, { codes }]) => [
      level,
      codes.map((code) => [code, all.map((period) => valueAt({ periods: all, ...edition }, level, code, period))]),
    ]),
})

test('the difference of two editions, applied to the first, gives the second', () => {
  fc.assert(
    fc.property(edition, edition, (a, b) =>
      assert.deepEqual(toldBy(applyDifference(a, differenceOf(a, b))), toldBy(b)),
    ),
  )
})

test('an edition differs in nothing from itself read again', () => {
  fc.assert(
    fc.property(edition, (a) => {
      const difference = differenceOf(a, a)
      assert.ok(isEmpty(difference))
      assert.deepEqual(encodeEdition(applyDifference(a, difference)), encodeEdition(a))
    }),
  )
})

test('going and coming back undo each other, value by value', () => {
  fc.assert(
    fc.property(edition, edition, (a, b) => {
      const [there, back] = [differenceOf(a, b), differenceOf(b, a)]
      assert.deepEqual(
        back.changes.map(({ level, code, period, before, after }) => [level, code, period, after, before]).toSorted(),
        there.changes.map(({ level, code, period, before, after }) => [level, code, period, before, after]).toSorted(),
      )
      assert.equal(countsOfDifference(there).gained, countsOfDifference(back).lost)
    }),
  )
})

const of = (values: Readonly<Record<string, number | null>>): Edition =>
  packEdition(
    new Map([
      [
        'commune',
        new Map(
          Object.entries(values).map(([code, value]) => [
            code,
            new Map([['2023', { value, status: value === null ? 'secret' : 'value', making: 'published' }]]),
          ]),
        ),
      ],
    ]),
  )

test('the biggest moves come first, then what was lost, then what is new', () => {
  const difference = differenceOf(
    of({ '89001': 10, '89002': 100, '89003': 5, '89004': null }),
    of({ '89001': 12, '89002': 40, '89003': null, '89004': 7, '89005': 1 }),
  )
  assert.deepEqual(
    biggestFirst(difference, 'commune').map(({ code, kind, by }) => [code, kind, by]),
    [
      ['89002', 'revised', -60],
      ['89001', 'revised', 2],
      ['89003', 'lost', null],
      ['89004', 'gained', null],
      ['89005', 'gained', null],
    ],
  )
  assert.deepEqual(countsOfDifference(difference, 'commune'), {
    gained: 2,
    lost: 1,
    revised: 2,
    'told-otherwise': 0,
    total: 5,
  })
  assert.deepEqual(difference.places, [{ level: 'commune', added: ['89005'], removed: [] }])
})
