import assert from 'node:assert/strict'
import { test } from 'node:test'
import { playedProducers } from '../../../../../test/played-producers.ts'
import type { Fetch } from '../connectors.ts'

const producers = playedProducers()

test('DiDo: the newest edition of the wanted file, without a line of descriptions', async () => {
  const question: Fetch = {
    connector: 'dido',
    dataset: 'permis',
    resource: { title: 'logements' },
    where: { DEP_CODE: 'eq:89' },
  }
  const file = (rid: string, title: string, ...editions: readonly string[]) => ({
    rid,
    title,
    millesimes: editions.map((millesime) => ({ millesime })),
  })
  const api = 'https://data.statistiques.developpement-durable.gouv.fr/dido/api/v1'
  const told = (datafiles: readonly object[]) =>
    producers.answer(
      `${api}/datasets/permis`,
      JSON.stringify({ title: 'Permis', last_update: '2026-09-29', datafiles }),
    )
  told([file('a', 'Locaux', '2026-09'), file('b', 'Permis de logements', '2026-08', '2026-09', '2025-12')])
  const find = () => producers.find(question)
  assert.deepEqual(await find(), {
    url: `${api}/datafiles/b/csv?millesime=2026-09&withColumnName=true&withColumnDescription=false&withColumnUnit=false&DEP_CODE=eq%3A89`,
    name: 'permis.csv',
    edition: '2026-09',
    mark: '2026-09 2026-09-29',
  })
  told([file('b', 'Permis de logements')])
  await assert.rejects(find(), /n’a aucune édition/)
})
