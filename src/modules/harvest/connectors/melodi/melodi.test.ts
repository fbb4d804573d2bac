import assert from 'node:assert/strict'
import { test } from 'node:test'
import { playedProducers } from '../../../../../test/played-producers.ts'

const producers = playedProducers()

test('a dataset that INSEE does not know is not asked again', async () => {
  producers.answer('https://api.insee.fr/melodi/catalog/all', '[]')
  await assert.rejects(producers.receive({ connector: 'melodi', dataset: 'DS_AUTRE' }), /DS_AUTRE/)
})
