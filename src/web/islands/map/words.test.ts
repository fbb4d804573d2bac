import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowTitle, viewWords } from './words.ts'

const said = (...asked: Parameters<typeof viewWords>) => viewWords(...asked).replaceAll(/\s/g, ' ')

test('a view says how many rows it shows, out of how many, and how many have no position', () => {
  assert.equal(said('row', 1, { placed: 1, matching: 1 }), '1 ligne dans cette vue.')
  assert.equal(
    said('row', 12, { placed: 1300, matching: 1301 }),
    '12 lignes dans cette vue sur 1 300. 1 ligne n’a pas de position : voyez le tableau.',
  )
  assert.match(said('cell', 2473, { placed: 2473, matching: 2475 }), /trop pour les montrer une à une.*2 lignes n’ont/)
})

test('an empty view says what to do', () => {
  assert.match(said('row', 0, { placed: 4, matching: 4 }), /Éloignez-vous/)
  assert.match(said('row', 0, { placed: 0, matching: 0 }), /Aucune ligne ne répond/)
  assert.match(said('row', 0, { placed: 0, matching: 3 }), /3 lignes n’ont pas de position/)
})

test('a row without a name is called by its number', () => {
  assert.equal(rowTitle(12, { nom: 'Gare', commune: 'Sens' }, ['nom', 'commune']), 'Gare, Sens')
  assert.equal(rowTitle(12, { nom: null }, ['nom']), 'Ligne 12')
})
