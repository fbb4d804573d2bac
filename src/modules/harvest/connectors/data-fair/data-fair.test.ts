import assert from 'node:assert/strict'
import { test } from 'node:test'
import { playedProducers, questionOf } from '../../../../../test/played-producers.ts'

const producers = playedProducers()

test('pages are gathered as one file by their marks', async () => {
  const fair = questionOf('data-fair')
  const [, lines = ''] = producers.install(fair)
  const next = 'https://fair.exemple.fr/suite?after=1'
  producers.answer(lines, JSON.stringify({ total: 9, next, results: [{ dep: '89' }] }))
  producers.answer(next, JSON.stringify({ total: 9, results: [{ dep: '58' }] }))
  assert.equal((await producers.receive(fair)).text, '{"dep":"89"}\n{"dep":"58"}\n')
})

test('a service that turns in circles gives nothing', async () => {
  const fair = questionOf('data-fair')
  const [, lines = ''] = producers.install(fair)
  producers.answer(lines, JSON.stringify({ next: lines, results: [{ dep: '89' }] }))
  await assert.rejects(producers.receive(fair), /sans fin de page en page/)
})
