import type { DatasetStore, Frequency, Organisation } from '../catalog/index.ts'
import type { ExpectedDataset } from '../portal/index.ts'
import type { FedBy, FedDataset } from './fed-dataset.ts'
import type { Feed, Source } from './source.ts'

interface KnownFeedsDeps {
  /** Cards that the portal ships, of datasets whose source has none. */
  readonly expected: () => Promise<readonly ExpectedDataset[]>
  readonly producers: () => Promise<readonly Pick<Organisation, 'id' | 'name'>[]>
  readonly datasets: Pick<DatasetStore, 'list'>
  /** What finds the indicators worked out from datasets, by their identifiers and address names. */
  readonly readers: () => Promise<(names: readonly string[]) => FedDataset['indicators']>
}

/** What is known of the datasets that sources fill: the card of each, its rhythm, and what it became in the portal. */
export const knownFeeds = ({ expected, producers, datasets, readers }: KnownFeedsDeps) => {
  const cardFor = async (feed: Feed): Promise<ExpectedDataset | undefined> =>
    feed.card
      ? { ...feed.card, id: feed.dataset, file: '', ...(feed.reading ? { reading: feed.reading } : {}) }
      : (await expected()).find(({ id }) => id === feed.dataset)
  const frequencyOf = async ({ feeds }: Source): Promise<Frequency> =>
    (feeds[0] && (await cardFor(feeds[0]))?.frequency) ?? 'UNKNOWN'
  const fedBy: FedBy = async (chosen) => {
    const feeds = chosen.flatMap((source) => source.feeds)
    const ids = feeds.map(({ dataset }) => dataset)
    const [{ items }, readersOf, named] = await Promise.all([
      datasets.list({ ids, page: 1, size: ids.length }),
      readers(),
      producers(),
    ])
    const fed = feeds.map(async (feed): Promise<FedDataset> => {
      const card = await cardFor(feed)
      const { dataset: known = null, rowCount = null } = items.find(({ dataset }) => dataset.id === feed.dataset) ?? {}
      return {
        id: feed.dataset,
        title: known?.title ?? card?.title ?? feed.dataset,
        theme: known?.theme ?? card?.theme ?? null,
        licence: known?.licence ?? card?.licence ?? null,
        producer: named.find(({ id }) => id === (known?.producer ?? card?.producer))?.name ?? null,
        known,
        rows: rowCount,
        indicators: readersOf([feed.dataset, known?.slug ?? feed.dataset]),
      }
    })
    return new Map((await Promise.all(fed)).map((one) => [one.id, one]))
  }
  return { cardFor, frequencyOf, fedBy }
}
