import type { Database } from './kernel/sql.ts'
import type { Person } from './modules/access/index.ts'
import { archiveDataset, type EditDeps, type OrganisationStore, saveOrganisation } from './modules/catalog/index.ts'
import { postgresKnownDatasets } from './modules/catalog/known-datasets.postgres.ts'
import type { Feed, Harvested, HarvestStore, Source, TerritoryVariables } from './modules/harvest/index.ts'
import type { Network, Time } from './modules/harvest/network/network.ts'
import { decideLikeness, reconsiderLikeness } from './modules/harvest/portals/decide-likeness.ts'
import { editPortals } from './modules/harvest/portals/edit-portals.ts'
import { pageOf, sourceOf } from './modules/harvest/portals/entry-source.ts'
import { findCatalogue } from './modules/harvest/portals/find-catalogue.ts'
import { postgresKeptPortals } from './modules/harvest/portals/kept-portals.postgres.ts'
import { followedPortals, localPortals } from './modules/harvest/portals/local-portals.ts'
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
  const kept = postgresKeptPortals(database)
  const local = localPortals({ shipped: async () => shippedPortals(await variables()), kept, organisations })
  const portals = async () => followedPortals(await local())
  const everyPortal = async () => (await local()).map(({ portal }) => portal)
  const retired = async () =>
    new Set((await kept.all()).flatMap(({ id, retiredAt }) => (retiredAt === null ? [] : [id])))
  const known = postgresKnownDatasets(database)
  const settle = settleEntries({ portals: everyPortal, retired, store, harvest, datasets: known })
  const addOrganisation = (person: Person, name: string) =>
    saveOrganisation({ ...edit, organisations })(person, {
      ...{ name, type: organisationTypeNamed(name), siren: null, territory: null, description: '', website: null },
    })
  const ways = {
    read: readCatalogues({ network, time, store, settle, now, onBug }),
    take: takeEntries({ portals, store, datasets, organisations, addOrganisation, settle, audit, now }),
    decide: decideLikeness({ store, harvest, datasets, archive: archiveDataset(edit), settle, audit, now }),
    reconsider: reconsiderLikeness({ store, settle, audit, now }),
    edit: editPortals({
      ...{ known: local, kept, organisations, addOrganisation, settle, audit, now },
      find: findCatalogue({ network, time }),
      home: async () => `departement:${(await variables()).departement}`,
    }),
  }
  const takenNames = async () => new Set((await store.entries()).flatMap(({ name, taken }) => (taken ? [name] : [])))
  return {
    store,
    list: portals,
    /** Retired ones included, with what people typed to add them. */
    known: local,
    ...ways,
    /** Those of taken entries. */
    sources: async (): Promise<readonly Source[]> => {
      const [all, entries] = await Promise.all([everyPortal(), store.entries()])
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
      const entries = await store.entriesOf(datasetId)
      const all = entries.length === 0 ? [] : await everyPortal()
      return entries.flatMap(({ portal, entry }) => {
        const one = all.find(({ id }) => id === portal)
        return one ? [{ title: one.title, url: pageOf(one, entry) }] : []
      })
    },
    pages: (site: Site) => portalsPages({ site, known: local, store, organisations, datasets, ...ways, onBug, now }),
  }
}
