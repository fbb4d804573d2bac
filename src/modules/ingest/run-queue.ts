import type { Clock, NewId } from '../../kernel/clock.ts'
import { DomainError } from '../../kernel/errors.ts'
import type { Version } from '../catalog/index.ts'
import type { IngestOptions, IngestRequest } from './ingest-file.ts'
import type { Run, RunStore } from './ports.ts'

interface QueueDeps {
  readonly runs: RunStore
  readonly ingest: (request: IngestRequest, options: IngestOptions) => Promise<Version>
  readonly newId: NewId
  readonly now: Clock
  /** The time to wait before asking again a database that did not answer; ends at once, by a failure, on `signal`. */
  readonly pause: (signal: AbortSignal) => Promise<void>
  /** Told of what went wrong for a reason that is not the file's. */
  readonly onBug: (error: unknown) => void
}

export interface RunQueue {
  /** Records the demand and gives it back at once; the work is done in its turn, one file at a time. */
  readonly start: (request: IngestRequest, options?: Pick<IngestOptions, 'onProgress'>) => Promise<Run>
  /** Waits until nothing is left to do. */
  readonly idle: () => Promise<void>
  /** Stops the work in hand; it will be marked as interrupted. */
  readonly close: () => Promise<void>
}

/** Ingestions asked for by pages: one at a time, their progress kept where everyone can see it. */
export const runQueue = (deps: QueueDeps): RunQueue => {
  const stop = new AbortController()
  let last: Promise<void> = Promise.resolve()
  return {
    async start(request, { onProgress } = {}) {
      const run: Run = {
        id: deps.newId(),
        datasetId: request.datasetId,
        fileName: request.original.name,
        sha256: request.original.sha256,
        actor: request.actor,
        state: 'queued',
        done: 0,
        doing: 'En attente',
        error: null,
        versionId: null,
        createdAt: deps.now().toISOString(),
        finishedAt: null,
      }
      await deps.runs.add(run)
      last = last.then(() => perform(deps, run.id, request, stop.signal, onProgress)).catch(deps.onBug)
      return run
    },
    idle: () => last,
    async close() {
      stop.abort(new Error('le portail s’arrête'))
      await last
    },
  }
}

const perform = async (
  deps: QueueDeps,
  id: string,
  request: IngestRequest,
  signal: AbortSignal,
  alsoTell?: IngestOptions['onProgress'],
): Promise<void> => {
  const finished = () => ({ finishedAt: deps.now().toISOString() })
  if (signal.aborted) return deps.runs.change(id, { state: 'interrupted', ...finished() })
  await insist(deps, signal, id, { state: 'running' })
  try {
    const onProgress = (done: number, doing: string) => {
      alsoTell?.(done, doing)
      deps.runs.change(id, { done, doing }).catch(() => undefined) // what follows will say more
    }
    const version = await deps.ingest(request, { signal, onProgress })
    const outcome = { state: 'succeeded', done: 1, doing: 'Terminé', versionId: version.id, ...finished() } as const
    await insist(deps, signal, id, outcome)
  } catch (error) {
    if (!(error instanceof DomainError) && !signal.aborted) deps.onBug(error)
    const words =
      error instanceof DomainError
        ? error.message
        : 'Une erreur imprévue est survenue. Elle a été enregistrée ; la version précédente reste en ligne.'
    const state = signal.aborted ? 'interrupted' : 'failed'
    await insist(deps, signal, id, { state, error: words, ...finished() })
  }
}

/** Writes what became of a run, however long the database is away: nobody looks for ever at a work that ended. */
const insist = async (
  deps: QueueDeps,
  signal: AbortSignal,
  id: string,
  changes: Parameters<RunStore['change']>[1],
): Promise<void> => {
  while (true) {
    try {
      return await deps.runs.change(id, changes)
    } catch (error) {
      if (!(error instanceof DomainError) || error.fault.kind !== 'unavailable' || signal.aborted) throw error
      await deps.pause(signal)
    }
  }
}
