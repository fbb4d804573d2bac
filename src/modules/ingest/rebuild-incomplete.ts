import type { DatasetStore, Version } from '../catalog/index.ts'
import type { VersionBuilder } from './ports.ts'

interface RebuildIncompleteDeps {
  readonly datasets: Pick<DatasetStore, 'list'>
  readonly builder: Pick<VersionBuilder, 'isWhole'>
  readonly rebuild: (datasetId: string, actor: null) => Promise<Version>
}

/**
 * Reads again the received file of each dataset whose shown version lacks some of its files: an earlier edition of the
 * portal kept fewer, or a disk lost some. One that cannot be read again is told, and keeps none of the others waiting.
 */
export const rebuildIncomplete =
  (deps: RebuildIncompleteDeps) =>
  async (tell: (doing: string) => void): Promise<void> => {
    const { items } = await deps.datasets.list({ page: 1, size: 100_000 })
    for (const { dataset } of items) {
      if (dataset.versionId === null || (await deps.builder.isWhole(dataset.versionId))) continue
      tell(`Relecture de « ${dataset.title} », dont il manque des fichiers`)
      await deps.rebuild(dataset.id, null).catch((error: Error) => {
        tell(`« ${dataset.title} » n’a pas pu être relu : ${error.message} Lancez « icauna doctor ».`)
      })
    }
  }
