import assert from 'node:assert/strict'
import { test } from 'node:test'
import { playedProducers, questionOf } from '../../../../../test/played-producers.ts'
import type { Fetch } from '../connectors.ts'

const producers = playedProducers()

test('a field that is no longer there is told before anything travels', async () => {
  const ods = questionOf('opendatasoft')
  const [dataset = ''] = producers.install(ods)
  producers.answer(
    dataset,
    JSON.stringify({ dataset_id: 'jeu', fields: [{ name: 'dep_2026' }], metas: { default: { title: 'Jeu' } } }),
  )
  await assert.rejects(producers.receive(ods), /n’a plus le champ attendu : dep/)
})

test('of datasets that follow one another, the newest is found in the whole catalogue of the portal', async () => {
  const question: Fetch = {
    connector: 'opendatasoft',
    host: 'education.exemple.fr',
    dataset: 'ips-ap2022',
    series: '^ips-ap(\\d{4})$',
  }
  const page = (offset: number, names: readonly string[]) =>
    producers.answer(
      `https://education.exemple.fr/api/explore/v2.1/catalog/datasets?select=dataset_id&limit=100&offset=${offset}`,
      JSON.stringify({ total_count: 4, results: names.map((name) => ({ dataset_id: name })) }),
    )
  page(0, ['ips-ap2022', 'ips-ap2024', 'ips-ecoles-ap2026'])
  page(3, ['ips-ap2023'])
  for (const name of ['ips-ap2022', 'ips-ap2023', 'ips-ap2024'])
    producers.answer(
      `https://education.exemple.fr/api/explore/v2.1/catalog/datasets/${name}`,
      JSON.stringify({ dataset_id: name, fields: [], metas: { default: {} } }),
    )
  assert.equal((await producers.find(question)).name, 'ips-ap2024.csv')
  page(0, [])
  await assert.rejects(producers.find(question), /aucun jeu dont le nom ressemble à « ips-ap2022 »/)
})
