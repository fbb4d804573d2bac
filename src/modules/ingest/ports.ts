import type { ColumnProfile } from '../catalog/index.ts'
import type { Overrides } from './overrides.ts'
import type { Relation } from './relation.ts'
import type { TypedColumn } from './typing.ts'

export interface BuildRequest {
  readonly versionId: string
  readonly relation: Relation
  readonly columns: readonly TypedColumn[]
  /** How many fields a row of the relation has, when more than the columns kept. */
  readonly width?: number
  readonly firstLine: number
  /** A file of what reading set aside, moved into the version. */
  readonly rejectsPath?: string | null
  readonly signal?: AbortSignal
  /** 0 to 1, with what is being done, in French. */
  readonly onProgress?: (done: number, doing: string) => void
}

/** A cell whose text the rule of its column does not read; its value in the version is missing. */
export interface Misfit {
  readonly line: number
  readonly column: string
  readonly value: string
}

export interface Built {
  readonly rowCount: number
  readonly columns: readonly ColumnProfile[]
  readonly bbox: readonly [number, number, number, number] | null
  /** How many cells each column lost, by column name; only columns that lost some. */
  readonly misfitCounts: Readonly<Record<string, number>>
  /** At most 10 000 a column. */
  readonly misfits: readonly Misfit[]
  readonly bytes: { readonly parquet: number; readonly store: number }
}

/** Makes the immutable files of a version, beside the others, under a folder of its own that appears whole or not at all. */
export interface VersionBuilder {
  /** The first `limit` rows as text, and their lines: what inference looks at. */
  sample(
    relation: Relation,
    columns: number,
    limit: number,
  ): Promise<readonly { readonly line: number; readonly cells: readonly (string | null)[] }[]>
  build(request: BuildRequest): Promise<Built>
  discard(versionId: string): Promise<void>
  /** Whether every file of a version is there, as this edition of the portal makes them. */
  isWhole(versionId: string): Promise<boolean>
  /** Folders that a stop left half made. */
  removeUnfinished(): Promise<void>
  /** Rows added, removed and changed between two built versions, matched on `key` columns when there are some. */
  compare(
    before: string,
    after: string,
    key: readonly string[] | null,
  ): Promise<{ readonly added: number; readonly removed: number; readonly changed: number | null }>
}

/** Versions whose making began, until it is known whether a record of them was kept: what a crash may have left half way. */
export interface BegunVersions {
  begin(versionId: string): Promise<void>
  settle(versionId: string): Promise<void>
  /** Those never settled. */
  left(): Promise<readonly string[]>
}

/** What people decided about each dataset's file. */
export interface OverrideStore {
  get(datasetId: string): Promise<Overrides>
  save(datasetId: string, overrides: Overrides): Promise<void>
}

export type RunState = 'queued' | 'running' | 'succeeded' | 'failed' | 'interrupted'

/** One ingestion, from the moment it was asked for. */
export interface Run {
  readonly id: string
  readonly datasetId: string
  readonly fileName: string
  readonly sha256: string
  readonly actor: string | null
  readonly state: RunState
  /** From 0 to 1. */
  readonly done: number
  readonly doing: string
  readonly error: string | null
  readonly versionId: string | null
  readonly createdAt: string
  readonly finishedAt: string | null
}

export interface RunStore {
  get(id: string): Promise<Run | undefined>
  recent(limit: number, datasetId?: string): Promise<readonly Run[]>
  add(run: Run): Promise<void>
  change(
    id: string,
    changes: Partial<Pick<Run, 'state' | 'done' | 'doing' | 'error' | 'versionId' | 'finishedAt'>>,
  ): Promise<void>
  /** Runs that a stop left unfinished become « interrupted »; gives how many. */
  interruptAll(at: Date): Promise<number>
}
