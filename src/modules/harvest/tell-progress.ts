import type { Clock, NewId } from '../../kernel/clock.ts'
import type { Harvested, HarvestOptions } from './harvest-source.ts'
import type { HarvestStore } from './ports.ts'
import { type Progress, seen } from './progress.ts'
import type { Source } from './source.ts'

interface TellDeps {
  readonly store: Pick<HarvestStore, 'tellProgress' | 'endProgress'>
  readonly newId: NewId
  readonly now: Clock
  /** Calls again and again, more often than every minute, until what it gives is called. */
  readonly beat: (again: () => void) => () => void
  /** Told of what kept progress from being told: the harvest goes on. */
  readonly onBug: (error: unknown) => void
}

type Run = (sources: readonly Source[], options: HarvestOptions) => Promise<readonly Harvested[]>

/** A harvest whose progress other processes can see while it lasts, even through a long step. */
export const toldToAll =
  ({ store, newId, now, beat, onBug }: TellDeps) =>
  (run: Run): Run =>
  async (sources, options) => {
    const id = newId()
    let last: Progress | undefined
    let told: Promise<void> = Promise.resolve()
    const tell = () => {
      const [progress, at] = [last, now()]
      if (progress) told = told.then(() => store.tellProgress(id, progress, at)).catch(onBug)
    }
    const listeners = seen(sources, options, (progress) => {
      last = progress
      tell()
    })
    const stop = beat(tell)
    try {
      return await run(sources, { ...options, ...listeners })
    } finally {
      stop()
      await told
      await store.endProgress(id).catch(onBug)
    }
  }

/** How long what was told counts: a process that was killed says nothing more. */
const COUNTS = 60_000

/** The harvest that goes on somewhere, this process or another, as it was last told; null when there is none. */
export const progressAnywhere =
  (store: Pick<HarvestStore, 'progressSince'>) =>
  async (now: Date): Promise<Progress | null> =>
    (await store.progressSince(new Date(now.getTime() - COUNTS))) ?? null
