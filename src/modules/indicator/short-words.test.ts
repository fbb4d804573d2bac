import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { shortWords } from './short-words.ts'

test('a word cut short before a vowel is opened, unless it may be of two families', () => {
  const open = shortWords(['population', 'habitation', 'habitant', 'median', 'medecin', 'densite', 'port'])
  const opened = ['pop', 'hab', 'dens', 'med', 'popu', 'po', 'por', 'population', 'xyz', ''].map(open)
  assert.deepEqual(opened, ['population', 'habitant', 'densite', ...Array.from({ length: 7 }, () => undefined)])
})

test('a word is only ever opened into one that it begins', () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{3,10}$/), { maxLength: 30 })
  fc.assert(
    fc.property(words, fc.stringMatching(/^[a-z]{1,5}$/), (vocabulary, word) => {
      const opened = shortWords(vocabulary)(word)
      assert.ok(opened === undefined || (vocabulary.includes(opened) && opened.startsWith(word) && opened !== word))
    }),
  )
})
