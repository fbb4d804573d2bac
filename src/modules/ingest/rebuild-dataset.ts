import { conflict, notFound } from '../../kernel/errors.ts'
import type { DatasetStore, Version, VersionStore } from '../catalog/index.ts'
import type { IngestOptions, IngestRequest } from './ingest-file.ts'
import type { Overrides } from './overrides.ts'
import type { OverrideStore } from './ports.ts'

interface RebuildDeps {
  readonly datasets: Pick<DatasetStore, 'get'>
  readonly versions: Pick<VersionStore, 'ofDataset'>
  readonly overrides: OverrideStore
  readonly ingest: (request: IngestRequest, options?: IngestOptions) => Promise<Version>
}

/** Reads the last received file again, with the decisions kept or with new ones: a new version, from the same bytes. */
export const rebuildDataset =
  (deps: RebuildDeps) =>
  async (
    datasetId: string,
    actor: string | null,
    overrides?: Overrides,
    publish = true,
    options: IngestOptions = {},
  ): Promise<Version> => {
    if (!(await deps.datasets.get(datasetId))) throw notFound('Le jeu de données', datasetId)
    const [last] = await deps.versions.ofDataset(datasetId)
    if (!last) throw conflict('Ce jeu de données n’a pas encore reçu de fichier : il n’y a rien à relire.')
    if (overrides) await deps.overrides.save(datasetId, overrides)
    return deps.ingest({ datasetId, original: last.original, actor, publish }, options)
  }
