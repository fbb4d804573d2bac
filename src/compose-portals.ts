import type { Database } from './kernel/sql.ts'
import type { Person } from './modules/access/index.ts'
import { archiveDataset, type EditDeps, type OrganisationStore, saveOrganisation } from './modules/catalog/index.ts'
import { postgresKnownDatasets } from './modules/catalog/known-datasets.postgres.ts'
import type { Feed, Harvested, HarvestStore, Source, TerritoryVariables } from './modules/harvest/index.ts'
import type { Network, Time } from './modules/harvest/network/network.ts'
import { decideLikeness, reconsiderLikeness } from './modules/harvest/portals/decide-likeness.ts'
import { pageOf, sourceOf } from './modules/harvest/portals/entry-source.ts'
import { organisationTypeNamed } from './modules/harvest/portals/organisation-named.ts'
import { postgresPortals } from './modules/harvest/portals/portal-store.postgres.ts'
import { readCatalogues } from './modules/harvest/portals/read-catalogues.ts'
import { settleEntries } from './modules/harvest/portals/settle-entries.ts'
import { shippedPortals } from './modules/harvest/portals/shipped-portals.disk.ts'
import { takeEntries } from './modules/harvest/portals/take-entries.ts'
import { portalsPages } from './modules/harvest/portals/web.tsx'
import type { Site } from './web/index.ts'

interface PortalParts {
  readonly database: Database
  readonly network: Network
  readonly time: Time
  readonly variables: () => Promise<TerritoryVariables>
  readonly organisations: OrganisationStore
  readonly edit: EditDeps
  readonly harvest: HarvestStore
  readonly onBug: (error: unknown) => void
}

/** The part of the house that reads the catalogues of local portals, and recognises what is met twice. */
export const composePortals = (parts: PortalParts) => {
  const { database, network, time, variables, organisations, edit, harvest, onBug } = parts
  const { now, audit, datasets } = edit
  const store = postgresPortals(database)
  const portals = async () => shippedPortals(await variables())
  const known = postgresKnownDatasets(database)
  const settle = settleEntries({ portals, store, harvest, datasets: known })
  const addOrganisation = (person: Person, name: string) =>
    saveOrganisation({ ...edit, organisations })(person, {
      ...{ name, type: organisationTypeNamed(name), siren: null, territory: null, description: '', website: null },
    })
  const ways = {
    read: readCatalogues({ network, time, store, settle, now, onBug }),
    take: takeEntries({ portals, store, datasets, organisations, addOrganisation, settle, audit, now }),
    decide: decideLikeness({ store, harvest, datasets, archive: archiveDataset(edit), settle, audit, now }),
    reconsider: reconsiderLikeness({ store, settle, audit, now }),
  }
  const takenNames = async () => new Set((await store.entries()).flatMap(({ name, taken }) => (taken ? [name] : [])))
  return {
    store,
    list: portals,
    ...ways,
    /** Those of taken entries. */
    sources: async (): Promise<readonly Source[]> => {
      const [all, entries] = await Promise.all([portals(), store.entries()])
      return entries.flatMap((entry) => {
        const portal = all.find(({ id }) => id === entry.portal)
        const source = portal && sourceOf(portal, entry)
        return source ? [source] : []
      })
    },
    /** The one dataset that shows the very file that a taken entry brings; nothing for other sources. */
    holderOf: async ({ dataset }: Feed, sha256: string) => {
      if (!(await store.entry(dataset))?.taken) return undefined
      const holders = (await known()).filter((one) => one.sha256 === sha256)
      return holders.length === 1 ? holders[0] : undefined
    },
    /** Files that came may be known already: entries are recognised anew when one of theirs did. */
    recogniseAfter: async (done: readonly Harvested[]) => {
      const names = await takenNames()
      if (done.some(({ source }) => names.has(source))) await settle()
    },
    /** Where a dataset comes from, for each portal that has it. */
    originsOf: async (datasetId: string) => {
      const [all, entries] = await Promise.all([portals(), store.entriesOf(datasetId)])
      return entries.flatMap(({ portal, entry }) => {
        const one = all.find(({ id }) => id === portal)
        return one ? [{ title: one.title, url: pageOf(one, entry) }] : []
      })
    },
    pages: (site: Site) => portalsPages({ site, portals, store, organisations, datasets, ...ways, onBug, now }),
  }
}
