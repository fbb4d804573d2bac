import { conflict } from '../../kernel/errors.ts'
import type { Harvested, HarvestOptions } from './harvest-source.ts'
import { type Progress, seen } from './progress.ts'
import type { Source } from './source.ts'

interface DeskDeps {
  readonly run: (sources: readonly Source[], options: HarvestOptions) => Promise<readonly Harvested[]>
  /** Told of what no source can be blamed for. */
  readonly onBug: (error: unknown) => void
}

/** Harvests that go on after the page, or the start, that asked for them: one at a time, seen while it lasts, stopped with the portal. */
export interface HarvestDesk {
  readonly progress: () => Progress | null
  /** Begins and comes back at once; refuses while another goes on. `ended` is settled when all is done, and never fails. */
  readonly start: (
    sources: readonly Source[],
    options: Pick<HarvestOptions, 'person' | 'dry' | 'onStep' | 'onDone'>,
  ) => { readonly ended: Promise<readonly Harvested[]> }
  /** Ends with the harvest in hand, if there is one. */
  readonly idle: () => Promise<unknown>
  /** Stops the harvest in hand; it is marked as interrupted. */
  readonly close: () => Promise<void>
}

/** A desk over what harvests. */
export const harvestDesk = ({ run, onBug }: DeskDeps): HarvestDesk => {
  const stop = new AbortController()
  let progress: Progress | null = null
  let last: Promise<unknown> = Promise.resolve()
  return {
    progress: () => progress,
    start(sources, options) {
      if (progress !== null) throw conflict('Une moisson est déjà en cours : attendez qu’elle finisse.')
      if (stop.signal.aborted) throw conflict('Le portail s’arrête : recommencez quand il sera revenu.')
      const listeners = seen(sources, options, (now) => {
        progress = now
      })
      const ended = run(sources, { ...options, ...listeners, signal: stop.signal })
        .catch((error): readonly Harvested[] => {
          if (!stop.signal.aborted) onBug(error)
          return []
        })
        .finally(() => {
          progress = null
        })
      last = ended
      return { ended }
    },
    idle: () => last,
    async close() {
      stop.abort(new Error('le portail s’arrête'))
      await last
    },
  }
}
