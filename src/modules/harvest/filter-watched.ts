import { fold } from '../../kernel/fold.ts'
import type { FedDataset } from './fed-dataset.ts'
import type { Standing } from './schedule.ts'
import type { Watched } from './watch-sources.ts'

/** What a person wants to see of the sources; absent: everything. */
export interface WatchFilter {
  readonly standing?: Standing | undefined
  /** Code of the EU vocabulary « data-theme ». */
  readonly theme?: string | undefined
  /** Words of the title, the producer or a dataset, in any order, accents or not. */
  readonly words?: string | undefined
}

/** Those of the sources that answer to every part of the filter, in their order. */
export const filterWatched = (
  watched: readonly Watched[],
  { standing, theme, words = '' }: WatchFilter,
  fed: ReadonlyMap<string, FedDataset>,
): readonly Watched[] => {
  const wanted = fold(words).split(' ').filter(Boolean)
  return watched.filter((one) => {
    const feeds = fedOf(one, fed)
    const text = fold([one.source.title, ...feeds.flatMap(({ title, producer }) => [title, producer ?? ''])].join(' '))
    return (
      (standing === undefined || one.standing === standing) &&
      (theme === undefined || feeds.some((feed) => feed.theme === theme)) &&
      wanted.every((word) => text.includes(word))
    )
  })
}

/** What a source fills, in its order. */
export const fedOf = (
  { source }: Pick<Watched, 'source'>,
  fed: ReadonlyMap<string, FedDataset>,
): readonly FedDataset[] => source.feeds.flatMap(({ dataset }) => fed.get(dataset) ?? [])
