import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answersTo, CSV, playedProducers, questionOf } from '../../../../../test/played-producers.ts'
import type { Fetch } from '../connectors.ts'

const producers = playedProducers()

test('a catalogue that changed shape is told by the place where it changed', async () => {
  const question = questionOf('data-gouv')
  const [catalogue = ''] = producers.install(question)
  producers.answer(catalogue, JSON.stringify({ title: 'jeu', files: [] }))
  await assert.rejects(producers.receive(question), /ne répond plus comme avant : .*a changé de forme/)
  producers.answer(catalogue, '{"title": "jeu"')
  await assert.rejects(producers.receive(question), /autre chose que du JSON/)
  producers.answer(catalogue, JSON.stringify({ success: false, error: { message: 'non' } }))
  await assert.rejects(producers.receive(question), /la demande a échoué/)
})

test('a catalogue with a byte-order mark and another content type is read all the same', async () => {
  const question = questionOf('data-gouv')
  const [catalogue = ''] = producers.install(question)
  const [answer] = answersTo(question)
  producers.answer(catalogue, `\uFEFF${JSON.stringify(answer && 'json' in answer ? answer.json : null)}`, {
    'content-type': 'text/plain; charset=latin1',
  })
  assert.equal((await producers.receive(question)).text, CSV)
})

test('the newest edition is chosen by its name, not by its place in the list', async () => {
  const question: Fetch = {
    connector: 'data-gouv',
    dataset: 'jeu',
    resource: { file: '^base_.*\\.csv$', edition: 'base_(\\d{4})' },
  }
  const resource = (name: string) => ({
    id: name,
    title: name,
    url: `https://static.data.gouv.fr/20260101-120000/${name}`,
    format: 'csv',
  })
  producers.answer(
    'https://www.data.gouv.fr/api/1/datasets/jeu/',
    JSON.stringify({
      title: 'Jeu',
      resources: ['base_2022.csv', 'base_2024.csv', 'base_2023.csv', 'notice.pdf'].map(resource),
    }),
  )
  const found = await producers.find(question)
  assert.deepEqual(found, {
    url: 'https://www.data.gouv.fr/api/1/datasets/r/base_2024.csv',
    name: 'base_2024.csv',
    edition: '2024',
  })
})

test('of datasets of data.gouv.fr that follow one another, a search finds the newest, by its title', async () => {
  const question: Fetch = {
    connector: 'data-gouv',
    dataset: 'loyers-2023',
    series: { search: 'carte des loyers', title: 'loyers .* en (\\d{4})$' },
    resource: { file: 'maisons.*csv$' },
  }
  const found = (...titles: readonly string[]) =>
    producers.answer(
      'https://www.data.gouv.fr/api/1/datasets/?q=carte+des+loyers&page_size=100',
      JSON.stringify({
        data: titles.map((title, i) => ({
          title,
          resources: [{ id: `r-${i}`, title: 'Maisons', url: `https://static.data.gouv.fr/maisons-${i}.csv` }],
        })),
      }),
    )
  const find = () => producers.find(question)
  found('Loyers par commune en 2023', 'Loyers par commune en 2025', 'Loyers', 'Loyers par commune en 2024')
  assert.deepEqual(await find(), {
    url: 'https://www.data.gouv.fr/api/1/datasets/r/r-1',
    name: 'maisons-1.csv',
    edition: '2025',
  })
  found('Loyers', 'Ventes en 2025')
  await assert.rejects(find(), /plus de jeu qui réponde à « carte des loyers »/)
})
