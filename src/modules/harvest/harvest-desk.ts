import { conflict } from '../../kernel/errors.ts'
import type { Harvested, HarvestOptions } from './harvest-source.ts'
import type { Source } from './source.ts'

/** How far the harvest in hand is. */
export interface Progress {
  readonly done: number
  readonly total: number
  /** Of the sources done, those that failed. */
  readonly failed: number
  /** The source in hand, and the last thing said of it. */
  readonly title: string
  readonly sentence: string
}

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
      let seen: Progress = { done: 0, total: sources.length, failed: 0, title: sources[0]?.title ?? '', sentence: '' }
      progress = seen
      const see = (changes: Partial<Progress>) => {
        seen = { ...seen, ...changes }
        progress = seen
      }
      const ended = run(sources, {
        ...options,
        signal: stop.signal,
        onStep: (source, sentence) => {
          see({ title: source.title, sentence })
          options.onStep?.(source, sentence)
        },
        onDone: (harvested) => {
          const done = seen.done + 1
          const failed = seen.failed + (harvested.run.state === 'failed' ? 1 : 0)
          see({ done, failed, title: sources[done]?.title ?? seen.title, sentence: '' })
          options.onDone?.(harvested)
        },
      })
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
