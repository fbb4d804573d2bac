import type { DatasetStore, Organisation } from '../../catalog/index.ts'
import { licenceOf } from '../../catalog/index.ts'
import type { KnownEntry, PortalStore } from './ports.ts'
import { licenceNamed } from './terms.ts'

/** What is told of a dataset, whoever tells it: enough for a person to tell it from another. */
export interface ToldDataset {
  readonly title: string
  readonly producer: string | null
  /** In words. */
  readonly licence: string | null
  /** ISO, as it was told. */
  readonly modified: string | null
  readonly description: string
}

/** What a catalogue tells of one of its entries. */
export const toldEntry = ({ entry }: Pick<KnownEntry, 'entry'>): ToldDataset => ({
  title: entry.title,
  producer: entry.publisher,
  licence: licenceOf(licenceNamed(entry.licence))?.title ?? entry.licence,
  modified: entry.modified,
  description: entry.description,
})

export interface ToldDatasetDeps {
  readonly store: Pick<PortalStore, 'entry'>
  readonly datasets: Pick<DatasetStore, 'get'>
}

/** What is told of a trace by its key, one of our datasets or an entry of a portal; null when it is there no more. */
export const toldTrace =
  ({ store, datasets }: ToldDatasetDeps) =>
  async (key: string, organisations: readonly Pick<Organisation, 'id' | 'name'>[]): Promise<ToldDataset | null> => {
    const id = key.slice(key.indexOf(':') + 1)
    const dataset = key.startsWith('jeu:') ? await datasets.get(id) : undefined
    if (dataset)
      return {
        title: dataset.title,
        producer: organisations.find((one) => one.id === dataset.producer)?.name ?? null,
        licence: licenceOf(dataset.licence)?.title ?? null,
        modified: dataset.updatedAt,
        description: dataset.description,
      }
    const known = await store.entry(id)
    return known ? toldEntry(known) : null
  }
