import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CSV, playedProducers } from '../../../../../test/played-producers.ts'

const producers = playedProducers()

test('a year in an address is the newest that answers', async () => {
  producers.answer('https://exemple.fr/base-2024.csv', CSV)
  const found = await producers.find({ connector: 'http', url: 'https://exemple.fr/base-{annee}.csv', yearsBack: 4 })
  assert.deepEqual([found.url, found.edition], ['https://exemple.fr/base-2024.csv', '2024'])
})
