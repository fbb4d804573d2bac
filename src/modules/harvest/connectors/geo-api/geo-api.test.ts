import assert from 'node:assert/strict'
import { test } from 'node:test'
import { playedProducers } from '../../../../../test/played-producers.ts'
import type { Fetch } from '../connectors.ts'

const producers = playedProducers()

test('the answer to a list of places is the file itself, named after its path', async () => {
  const question: Fetch = { connector: 'geo-api', path: 'departements/89/communes', fields: ['nom', 'code'] }
  assert.deepEqual(await producers.find(question), {
    url: 'https://geo.api.gouv.fr/departements/89/communes?fields=nom,code&format=json',
    name: 'departements-89-communes.json',
    edition: null,
  })
})
