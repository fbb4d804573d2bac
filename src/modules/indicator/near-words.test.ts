import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { lettersApart, nearWords } from './near-words.ts'

const word = fc.string({ unit: fc.constantFrom(...'abcdé'), minLength: 0, maxLength: 8 })

/** The same distance as its definition gives it: slow, and what the quick one must agree with. */
const defined = (a: string, b: string): number => {
  if (a === '' || b === '') return a.length + b.length
  const same = a.at(-1) === b.at(-1)
  const swapped = a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)
  return Math.min(
    defined(a.slice(0, -1), b) + 1,
    defined(a, b.slice(0, -1)) + 1,
    defined(a.slice(0, -1), b.slice(0, -1)) + (same ? 0 : 1),
    swapped ? defined(a.slice(0, -2), b.slice(0, -2)) + 1 : Number.POSITIVE_INFINITY,
  )
}

test('letters apart are counted as the distance is defined, up to the most asked', () => {
  const short = word.map((text) => text.slice(0, 6))
  fc.assert(
    fc.property(short, short, fc.integer({ min: 0, max: 3 }), (a, b, most) => {
      const exact = defined(a, b)
      const found = lettersApart(a, b, most)
      assert.equal(found === lettersApart(b, a, most) || found > most, true)
      if (exact <= most) assert.equal(found, exact)
      else assert.ok(found > most)
    }),
  )
})

test('the nearest words are those that comparing with each would give', () => {
  fc.assert(
    fc.property(fc.array(word), word, (vocabulary, asked) => {
      const most = asked.length < 4 ? -1 : asked.length < 7 ? 1 : 2
      const apart = [...new Set(vocabulary)].map((one) => [one, lettersApart(asked, one, 8)] as const)
      const least = Math.min(...apart.map(([, letters]) => letters))
      const expected = least > most ? [] : apart.flatMap(([one, letters]) => (letters === least ? [one] : []))
      assert.deepEqual(nearWords(vocabulary).nearest(asked).words.toSorted(), expected.toSorted())
    }),
  )
})

test('a short word is near no other: each letter makes another word', () => {
  assert.deepEqual(nearWords(['sens', 'ses']).nearest('sen').words, [])
})
