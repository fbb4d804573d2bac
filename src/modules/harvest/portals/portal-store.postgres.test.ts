import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from '../../../../test/make.ts'
import { csvEntry, memoryPortals, townPortal } from '../../../../test/memory-portals.ts'
import { endBeforeServer, freshDatabase } from '../../../../test/postgres.ts'
import { postgresDatasets } from '../../catalog/dataset-store.postgres.ts'
import type { Version } from '../../catalog/index.ts'
import { postgresKnownDatasets } from '../../catalog/known-datasets.postgres.ts'
import { postgresOrganisations } from '../../catalog/organisation-store.postgres.ts'
import { postgresVersions } from '../../catalog/version-store.postgres.ts'
import { postgresPortals } from './portal-store.postgres.ts'
import type { KnownEntry, PortalLook, PortalStore } from './ports.ts'
import { merged } from './read-catalogues.ts'

const ends: (() => Promise<void>)[] = []
endBeforeServer(async () => {
  for (const end of ends) await end()
})

const stored = async (): Promise<PortalStore> => {
  const { database, close } = await freshDatabase()
  ends.push(close)
  return postgresPortals(database)
}

const DAY = '2026-11-25T10:00:00Z'
const hostile = "<script>alert(1)</script> '; drop table harvest.portal_entry; --"
const [known, other] = merged(
  townPortal(),
  [],
  { entries: [csvEntry({ title: hostile }), csvEntry({ identifier: 'b', title: 'Bancs' })], whole: true },
  DAY,
).entries as [KnownEntry, KnownEntry]
const look: PortalLook = {
  ...{ portal: 'ville', readAt: DAY, entries: 2, unreadable: 1, whole: true, failingSince: null, failure: null },
}

for (const [kind, opened] of [
  ['PostgreSQL', stored],
  ['memory', async () => memoryPortals()],
] as const)
  test(`${kind}: entries, readings and words are kept as they were given`, async () => {
    const store = await opened()
    assert.deepEqual([await store.looks(), await store.entries(), await store.words()], [[], [], []])
    await store.saveLook({ ...look, failure: 'non' })
    await store.saveLook(look)
    assert.deepEqual(await store.looks(), [look])
    await store.saveEntries([other, known])
    assert.deepEqual(await store.entries('ville'), [known, other])
    assert.deepEqual([await store.entries('autre'), await store.entry('autre')], [[], undefined])
    const taken = { producer: 'ville', licence: 'lov2', by: 'moi', at: DAY }
    const doubts = [{ other: 'jeu:x', title: 'X', href: null, reasons: ['Les deux ont le même titre.'] }]
    const full: KnownEntry = { ...known, taken, linkedTo: 'x', because: ['a'], doubts, changes: ['b'], changedAt: DAY }
    await store.saveEntries([full])
    assert.deepEqual(await store.entry(known.name), full)
    // A reading that began before does not undo what a person chose meanwhile.
    await store.saveEntries([{ ...full, taken: null, linkedTo: null }])
    assert.deepEqual((await store.entry(known.name))?.taken, taken)
    assert.deepEqual(
      (await store.entriesOf(known.name)).map(({ name }) => name),
      [known.name],
    )
    await store.saveEntries([{ ...other, linkedTo: known.name }])
    assert.deepEqual((await store.entriesOf(known.name)).length, 2)
    await store.saveEntries([{ ...other, linkedTo: known.name, vanishedAt: DAY }])
    assert.deepEqual((await store.entriesOf(known.name)).length, 1)
    const at = new Date(DAY)
    await store.saveWord({ one: 'z', other: 'a', same: true }, 'moi', at)
    await store.saveWord({ one: 'a', other: 'z', same: false }, 'moi', at)
    assert.deepEqual(await store.words(), [{ one: 'a', other: 'z', same: false }])
    assert.deepEqual([await store.forgetWord('z', 'a'), await store.forgetWord('a', 'z')], [true, false])
    assert.deepEqual(await store.words(), [])
  })

test('datasets are told with what another catalogue may know them by; archived ones are not', async () => {
  const { database, close } = await freshDatabase()
  ends.push(close)
  await postgresOrganisations(database).save(make.organisation())
  const datasets = postgresDatasets(database, async () => new Map())
  const versions = postgresVersions(database)
  const sourceUrl = 'https://data.ville.fr/arbres'
  await datasets.save(make.dataset({ producer: make.organisation().id, sourceUrl, status: 'draft' }))
  await datasets.save(make.dataset({ id: 'vide', slug: 'vide' }))
  await datasets.save(make.dataset({ id: 'range', slug: 'range', status: 'archived' }))
  const column: Version['columns'][number] = {
    ...{ name: 'nom', label: 'Nom', type: 'text', semantic: null, unit: null, filled: 1, distinct: 1, min: null },
    ...{ max: null, mean: null, quantiles: null, top: [], histogram: [], sample: [] },
  }
  const { number: _, publishedAt: __, ...version } = make.version({ rowCount: 3, columns: [column] })
  await versions.add(version)
  await versions.publish('jeu', version.id, new Date(DAY))
  await versions.add({ ...version, id: 'v-vide', datasetId: 'vide', rowCount: 0 })
  await versions.publish('vide', 'v-vide', new Date(DAY))
  const told = await postgresKnownDatasets(database)()
  assert.deepEqual(
    told.map(({ id, producer, sha256, columns, sourceUrl: origin }) => ({ id, producer, sha256, columns, origin })),
    [
      { id: 'jeu', producer: 'Département de l’Yonne', sha256: '0'.repeat(64), columns: ['Nom'], origin: sourceUrl },
      { id: 'vide', producer: null, sha256: null, columns: ['Nom'], origin: null },
    ],
  )
})
