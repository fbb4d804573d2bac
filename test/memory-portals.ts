import type { CatalogueEntry } from '../src/modules/harvest/portals/catalogue-entry.ts'
import { SAYS_NOTHING } from '../src/modules/harvest/portals/catalogue-entry.ts'
import type { KeptPortals, PortalRecord } from '../src/modules/harvest/portals/kept-portal.ts'
import type { Portal } from '../src/modules/harvest/portals/portal.ts'
import type { KnownEntry, PortalLook, PortalStore } from '../src/modules/harvest/portals/ports.ts'
import type { Word } from '../src/modules/harvest/portals/recognise.ts'

/** Entries, readings and words in memory, as PostgreSQL keeps them. */
export const memoryPortals = (): PortalStore => {
  const entries = new Map<string, KnownEntry>()
  const looks = new Map<string, PortalLook>()
  const words = new Map<string, Word>()
  const byTitle = (a: KnownEntry, b: KnownEntry) =>
    a.entry.title < b.entry.title || (a.entry.title === b.entry.title && a.name < b.name) ? -1 : 1
  const all = () => [...entries.values()].toSorted(byTitle)
  return {
    looks: async () => [...looks.values()],
    saveLook: async (look) => void looks.set(look.portal, look),
    entries: async (portal) => all().filter((one) => portal === undefined || one.portal === portal),
    entriesOf: async (id) =>
      all().filter(
        ({ linkedTo, name, taken, vanishedAt }) =>
          vanishedAt === null && (linkedTo === id || (name === id && linkedTo === null && taken !== null)),
      ),
    entry: async (name) => entries.get(name),
    async saveEntries(saved) {
      for (const one of saved)
        entries.set(one.name, { ...one, taken: one.taken ?? entries.get(one.name)?.taken ?? null })
    },
    words: async () => [...words.values()],
    async saveWord({ one, other, same }) {
      const [a, b] = one < other ? [one, other] : [other, one]
      words.set(`${a} ${b}`, { one: a, other: b, same })
    },
    forgetWord: async (one, other) => words.delete([one, other].toSorted().join(' ')),
  }
}

/** Portals that people added or retired, in memory, as PostgreSQL keeps them. */
export const memoryKeptPortals = (): KeptPortals => {
  const records = new Map<string, PortalRecord>()
  const none = { definition: null, retiredAt: null }
  return {
    all: async () =>
      [...records.values()].toSorted((a, b) =>
        (a.definition?.title ?? '\uffff') + a.id < (b.definition?.title ?? '\uffff') + b.id ? -1 : 1,
      ),
    save: async (id, definition) => void records.set(id, { ...none, ...records.get(id), id, definition }),
    retire: async (id, at) =>
      void records.set(id, { ...none, ...records.get(id), id, retiredAt: at && `${at.toISOString().slice(0, 19)}Z` }),
  }
}

/** A CKAN portal of a town. */
export const townPortal = (changes: Partial<Portal> = {}): Portal => ({
  id: 'ville',
  title: 'Données de la ville',
  page: 'https://data.ville.fr/',
  known: 'read',
  catalogue: { kind: 'ckan', portal: 'https://data.ville.fr' },
  producer: {
    ...{ id: 'ville', slug: 'ville-de-joigny', name: 'Ville de Joigny', type: 'commune', siren: null },
    ...{ territory: 'commune:89206', description: '', website: null },
  },
  covers: 'commune:89206',
  theme: 'REGI',
  ...changes,
})

/** An entry with one CSV file under an open licence. */
export const csvEntry = (changes: Partial<CatalogueEntry> = {}): CatalogueEntry => ({
  ...SAYS_NOTHING,
  identifier: 'arbres',
  title: 'Arbres remarquables de Joigny',
  publisher: 'Ville de Joigny',
  licence: 'lov2',
  distributions: [
    {
      title: 'Les arbres',
      url: 'https://data.ville.fr/arbres.csv',
      name: 'arbres.csv',
      format: 'csv',
      modified: '2026-05-01',
      sha256: null,
    },
  ],
  ...changes,
})
