import assert from 'node:assert/strict'
import { test } from 'node:test'
import { communesSource, memoryHarvest } from '../../../test/harvest-office.ts'
import { unknownState } from './ports.ts'
import { watchSources } from './watch-sources.ts'

const NOW = new Date('2026-11-25T10:00:00Z')

test('a folder that has not a file makes its source absent; one that cannot be read leaves each as it was', async () => {
  const store = memoryHarvest()
  await store.saveState({ ...unknownState('vieille'), checkedAt: '2020-01-01T09:00:00Z' })
  const watched = (trouble: string | null) =>
    watchSources({
      store,
      sources: async () => [communesSource({ id: 'neuve' }), communesSource({ id: 'vieille' })],
      frequencyOf: async () => 'ANNUAL',
      reachable: async () => [],
      trouble: async () => trouble,
    })(NOW)
  const told = async (trouble: string | null) =>
    Object.fromEntries((await watched(trouble)).map(({ source, standing, next }) => [source.id, [standing, next]]))
  assert.deepEqual(await told(null), { neuve: ['absent', null], vieille: ['absent', null] })
  assert.deepEqual(await told('Le dossier ne se lit pas.'), { neuve: ['never', null], vieille: ['late', null] })
})
