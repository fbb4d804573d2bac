import type { Frequency } from '../catalog/index.ts'
import type { HarvestStore, Proposal, SourceState } from './ports.ts'
import { expectedBy, nextLook, type Standing, standingOf } from './schedule.ts'
import type { Source } from './source.ts'

/** A source with where it stands. */
export interface Watched {
  readonly source: Source
  readonly frequency: Frequency
  readonly state: SourceState | undefined
  readonly standing: Standing
  /** Why nobody here could bring its file: the folder that stands for the internet has it not, or cannot be read; null when someone could. */
  readonly away: 'file' | 'folder' | null
  /** When it is to be looked at again; null when it is paused or away. */
  readonly next: Date | null
  /** When something new is due from the producer; null when it promises nothing, or nothing ever came. */
  readonly expected: Date | null
  /** Bytes of the files last received; null when none was. */
  readonly volume: number | null
  readonly waiting: readonly Proposal[]
}

export interface WatchDeps {
  readonly store: Pick<HarvestStore, 'states' | 'waiting'>
  readonly sources: () => Promise<readonly Source[]>
  readonly frequencyOf: (source: Source) => Promise<Frequency>
  /** Of sources, those whose file the network, or the folder that stands for it, may have. */
  readonly reachable: (sources: readonly Source[]) => Promise<readonly Source[]>
  /** Why that folder answers nothing; null when it does, or when there is none. */
  readonly trouble: () => Promise<string | null>
}

/** Those whose time has come. */
export const dueAt = (watched: readonly Watched[], now: Date): readonly Source[] =>
  watched.filter(({ next }) => next !== null && next <= now).map(({ source }) => source)

/** In the order in which they ask for a person. */
export const STANDINGS: readonly Standing[] = ['waiting', 'failing', 'late', 'never', 'fresh', 'absent', 'paused']

/** Every source with where it stands at a moment: first what asks for a person. */
export const watchSources =
  ({ store, sources, frequencyOf, reachable, trouble }: WatchDeps) =>
  async (now: Date): Promise<readonly Watched[]> => {
    const [all, states, proposals] = await Promise.all([sources(), store.states(), store.waiting()])
    const there = new Set((await reachable(all)).map(({ id }) => id))
    const why = (await trouble()) === null ? 'file' : 'folder'
    const watched = await Promise.all(
      all.map(async (source): Promise<Watched> => {
        const state = states.find((one) => one.source === source.id)
        const frequency = await frequencyOf(source)
        const away = there.has(source.id) ? null : why
        return {
          source,
          frequency,
          state,
          standing: standingOf(state, frequency, proposals, now, away === 'file'),
          away,
          next: away ? null : nextLook(state, frequency, now),
          expected: expectedBy(state, frequency),
          volume: volumeOf(state),
          waiting: proposals.filter((one) => one.source === source.id),
        }
      }),
    )
    return watched.toSorted(
      (a, b) =>
        STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing) ||
        a.source.title.localeCompare(b.source.title, 'fr'),
    )
  }

const volumeOf = (state: SourceState | undefined): number | null => {
  const received = Object.values(state?.received ?? {})
  return received.length === 0 ? null : received.reduce((sum, { original }) => sum + original.bytes, 0)
}
