import { type Static, Type } from 'typebox'
import { Original } from '../catalog/index.ts'
import { Preflight } from './preflight.ts'
import type { Progress } from './progress.ts'
import { Reason } from './reason.ts'

const text = Type.Union([Type.String(), Type.Null()])

/** What was last received from an address: enough to ask whether it changed, and to go on without asking again. */
export const Received = Type.Object({
  etag: text,
  lastModified: text,
  /** What the catalogue said of the file then. */
  mark: Type.Optional(Type.String()),
  original: Original,
  edition: text,
  /** What the source asked of the file then; absent when it was not followed to its end. */
  definition: Type.Optional(Type.String()),
})
export type Received = Static<typeof Received>

/** What is known of a source between two runs. */
export const SourceState = Type.Object({
  source: Type.String(),
  /** By address. */
  received: Type.Record(Type.String(), Received),
  edition: text,
  /** When a run last ended well, whether or not there was anything new. */
  checkedAt: text,
  /** When a run last ended, well or not. */
  triedAt: text,
  /** When something new was last published from it. */
  changedAt: text,
  failingSince: text,
  failure: text,
  /** Days between two runs, when a person chose them. */
  everyDays: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
  paused: Type.Boolean(),
})
export type SourceState = Static<typeof SourceState>

/** What is known of a source that was never harvested. */
export const unknownState = (source: string): SourceState => ({
  source,
  received: {},
  edition: null,
  checkedAt: null,
  triedAt: null,
  changedAt: null,
  failingSince: null,
  failure: null,
  everyDays: null,
  paused: false,
})

export const HarvestRunState = Type.Enum([
  'queued',
  'running',
  'published',
  'unchanged',
  'waiting',
  'failed',
  'interrupted',
])
export type HarvestRunState = Static<typeof HarvestRunState>

/** One run of one source. */
export const HarvestRun = Type.Object({
  id: Type.String(),
  source: Type.String(),
  actor: Type.String(),
  /** True when nothing was to be kept. */
  dry: Type.Boolean(),
  state: HarvestRunState,
  doing: Type.String(),
  log: Type.Array(Type.Object({ at: Type.String(), sentence: Type.String() })),
  /** Questions asked of producers. */
  requests: Type.Integer(),
  bytes: Type.Integer(),
  createdAt: Type.String(),
  finishedAt: text,
})
export type HarvestRun = Static<typeof HarvestRun>

/** A version built and not shown: what it would change, why a person is asked, and what that person said. */
export const Proposal = Type.Object({
  id: Type.String(),
  source: Type.String(),
  datasetId: Type.String(),
  versionId: Type.String(),
  sha256: Type.String(),
  preflight: Preflight,
  reasons: Type.Array(Reason),
  state: Type.Enum(['waiting', 'accepted', 'refused', 'replaced']),
  createdAt: Type.String(),
  decidedBy: text,
  decidedAt: text,
  /** When all that the decision leads to was done; null while a stop may have come between. */
  concludedAt: text,
})
export type Proposal = Static<typeof Proposal>

export interface HarvestStore {
  readonly state: (source: string) => Promise<SourceState | undefined>
  readonly states: () => Promise<readonly SourceState[]>
  /** Keeps what a run learnt; the rhythm that a person chose is left as it is. */
  readonly saveState: (state: SourceState) => Promise<void>
  /** Keeps the rhythm that a person chose, and nothing else: a run may be going on. */
  readonly saveRhythm: (source: string, rhythm: Pick<SourceState, 'everyDays' | 'paused'>) => Promise<void>
  readonly addRun: (run: HarvestRun) => Promise<void>
  readonly changeRun: (run: HarvestRun) => Promise<void>
  /** Newest first. */
  readonly runs: (limit: number, source?: string) => Promise<readonly HarvestRun[]>
  /** Keeps how far a harvest is, for other processes to see. */
  readonly tellProgress: (id: string, progress: Progress, at: Date) => Promise<void>
  readonly endProgress: (id: string) => Promise<void>
  /** The harvest that was told last, since a moment. */
  readonly progressSince: (since: Date) => Promise<Progress | undefined>
  /** Runs that a stop left unfinished become « interrupted », and their progress is forgotten. */
  readonly interruptAll: (at: Date) => Promise<number>
  /** Keeps a proposal; the one that waited for the same dataset is replaced. */
  readonly propose: (proposal: Proposal) => Promise<void>
  /** What waits for a dataset waits no more: the file shown, or a newer one, took its place. */
  readonly withdraw: (datasetId: string, at: Date) => Promise<void>
  readonly proposal: (id: string) => Promise<Proposal | undefined>
  /** Those that wait for a person, oldest first. */
  readonly waiting: () => Promise<readonly Proposal[]>
  /** The last one about a dataset, whatever became of it. */
  readonly lastProposal: (datasetId: string) => Promise<Proposal | undefined>
  /** Keeps a person’s word, before anything is done of it. Gives false when somebody decided before. */
  readonly settle: (id: string, decision: 'accepted' | 'refused', by: string, at: Date) => Promise<boolean>
  /** All that a decision leads to is done. */
  readonly conclude: (id: string, at: Date) => Promise<void>
  /** Takes a decision back that could not be followed: it waits again, unless something newer does. */
  readonly reopen: (id: string, at: Date) => Promise<void>
  /** Decisions of which something may be left to do, oldest first. */
  readonly unconcluded: () => Promise<readonly Proposal[]>
}
