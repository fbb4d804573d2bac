import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { StatedValue, ValueStatus } from '../figure/index.ts'
import { type Measure, type Movement, rebuildSeries } from './rebuild-series.ts'
import { rebuiltSentence } from './rebuilt-words.ts'

const count: Measure = { kind: 'count' }
const stated = (value: number): StatedValue => ({ value, status: value === 0 ? 'zero' : 'value' })
const none = (status: ValueStatus): StatedValue => ({ value: null, status })
const movement = (before: readonly string[], into: readonly string[], on = '2016-01-01'): Movement => ({
  on,
  after: null,
  before,
  into,
  why: 'réunion',
})
const merged = movement(['A', 'B'], ['A'])
const rebuilt = (
  given: Readonly<Record<string, StatedValue>>,
  measure: Measure = count,
  movements: readonly Movement[] = [merged],
) => rebuildSeries({ values: new Map(Object.entries(given)), measure, movements })
const plain = (text: string) => text.replaceAll(/\s/g, ' ')

test('two communes reunited add up, and the others keep their value', () => {
  const found = rebuilt({ A: stated(3), B: stated(4), C: stated(9) })
  assert.deepEqual(
    [...found].map(([code, { value, how }]) => [code, value, how.kind]),
    [
      ['C', 9, 'as-is'],
      ['A', 7, 'sum'],
    ],
  )
  assert.deepEqual(found.get('A')?.how.of, ['A', 'B'])
})

for (const [one, other, status, value] of [
  [stated(0), stated(0), 'zero', 0],
  [stated(0), stated(4), 'value', 4],
  [stated(3), { value: 4, status: 'estimated' }, 'estimated', 7],
  [stated(3), none('secret'), 'secret', null],
  [stated(3), none('missing'), 'missing', null],
  [stated(3), none('not-yet'), 'not-yet', null],
  [none('secret'), none('missing'), 'missing', null],
  [none('secret'), none('not-yet'), 'secret', null],
  [stated(3), none('not-applicable'), 'value', 3],
  [none('not-applicable'), none('not-applicable'), 'not-applicable', null],
] as const)
  test(`${one.status} and ${other.status} make ${status}`, () => {
    for (const given of [
      { A: one, B: other },
      { A: other, B: one },
    ]) {
      const sum = rebuilt(given).get('A')
      assert.deepEqual([sum?.value, sum?.status], [value, status])
    }
  })

test('a part that the values do not hold is missing, and named', () => {
  const sum = rebuildSeries({
    values: new Map([['A', stated(3)]]),
    measure: count,
    movements: [merged],
    nameOf: (code) => (code === 'B' ? 'Prunoy' : undefined),
  }).get('A')
  assert.equal(sum?.status, 'missing')
  assert.equal(sum && rebuiltSentence(sum.how), 'La valeur de Prunoy manque.')
})

test('a secret is not told by what surrounds it', () => {
  const sum = rebuilt({ A: stated(3), B: none('secret') }).get('A')
  assert.equal(
    sum && rebuiltSentence(sum.how),
    'La valeur de B est sous secret statistique : celle de l’ensemble l’est aussi.',
  )
})

test('a split leaves no value to either side', () => {
  const found = rebuilt({ A: stated(10) }, count, [movement(['A'], ['A', 'B'])])
  for (const code of ['A', 'B'])
    assert.deepEqual([found.get(code)?.value, found.get(code)?.how.kind], [null, 'impossible'])
  assert.match(rebuiltSentence(found.get('B')?.how ?? assert.fail()), /A a été partagé entre A et B/)
})

test('what was split then reunited is whole again', () => {
  const found = rebuilt({ A: stated(10), C: stated(1) }, count, [
    movement(['A'], ['A', 'B'], '2012-01-01'),
    movement(['A', 'B', 'C'], ['C'], '2016-01-01'),
  ])
  assert.deepEqual(
    [...found].map(([code, { value }]) => [code, value]),
    [['C', 11]],
  )
})

test('a commune that takes the code of another does not take its past', () => {
  const found = rebuilt({ A: stated(10), B: stated(1) }, count, [movement(['A'], ['C'])])
  assert.deepEqual([found.has('A'), found.get('C')?.value, found.get('C')?.how.kind], [false, 10, 'as-is'])
  assert.equal(rebuiltSentence(found.get('C')?.how ?? assert.fail()), 'Valeur publiée sous le code A.')
})

test('a rate is averaged by weight, and only so', () => {
  const rates = { A: stated(10), B: stated(20) }
  const weighted = rebuilt(rates, {
    kind: 'rate',
    weights: new Map([
      ['A', 100],
      ['B', 300],
    ]),
  }).get('A')
  assert.deepEqual([weighted?.value, weighted?.how.kind, weighted?.weight], [17.5, 'weighted-mean', 400])
  assert.equal(rebuilt(rates, { kind: 'rate' }).get('A')?.how.kind, 'impossible')
  const lame = rebuilt(rates, { kind: 'rate', weights: new Map([['A', 100]]) }).get('A')
  assert.match(rebuiltSentence(lame?.how ?? assert.fail()), /Le poids de B n’est pas connu/)
})

test('a movement of unknown day is held done when the values bear its new codes', () => {
  const split = { ...movement(['A'], ['A', 'B'], '2024-01-01'), after: '2022-01-01' }
  const fusion = { ...movement(['C', 'D'], ['C'], '2024-01-01'), after: '2022-01-01' }
  const at = (values: Readonly<Record<string, StatedValue>>) =>
    rebuildSeries({
      values: new Map(Object.entries(values)),
      measure: count,
      movements: [split, fusion],
      from: '2023-01-01',
    })
  assert.equal(at({ A: stated(1), B: stated(2) }).get('A')?.value, 1)
  assert.equal(at({ A: stated(1) }).get('A')?.value, null)
  assert.equal(at({ C: stated(1) }).get('C')?.value, 1)
  assert.equal(at({ C: stated(1), D: stated(2) }).get('C')?.value, 3)
})

