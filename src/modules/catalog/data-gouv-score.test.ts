import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { make } from '../../../test/make.ts'
import { dataGouvScore } from './data-gouv-score.ts'
import { Frequency } from './dataset.ts'

const today = new Date('2026-11-25T10:00:00Z')
const whole = make.dataset({
  description:
    'Une ligne par arbre, relevée par les agents de la commune chaque hiver ; sert à préparer les tailles et les plantations.',
  temporalStart: '2020-01-01',
})
const file = { at: '2026-03-01T00:00:00Z', placed: true }
const points = (changes: Partial<typeof whole>, given: typeof file | null = file) =>
  dataGouvScore({ dataset: { ...whole, ...changes }, file: given }, today).points

test('a whole card and a fresh file have nine points out of nine', () => {
  assert.equal(points({}), 9)
  assert.equal(dataGouvScore({ dataset: whole, file }, today).outOf, 9)
})

test('each thing missing costs its point', () => {
  assert.equal(points({ description: 'Des arbres.' }), 8)
  assert.equal(points({ licence: null }), 8)
  assert.equal(points({ temporalStart: null }), 8)
  assert.equal(points({ frequency: 'UNKNOWN' }), 7, 'neither a frequency nor in time')
  assert.equal(points({ frequency: 'IRREG' }), 8, 'a frequency that promises nothing is never in time')
  assert.equal(points({}, { ...file, placed: false }), 8)
  assert.equal(points({}, null), 4)
})

test('a day late is forgiven, two are not', () => {
  const of = (at: string) => points({ frequency: 'WEEKLY' }, { ...file, at })
  assert.equal(of('2026-11-17T10:00:00Z'), 9)
  assert.equal(of('2026-11-17T09:59:59Z'), 8)
})

test('whatever the card, what is not met is advised in a sentence', () => {
  fc.assert(
    fc.property(
      fc.record({
        frequency: fc.constantFrom(...Frequency.anyOf.map((f) => f.const)),
        description: fc.string({ maxLength: 200 }),
        licence: fc.constantFrom(null, 'lov2'),
      }),
      fc.option(fc.constant(file)),
      (card, given) => {
        const score = dataGouvScore({ dataset: { ...whole, ...card }, file: given }, today)
        assert.equal(score.points, score.criteria.filter((c) => c.met).length)
        for (const { advice } of score.criteria) assert.match(advice, /^\p{Lu}.*\.$/u)
      },
    ),
  )
})
