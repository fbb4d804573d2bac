import type { Clock } from '../../kernel/clock.ts'
import type { Audit } from '../access/index.ts'
import type { BlobStore, DatasetStore, Version, VersionStore } from '../catalog/index.ts'
import type { HarvestStore } from './ports.ts'
import type { LeftOut, Source } from './source.ts'

export interface WithdrawDeps {
  readonly datasets: Pick<DatasetStore, 'get'>
  readonly versions: Pick<VersionStore, 'ofDataset' | 'withdraw' | 'withdrawn' | 'holdsFile'>
  readonly blobs: Pick<BlobStore, 'remove'>
  /** Removes the files of a version. */
  readonly discard: (versionId: string) => Promise<void>
  readonly store: Pick<HarvestStore, 'lastProposal' | 'withdraw'>
  readonly audit: Pick<Audit, 'record'>
  readonly now: Clock
}

/**
 * Takes away the versions that hold a column which their source now leaves out: made before it did, they would go on
 * telling it at their own addresses. The version in place stays until another takes its place. Their files go with them, and
 * the file received when nothing else is made of it; what a stop leaves half removed is removed the next time. Gives how
 * many were taken away.
 */
export const withdrawLeftOut =
  (deps: WithdrawDeps) =>
  async (sources: readonly Source[]): Promise<number> => {
    let count = 0
    for (const { leftOut = [], feeds } of sources)
      for (const { dataset } of leftOut.length > 0 ? feeds : []) count += await withdrawOf(deps, dataset, leftOut)
    return count
  }

const withdrawOf = async (deps: WithdrawDeps, datasetId: string, leftOut: readonly LeftOut[]): Promise<number> => {
  const dataset = await deps.datasets.get(datasetId)
  if (!dataset) return 0
  let count = 0
  for (const version of await deps.versions.ofDataset(datasetId)) {
    const because = heldIn(version, leftOut)
      .map(({ what }) => what)
      .join(', ')
    if (because === '' || version.id === dataset.versionId) continue
    const at = deps.now()
    if (!(await deps.versions.withdraw(version.id, at, because))) continue
    count += 1
    const last = await deps.store.lastProposal(datasetId)
    if (last?.versionId === version.id && last.state === 'waiting') await deps.store.withdraw(datasetId, at)
    const details = { title: dataset.title, version: version.number, because }
    await deps.audit.record({ at, who: 'système', what: 'version.withdraw', subject: datasetId, details })
  }
  for (const { id, sha256 } of await deps.versions.withdrawn(datasetId)) {
    await deps.discard(id)
    if (!(await deps.versions.holdsFile(sha256))) await deps.blobs.remove(sha256)
  }
  return count
}

/** What a version holds of what is left out. */
const heldIn = ({ columns }: Version, leftOut: readonly LeftOut[]): readonly LeftOut[] =>
  leftOut.filter(({ column }) => columns.some(({ label }) => new RegExp(column, 'i').test(label)))