test('the sentence says how many, and when, as far as it is known', () => {
  const of = ['A', 'B', 'C']
  const days = (...on: readonly string[]) => on.map((day) => ({ on: day, after: null }))
  assert.equal(
    plain(rebuiltSentence({ kind: 'sum', of, days: days('2016-01-01') })),
    'Somme des trois communes réunies le 1er janvier 2016.',
  )
  assert.equal(
    rebuiltSentence({ kind: 'sum', of, days: days('1973-01-01', '2016-01-01') }),
    'Somme des trois communes réunies entre 1973 et 2016.',
  )
  assert.equal(
    rebuiltSentence({ kind: 'weighted-mean', of, days: [{ on: '2024-01-01', after: '2022-01-01' }] }),
    'Moyenne pondérée des trois communes réunies entre 2022 et 2024.',
  )
})

const CODES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']
/** Successive reunions of codes that still live, as the register tells them. */
const mergers = fc.array(fc.array(fc.nat(), { minLength: 2, maxLength: 4 }), { maxLength: 4 }).map((draws) => {
  let living = [...CODES]
  return draws.flatMap((draw, i): readonly Movement[] => {
    const before = [...new Set(draw.map((n) => living[n % living.length] ?? 'A'))]
    const [heir = 'A'] = before
    if (before.length < 2) return []
    living = living.filter((code) => code === heir || !before.includes(code))
    return [movement(before, [heir], `20${10 + i}-01-01`)]
  })
})
const counts = fc.array(fc.integer({ min: 0, max: 1e6 }), { minLength: 8, maxLength: 8 })
const known = (values: readonly number[]) => new Map(CODES.map((code, i) => [code, stated(values[i] ?? 0)]))
const total = (values: Iterable<StatedValue>) => [...values].reduce((sum, { value }) => sum + (value ?? 0), 0)

test('sums keep the total of all codes', () => {
  fc.assert(
    fc.property(counts, mergers, (given, movements) => {
      const found = rebuildSeries({ values: known(given), measure: count, movements })
      assert.equal(total(found.values()), total(known(given).values()))
    }),
  )
})

test('a geography that did not move changes nothing', () => {
  fc.assert(
    fc.property(counts, (given) => {
      const found = rebuildSeries({ values: known(given), measure: count, movements: [] })
      assert.deepEqual(new Map([...found].map(([code, { value, status }]) => [code, { value, status }])), known(given))
    }),
  )
})

test('codes that no movement touches are told as if each had been followed by itself', () => {
  const given = fc.dictionary(
    fc.constantFrom(...CODES, 'I', 'J'),
    fc.oneof(fc.integer({ min: 0, max: 9 }).map(stated), fc.constantFrom<ValueStatus>('secret', 'missing').map(none)),
  )
  const followed = [...CODES, 'I', 'J'].map((code) => movement([code], [code], '2001-01-01'))
  const split = movement(['A'], ['A', 'I'], '2030-01-01')
  fc.assert(
    fc.property(given, mergers, fc.boolean(), fc.boolean(), (values, movements, weighted, divided) => {
      const measure: Measure = weighted ? { kind: 'rate', weights: new Map(CODES.map((code, i) => [code, i])) } : count
      const moved = divided ? [...movements, split] : movements
      const told = (all: readonly Movement[]) =>
        new Map(
          [...rebuilt(values, measure, all)].map(([code, { how, ...value }]) => [
            code,
            { ...value, of: how.of, kind: how.kind },
          ]),
        )
      assert.deepEqual(told(moved), told([...followed, ...moved]))
    }),
  )
})

test('rebuilding in two steps is rebuilding in one', () => {
  const statuses = fc.array(fc.constantFrom<ValueStatus>('value', 'estimated', 'secret', 'missing', 'not-yet'), {
    minLength: 8,
    maxLength: 8,
  })
  fc.assert(
    fc.property(counts, statuses, mergers, fc.nat(4), (given, states, movements, cut) => {
      const values = new Map(
        CODES.map((code, i): [string, StatedValue] => {
          const status = states[i] ?? 'value'
          return [
            code,
            status === 'value' || status === 'estimated' ? { ...stated(given[i] ?? 0), status } : none(status),
          ]
        }),
      )
      for (const weights of [undefined, new Map(CODES.map((code, i) => [code, i + 1]))]) {
        const measured = (w: ReadonlyMap<string, number> | undefined): Measure =>
          w ? { kind: 'rate', weights: w } : count
        const once = rebuildSeries({ values, measure: measured(weights), movements })
        const half = rebuildSeries({ values, measure: measured(weights), movements: movements.slice(0, cut) })
        const halfWeights = weights && new Map([...half].map(([code, { weight }]) => [code, weight ?? 0]))
        const twice = rebuildSeries({
          values: half,
          measure: measured(halfWeights),
          movements: movements.slice(cut),
        })
        assert.deepEqual([...twice.keys()].toSorted(), [...once.keys()].toSorted())
        for (const [code, { value, status }] of once) {
          assert.equal(twice.get(code)?.status, status)
          const other = twice.get(code)?.value ?? null
          if (value === null || other === null) assert.equal(other, value)
          else assert.ok(Math.abs(other - value) <= 1e-9 * Math.max(1, Math.abs(value)), `${code}: ${other} ≠ ${value}`)
        }
      }
    }),
  )
})
