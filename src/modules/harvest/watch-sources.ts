import type { Frequency } from '../catalog/index.ts'
import type { HarvestStore, Proposal, SourceState } from './ports.ts'
import { nextLook, type Standing, standingOf } from './schedule.ts'
import type { Source } from './source.ts'

/** A source with where it stands. */
export interface Watched {
  readonly source: Source
  readonly frequency: Frequency
  readonly state: SourceState | undefined
  readonly standing: Standing
  /** Null when it is paused. */
  readonly next: Date | null
  readonly waiting: readonly Proposal[]
}

export interface WatchDeps {
  readonly store: Pick<HarvestStore, 'states' | 'waiting'>
  readonly sources: () => Promise<readonly Source[]>
  readonly frequencyOf: (source: Source) => Promise<Frequency>
}

/** Those whose time has come. */
export const dueAt = (watched: readonly Watched[], now: Date): readonly Source[] =>
  watched.filter(({ next }) => next !== null && next <= now).map(({ source }) => source)

const ORDER: readonly Standing[] = ['waiting', 'failing', 'late', 'never', 'fresh', 'paused']

/** Every source with where it stands at a moment: first what asks for a person. */
export const watchSources =
  ({ store, sources, frequencyOf }: WatchDeps) =>
  async (now: Date): Promise<readonly Watched[]> => {
    const [all, states, proposals] = await Promise.all([sources(), store.states(), store.waiting()])
    const watched = await Promise.all(
      all.map(async (source): Promise<Watched> => {
        const state = states.find((one) => one.source === source.id)
        const frequency = await frequencyOf(source)
        return {
          source,
          frequency,
          state,
          standing: standingOf(state, frequency, proposals, now),
          next: nextLook(state, frequency, now),
          waiting: proposals.filter((one) => one.source === source.id),
        }
      }),
    )
    return watched.toSorted(
      (a, b) =>
        ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing) || a.source.title.localeCompare(b.source.title, 'fr'),
    )
  }
