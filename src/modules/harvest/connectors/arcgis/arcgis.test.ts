import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numberedPage, numbersOf, playedProducers, questionOf } from '../../../../../test/played-producers.ts'

const producers = playedProducers()

test('pages are gathered as one file by their positions', async () => {
  const arcgis = questionOf('arcgis')
  const [start = ''] = producers.install(arcgis)
  producers.answer(start, numberedPage([1, 2], { properties: { exceededTransferLimit: true } }))
  producers.answer(start.replace('resultOffset=0', 'resultOffset=2'), numberedPage([3], {}))
  assert.deepEqual(numbersOf((await producers.receive(arcgis)).text), [1, 2, 3])
})
