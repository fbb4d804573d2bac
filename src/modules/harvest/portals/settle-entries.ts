import { isDeepStrictEqual } from 'node:util'
import type { HarvestStore } from '../ports.ts'
import { pageOf } from './entry-source.ts'
import { identitiesOf, identityOf, ofChecksum } from './identities.ts'
import type { Portal } from './portal.ts'
import type { KnownDataset, KnownEntry, Likeness, PortalStore } from './ports.ts'
import { OURS, type Recognised, recognise, type Trace, type Word } from './recognise.ts'

/** The key of a dataset among traces. */
export const datasetKey = (id: string): string => `jeu:${id}`
/** The key of an entry among traces. */
export const entryKey = ({ name }: Pick<KnownEntry, 'name'>): string => `origine:${name}`

export interface SettleDeps {
  readonly portals: () => Promise<readonly Portal[]>
  /** Names of those that are not read any more. */
  readonly retired: () => Promise<ReadonlySet<string>>
  readonly store: Pick<PortalStore, 'entries' | 'saveEntries' | 'words'>
  readonly harvest: Pick<HarvestStore, 'states'>
  /** Those of the catalogue that are not archived. */
  readonly datasets: () => Promise<readonly KnownDataset[]>
}

/** Recognises anew every entry of every portal, among themselves and among our datasets, and keeps what changed. Doing it twice changes nothing. */
export const settleEntries = (deps: SettleDeps) => async (): Promise<void> => {
  const [portals, retired, known, words, states, datasets] = await Promise.all([
    deps.portals(),
    deps.retired(),
    deps.store.entries(),
    deps.store.words(),
    deps.harvest.states(),
    deps.datasets(),
  ])
  // What a retired portal only proposed resembles nothing any more.
  const entries = known.filter(({ portal, taken }) => taken !== null || !retired.has(portal))
  const received = new Map(
    states.map(({ source, received }) => [source, Object.values(received).at(0)?.original.sha256 ?? null]),
  )
  const settled = settledEntries(portals, entries, words, datasets, (name) => received.get(name) ?? null)
  const changed = settled.filter((one, i) => !isDeepStrictEqual(one, entries[i]))
  if (changed.length > 0) await deps.store.saveEntries(changed)
}

/** Entries, in their order, with what is recognised of each: the dataset that it is another origin of, or those that a person has to tell from it. */
export const settledEntries = (
  portals: readonly Portal[],
  entries: readonly KnownEntry[],
  words: readonly Word[],
  datasets: readonly KnownDataset[],
  receivedOf: (name: string) => string | null,
): readonly KnownEntry[] => {
  const named = new Map(entries.map((one) => [one.name, one]))
  const there = new Map(datasets.map((one) => [one.id, one]))
  // A dataset that an entry fills is that entry.
  const made = datasets.flatMap(({ id }): Word[] => {
    const known = named.get(id)
    return known?.taken ? [{ one: datasetKey(id), other: entryKey(known), same: true }] : []
  })
  const told = recognise(
    [...datasets.map(datasetTrace), ...entries.map((one) => entryTrace(one, receivedOf(one.name)))],
    [...words, ...made],
  )
  const groupOf = new Map(told.groups.flatMap((group) => group.map((key) => [key, group])))
  const likeness = likenessOf(portals, there, named)
  return entries.map((known) => {
    const key = entryKey(known)
    const linkedTo = linkOf(known, groupOf.get(key) ?? [], there, named)
    return {
      ...known,
      linkedTo,
      because: linkedTo === null ? [] : reasonsOf(told, key, linkedTo),
      doubts:
        linkedTo === null
          ? told.doubts.flatMap(({ one, other, reasons }) =>
              one === key ? likeness(other, reasons) : other === key ? likeness(one, reasons) : [],
            )
          : [],
    }
  })
}

const datasetTrace = ({ id, title, producer, sourceUrl, sha256, columns }: KnownDataset): Trace => ({
  key: datasetKey(id),
  catalogue: OURS,
  identities: [...(sourceUrl === null ? [] : identityOf(sourceUrl, OURS)), ...ofChecksum(sha256)],
  title,
  producer,
  columns,
})

const entryTrace = (known: KnownEntry, received: string | null): Trace => ({
  key: entryKey(known),
  catalogue: known.portal,
  identities: [...new Set([...identitiesOf(known.entry, known.portal), ...ofChecksum(received)])],
  title: known.entry.title,
  producer: known.entry.publisher,
  columns: known.entry.columns,
})

/** The dataset that has the rows of an entry already: one of ours that is not its own, else the one that another entry of its group will fill. */
const linkOf = (
  known: KnownEntry,
  group: readonly string[],
  there: ReadonlyMap<string, KnownDataset>,
  named: ReadonlyMap<string, KnownEntry>,
): string | null => {
  if (known.taken && there.get(known.name)?.published) return null
  const ours = group.flatMap((key) => (key.startsWith('jeu:') ? [key.slice(4)] : [])).filter((id) => id !== known.name)
  // Those that the portal had first, then those that came from portals.
  const first = ours.toSorted((a, b) => Number(named.has(a)) - Number(named.has(b)) || (a < b ? -1 : 1))[0]
  if (first !== undefined) return first
  const takers = group
    .flatMap((key) => (key.startsWith('origine:') ? [named.get(key.slice(8))] : []))
    .flatMap((one) => (one?.taken ? [one] : []))
    .toSorted((a, b) => ((a.taken?.at ?? '') + a.name < (b.taken?.at ?? '') + b.name ? -1 : 1))
  return takers[0] && takers[0].name !== known.name ? takers[0].name : null
}

const reasonsOf = ({ links }: Recognised, key: string, dataset: string): string[] => {
  const direct = links.filter(({ one, other }) => one === key || other === key)
  const toIt = direct.filter(({ one, other }) => one === datasetKey(dataset) || other === datasetKey(dataset))
  const told = [...new Set((toIt.length > 0 ? toIt : direct).flatMap(({ reasons }) => reasons))]
  return told.length > 0 ? told : ['Une personne a dit que c’est le même jeu.']
}

const likenessOf =
  (portals: readonly Portal[], there: ReadonlyMap<string, KnownDataset>, named: ReadonlyMap<string, KnownEntry>) =>
  (key: string, reasons: readonly string[]): Likeness[] => {
    const dataset = key.startsWith('jeu:') ? there.get(key.slice(4)) : undefined
    if (dataset)
      return [{ other: key, title: dataset.title, href: `/atelier/jeux/${dataset.id}`, reasons: [...reasons] }]
    const entry = key.startsWith('origine:') ? named.get(key.slice(8)) : undefined
    const portal = portals.find(({ id }) => id === entry?.portal)
    return entry && portal
      ? [{ other: key, title: entry.entry.title, href: pageOf(portal, entry.entry), reasons: [...reasons] }]
      : []
  }
