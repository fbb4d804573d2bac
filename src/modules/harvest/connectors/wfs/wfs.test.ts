import assert from 'node:assert/strict'
import { test } from 'node:test'
import { playedProducers, questionOf } from '../../../../../test/played-producers.ts'

const producers = playedProducers()

test('a service that gives fewer features than it says gives nothing', async () => {
  const wfs = questionOf('wfs')
  const [layer = ''] = producers.install(wfs)
  producers.answer(layer, JSON.stringify({ type: 'FeatureCollection', numberMatched: 7, features: [{}] }))
  const beyond = layer.replace('STARTINDEX=0', 'STARTINDEX=1')
  producers.answer(beyond, JSON.stringify({ type: 'FeatureCollection', numberMatched: 7, features: [] }))
  await assert.rejects(producers.receive(wfs), /annonce 7 objets et n’en donne que 1/)
})

test('a service that gives at most so many features at a time is asked for the rest', async () => {
  const wfs = questionOf('wfs')
  const [first = ''] = producers.install(wfs)
  const at = (start: number) => first.replace('STARTINDEX=0', `STARTINDEX=${start}`)
  const page = (from: number, size: number, matched: number | 'unknown') =>
    JSON.stringify({
      type: 'FeatureCollection',
      numberMatched: matched,
      features: Array.from({ length: size }, (_, i) => ({ type: 'Feature', properties: { n: from + i } })),
    })
  for (const matched of [7, 'unknown'] as const) {
    for (const start of [0, 3, 6]) producers.answer(at(start), page(start, Math.min(3, 7 - start), matched))
    producers.answer(at(7), page(7, 0, matched))
    const { features } = JSON.parse((await producers.receive(wfs)).text)
    assert.deepEqual(
      features.map((one: { readonly properties: { readonly n: number } }) => one.properties.n),
      [0, 1, 2, 3, 4, 5, 6],
    )
  }
  // The Géoplateforme gives 5 000 in all: what lies beyond is empty, and the file would be cut in silence.
  producers.answer(at(0), page(0, 5000, 7000))
  producers.answer(at(5000), page(5000, 0, 7000))
  await assert.rejects(producers.receive(wfs), /annonce 7000 objets et n’en donne que 5000/)
  producers.answer(at(0), page(0, 3, 'unknown'))
  producers.answer(at(3), page(0, 3, 'unknown'))
  await assert.rejects(producers.receive(wfs), /toujours la même page/)
})
