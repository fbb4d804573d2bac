import type { DatasetStore, OrganisationStore } from '../src/modules/catalog/index.ts'
import { editPortals } from '../src/modules/harvest/portals/edit-portals.ts'
import { localPortals } from '../src/modules/harvest/portals/local-portals.ts'
import { merged } from '../src/modules/harvest/portals/read-catalogues.ts'
import { portalsPages } from '../src/modules/harvest/portals/web.tsx'
import type { Site } from '../src/web/index.ts'
import { csvEntry, memoryKeptPortals, memoryPortals, townPortal } from './memory-portals.ts'

interface Parts {
  readonly site: Site
  readonly organisations: OrganisationStore
  readonly datasets: DatasetStore
  readonly now: () => Date
}

/**
 * The pages of portals with one that comes with the program (`ville`, one entry) and one that `producer` had added (`agglo`): whatever is
 * asked of other machines is found, whatever is read or taken changes nothing.
 */
export const portalDesk = async ({ site, organisations, datasets, now }: Parts, producer: string) => {
  const [store, kept] = [memoryPortals(), memoryKeptPortals()]
  const town = townPortal()
  const [entry] = merged(town, [], { entries: [csvEntry()], whole: true }, '2026-11-25T09:00:00Z').entries
  if (!entry) throw new Error('an entry was given')
  await store.saveEntries([entry])
  const agglo = { title: 'Agglomération', page: 'https://data.agglo.fr/', address: 'data.agglo.fr', theme: 'REGI' }
  const catalogue = { kind: 'opendatasoft', host: 'data.agglo.fr' } as const
  await kept.save('agglo', { ...agglo, catalogue, organisation: producer, covers: 'departement:89' }, 'moi', now())
  const known = localPortals({ shipped: async () => [town], kept, organisations })
  const audit = { record: async () => undefined }
  const edit = editPortals({
    ...{ known, kept, organisations, audit, now, home: async () => 'departement:89', settle: async () => undefined },
    find: async ({ host }) => ({
      catalogue: { kind: 'ckan', portal: `https://${host}` },
      titles: ['Bancs'],
      whole: true,
    }),
    addOrganisation: async () => {
      throw new Error('nobody is added')
    },
  })
  const pages = portalsPages({
    ...{ site, known, store, organisations, datasets, edit, now },
    read: async () => [],
    take: async () => [],
    decide: async () => entry,
    reconsider: async () => undefined,
    onBug: (error) => {
      throw error
    },
  })
  return pages
}
