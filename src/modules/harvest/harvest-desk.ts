import { conflict } from '../../kernel/errors.ts'
import type { Person } from '../access/index.ts'
import type { HarvestOptions } from './harvest-source.ts'
import type { Source } from './source.ts'

interface DeskDeps {
  readonly run: (sources: readonly Source[], options: HarvestOptions) => Promise<unknown>
  readonly onBug: (error: unknown) => void
}

/** The harvests that the portal itself does, for a page or for its schedule: one at a time, in the background. */
export interface HarvestDesk {
  /** Title of the source in hand; null when there is none. */
  readonly doing: () => string | null
  /** Begins at once, and goes on after whoever asked is gone; refuses while another goes on. */
  readonly start: (sources: readonly Source[], person: Person, dry: boolean) => void
  /** Ends with the harvest in hand, if there is one. */
  readonly idle: () => Promise<void>
  /** Stops the harvest in hand; it is marked as interrupted. */
  readonly close: () => Promise<void>
}

/** A desk with nothing in hand. */
export const harvestDesk = ({ run, onBug }: DeskDeps): HarvestDesk => {
  const stop = new AbortController()
  let doing: string | null = null
  let last: Promise<void> = Promise.resolve()
  return {
    doing: () => doing,
    start(sources, person, dry) {
      if (doing !== null) throw conflict('Une moisson est déjà en cours : attendez qu’elle finisse.')
      if (stop.signal.aborted) throw conflict('Le portail s’arrête : recommencez quand il sera revenu.')
      doing = sources[0]?.title ?? ''
      const onStep = ({ title }: Source) => {
        doing = title
      }
      last = run(sources, { person, dry, signal: stop.signal, onStep })
        .then(() => undefined)
        .catch((error) => {
          if (!stop.signal.aborted) onBug(error)
        })
        .finally(() => {
          doing = null
        })
    },
    idle: () => last,
    async close() {
      stop.abort(new Error('le portail s’arrête'))
      await last
    },
  }
}
