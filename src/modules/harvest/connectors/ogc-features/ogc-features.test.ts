import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numberedPage, numbersOf, playedProducers, questionOf } from '../../../../../test/played-producers.ts'

const producers = playedProducers()

test('pages are gathered as one file by their links', async () => {
  const ogc = questionOf('ogc-features')
  const [first = ''] = producers.install(ogc)
  const second = 'https://ogc.exemple.fr/collections/lieux/items?cursor=2'
  producers.answer(first, numberedPage([1, 2], { numberMatched: 3, links: [{ rel: 'next', href: second }] }))
  producers.answer(second, numberedPage([3], { numberMatched: 3 }))
  assert.deepEqual(numbersOf((await producers.receive(ogc)).text), [1, 2, 3])
})
