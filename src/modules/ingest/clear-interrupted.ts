import type { Clock } from '../../kernel/clock.ts'
import type { VersionStore } from '../catalog/index.ts'
import type { BegunVersions, RunStore, VersionBuilder } from './ports.ts'

interface ClearDeps {
  readonly runs: Pick<RunStore, 'interruptAll'>
  readonly versions: Pick<VersionStore, 'get'>
  readonly builder: Pick<VersionBuilder, 'discard' | 'removeUnfinished'>
  readonly begun: BegunVersions
  readonly now: Clock
}

/**
 * What a portal does before it serves again: ingestions that a stop cut short are said interrupted, and what they left
 * is removed. A version is only removed when it was begun here and no record of it was ever made.
 */
export const clearInterrupted = (deps: ClearDeps) => async (): Promise<void> => {
  await deps.runs.interruptAll(deps.now())
  await deps.builder.removeUnfinished()
  for (const versionId of await deps.begun.left()) {
    if (!(await deps.versions.get(versionId))) await deps.builder.discard(versionId)
    await deps.begun.settle(versionId)
  }
}
