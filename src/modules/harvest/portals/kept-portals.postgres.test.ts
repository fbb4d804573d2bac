import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from '../../../../test/make.ts'
import { memoryKeptPortals } from '../../../../test/memory-portals.ts'
import { endBeforeServer, freshDatabase } from '../../../../test/postgres.ts'
import { postgresOrganisations } from '../../catalog/organisation-store.postgres.ts'
import type { KeptPortal } from './kept-portal.ts'
import { postgresKeptPortals } from './kept-portals.postgres.ts'

const ends: (() => Promise<void>)[] = []
endBeforeServer(async () => {
  for (const end of ends) await end()
})

const stored = async () => {
  const { database, close } = await freshDatabase()
  ends.push(close)
  await postgresOrganisations(database).save(make.organisation({ id: 'agglo' }))
  return postgresKeptPortals(database)
}

const AT = new Date('2026-11-25T10:00:00Z')
const agglo: KeptPortal = {
  ...{ title: "<script>'; drop table harvest.portal; --", page: 'https://data.agglo.fr/', address: 'data.agglo.fr' },
  ...{ catalogue: { kind: 'data-fair', host: 'data.agglo.fr', owner: 'organization:a' }, organisation: 'agglo' },
  ...{ covers: 'departement:89', theme: 'REGI' },
}

for (const [kind, opened] of [
  ['PostgreSQL', stored],
  ['memory', async () => memoryKeptPortals()],
] as const)
  test(`${kind}: portals are kept as they were given, and so is their retirement`, async () => {
    const kept = await opened()
    assert.deepEqual(await kept.all(), [])
    await kept.save('agglo', agglo, 'moi', AT)
    await kept.retire('ville', AT, 'moi', AT)
    assert.deepEqual(await kept.all(), [
      { id: 'agglo', definition: agglo, retiredAt: null },
      { id: 'ville', definition: null, retiredAt: '2026-11-25T10:00:00Z' },
    ])
    await kept.retire('agglo', AT, 'moi', AT)
    await kept.save('agglo', { ...agglo, title: 'Agglo' }, 'moi', AT)
    await kept.retire('ville', null, 'moi', AT)
    assert.deepEqual(await kept.all(), [
      { id: 'agglo', definition: { ...agglo, title: 'Agglo' }, retiredAt: '2026-11-25T10:00:00Z' },
      { id: 'ville', definition: null, retiredAt: null },
    ])
  })
