import type { Person } from '../access/index.ts'
import type { HarvestDesk } from './harvest-desk.ts'
import type { Time } from './network/network.ts'
import type { HarvestRun } from './ports.ts'
import type { Source } from './source.ts'

/** The portal, when it harvests by itself: the trail names it so. */
export const SCHEDULE: Person = {
  id: 'moisson du portail',
  email: '',
  name: 'moisson du portail',
  role: 'editor',
  organisation: null,
}

interface ScheduleDeps {
  readonly desk: Pick<HarvestDesk, 'progress' | 'start' | 'idle'>
  /** Sources whose time has come at a moment, of those within reach. */
  readonly due: (now: Date) => Promise<readonly Source[]>
  /** Sources whose run a stop interrupted, to be done again. */
  readonly interrupted: () => Promise<readonly Source[]>
  readonly time: Time
  /** Minutes between two looks; 0: the portal looks at nothing by itself. */
  readonly everyMinutes: number
  readonly onBug: (error: unknown) => void
}

/** What harvests without being asked. */
export interface Schedule {
  readonly everyMinutes: number
  /** When sources are looked at next; null while that is being done, or when nothing is planned. */
  readonly next: () => Date | null
  /** Does again what a stop interrupted, then looks at once, then every so often. */
  readonly begin: () => void
  readonly close: () => Promise<void>
}

/** A schedule not begun. What fails is told, and does not keep the next look from its time. */
export const keepSchedule = (deps: ScheduleDeps): Schedule => {
  const { desk, time, everyMinutes } = deps
  const stop = new AbortController()
  let next: Date | null = null
  let loop: Promise<void> = Promise.resolve()
  const harvest = async (find: () => Promise<readonly Source[]>) => {
    try {
      const sources = await find()
      if (sources.length === 0 || desk.progress() !== null || stop.signal.aborted) return
      desk.start(sources, { person: SCHEDULE })
      await desk.idle()
    } catch (error) {
      if (!stop.signal.aborted) deps.onBug(error)
    }
  }
  const keep = async () => {
    await harvest(deps.interrupted)
    while (everyMinutes > 0 && !stop.signal.aborted) {
      await harvest(() => deps.due(time.now()))
      next = new Date(time.now().getTime() + everyMinutes * 60_000)
      await time.wait(everyMinutes * 60_000, stop.signal).catch(() => undefined)
      next = null
    }
  }
  return {
    everyMinutes,
    next: () => next,
    begin() {
      loop = keep()
    },
    async close() {
      stop.abort(new Error('le portail s’arrête'))
      await loop
    },
  }
}

/**
 * Names of the sources whose last true run was interrupted, from runs newest first. One that was interrupted twice in a
 * row is left to a person: it may be what stops the portal.
 */
export const interruptedSources = (runs: readonly HarvestRun[]): ReadonlySet<string> => {
  const bySource = new Map<string, HarvestRun[]>()
  for (const run of runs) if (!run.dry) bySource.set(run.source, [...(bySource.get(run.source) ?? []), run])
  return new Set(
    [...bySource].flatMap(([source, [last, before]]) =>
      last?.state === 'interrupted' && before?.state !== 'interrupted' ? [source] : [],
    ),
  )
}
