import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { spliceObjects } from './splice-objects.ts'

const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
)
const names = ['nom', 'a "b"', 'été', 'x,y']

test('objects spliced from lines are those that parsing the lines gives', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.tuple(cell, cell, cell, cell), { minLength: 1 })),
      fc.shuffledSubarray([0, 1, 2, 3], { minLength: 1 }),
      (pieces, taken) => {
        const spliced = spliceObjects(
          pieces.map((rows) => Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''))),
          taken.map((at) => ({ name: names[at] ?? '', at })),
        )
        const expected = pieces.flat().map((row) => Object.fromEntries(taken.map((at) => [names[at], row[at]])))
        assert.equal(spliced.toString(), JSON.stringify(expected))
      },
    ),
  )
})

test('a line cut short does not hang', () => {
  assert.ok(spliceObjects([Buffer.from('["a","b')], [{ name: 'x', at: 0 }]).length > 0)
})
