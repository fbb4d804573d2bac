import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from '../../../test/make.ts'
import { announcedStores } from './announced-stores.ts'
import type { DatasetStore, VersionStore } from './ports.ts'

const nowhere = <T>(methods: Partial<T>): T => methods as T

test('what the public sees anew is announced after it is kept; drafts and failures are not', async () => {
  const happened: string[] = []
  const stores = announcedStores(
    nowhere<DatasetStore>({ save: async ({ id }) => void happened.push(`kept ${id}`) }),
    nowhere<VersionStore>({
      async publish(_, versionId) {
        if (versionId === 'absente') throw new Error('panne')
        happened.push(`shown ${versionId}`)
      },
    }),
    () => happened.push('announced'),
  )
  await stores.datasets.save(make.dataset({ id: 'brouillon', status: 'draft', versionId: 'v1' }))
  await stores.datasets.save(make.dataset({ id: 'vide', versionId: null }))
  assert.deepEqual(happened, ['kept brouillon', 'kept vide'])
  await stores.datasets.save(make.dataset({ id: 'jeu', versionId: 'v1' }))
  await stores.versions.publish('jeu', 'v2', new Date(0))
  assert.deepEqual(happened.slice(2), ['kept jeu', 'announced', 'shown v2', 'announced'])
  await assert.rejects(stores.versions.publish('jeu', 'absente', new Date(0)))
  assert.equal(happened.length, 6)
})
