import assert from 'node:assert/strict'
import { test } from 'node:test'
import { playedProducers } from '../../../../../test/played-producers.ts'
import type { Fetch } from '../connectors.ts'

const producers = playedProducers()

const question: Fetch = {
  connector: 'ckan',
  portal: 'https://ckan.exemple.fr',
  dataset: 'jeu',
  resource: { file: 'ventes', edition: '(\\d{4})' },
}
const told = (result: unknown) =>
  producers.answer(
    'https://ckan.exemple.fr/api/3/action/package_show?id=jeu',
    JSON.stringify({ success: true, result }),
  )
const resource = (name: string) => ({ name, format: 'CSV', url: `/files/${name}` })

test('the newest edition is chosen, its address told from that of the portal, as DKAN writes it too', async () => {
  const dataset = { title: 'Jeu', resources: ['ventes-2024.csv', 'ventes-2025.csv', 'locaux-2026.csv'].map(resource) }
  for (const result of [dataset, [dataset]]) {
    told(result)
    assert.deepEqual(await producers.find(question), {
      url: 'https://ckan.exemple.fr/files/ventes-2025.csv',
      name: 'ventes-2025.csv',
      edition: '2025',
    })
  }
})

test('a dataset that the portal no longer describes is told in words', async () => {
  told([])
  await assert.rejects(producers.find(question), /ckan\.exemple\.fr ne décrit plus « jeu »/)
  told({ title: 'Jeu', resources: [] })
  await assert.rejects(producers.find(question), /« Jeu »/)
})
