import type { Clock } from '../../kernel/clock.ts'
import { DomainError } from '../../kernel/errors.ts'
import { slug } from '../../kernel/fold.ts'
import type { BlobStore, Dataset, DatasetStore, OrganisationStore, Original, VersionStore } from '../catalog/index.ts'
import type { IngestRequest, OverrideStore } from '../ingest/index.ts'
import type { Expected, ExpectedDataset } from './expected-datasets.ts'

/** Files that someone has, by name. */
export interface ReceivedFiles {
  readonly open: (name: string) => AsyncIterable<Uint8Array> | undefined
}

interface LoadDeps {
  readonly datasets: Pick<DatasetStore, 'get' | 'getBySlug' | 'save'>
  readonly versions: Pick<VersionStore, 'get'>
  readonly organisations: Pick<OrganisationStore, 'get' | 'save'>
  readonly blobs: Pick<BlobStore, 'put'>
  readonly overrides: OverrideStore
  readonly ingest: (request: IngestRequest) => Promise<{ readonly rowCount: number }>
  /** Largest file taken, in bytes. */
  readonly maxUpload: number
  readonly now: Clock
}

/** Who loads, and how that person publishes a dataset. */
export interface LoadedBy {
  readonly actor: string
  readonly publish: (id: string) => Promise<unknown>
}

/** What became of one dataset: read and published, as it was, without its file, or refused in French. */
export type Loaded = { readonly id: string; readonly title: string; readonly file: string } & (
  | { readonly outcome: 'read'; readonly rows: number }
  | { readonly outcome: 'unchanged' | 'no-file' }
  | { readonly outcome: 'refused'; readonly reason: string }
)

/**
 * Takes in the expected datasets whose files are there, through the same ingestion as any file, and publishes them. A
 * dataset already published from the same bytes read the same way is left as it is; one whose file is refused keeps what it had.
 */
export const loadDatasets =
  (deps: LoadDeps) =>
  async (
    { organisations, datasets }: Expected,
    files: ReceivedFiles,
    by: LoadedBy,
    onDone: (loaded: Loaded) => void = () => undefined,
  ): Promise<readonly Loaded[]> => {
    for (const organisation of organisations)
      if (!(await deps.organisations.get(organisation.id))) await deps.organisations.save(organisation)
    const done: Loaded[] = []
    for (const expected of datasets) {
      const loaded = await loadOne(deps, expected, files, by)
      done.push(loaded)
      onDone(loaded)
    }
    return done
  }

const loadOne = async (
  deps: LoadDeps,
  expected: ExpectedDataset,
  files: ReceivedFiles,
  { actor, publish }: LoadedBy,
): Promise<Loaded> => {
  const { id, title, file } = expected
  const bytes = files.open(file)
  if (!bytes) return { id, title, file, outcome: 'no-file' }
  try {
    const original: Original = { ...(await deps.blobs.put(bytes, deps.maxUpload)), name: file }
    if (await isThere(deps, expected, original)) return { id, title, file, outcome: 'unchanged' }
    const known = await deps.datasets.get(id)
    const dataset = known ?? (await cardOf(deps, expected))
    if (!known) await deps.datasets.save(dataset)
    await deps.overrides.save(id, expected.reading ?? {})
    const { rowCount } = await deps.ingest({ datasetId: id, original, actor, publish: true })
    if (dataset.status !== 'published') await publish(id)
    return { id, title, file, outcome: 'read', rows: rowCount }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return { id, title, file, outcome: 'refused', reason: error.message }
  }
}

const isThere = async (deps: LoadDeps, { id, reading }: ExpectedDataset, { sha256 }: Original): Promise<boolean> => {
  const dataset = await deps.datasets.get(id)
  const version = dataset?.versionId ? await deps.versions.get(dataset.versionId) : undefined
  if (dataset?.status !== 'published' || version?.original.sha256 !== sha256) return false
  return sorted(await deps.overrides.get(id)) === sorted(reading ?? {})
}

/** JSON with its keys in order: PostgreSQL gives them back in its own. */
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => a.localeCompare(b)))
      : part,
  )

/** The draft of a dataset, from its expected card; its address comes from its title, unless that is taken. */
export const cardOf = async (
  deps: { readonly datasets: Pick<DatasetStore, 'getBySlug'>; readonly now: Clock },
  expected: ExpectedDataset,
): Promise<Dataset> => {
  const { file: _, reading: __, temporal, ...card } = expected
  const at = `${deps.now().toISOString().slice(0, 19)}Z`
  const named = slug(card.title)
  return {
    ...card,
    slug: (await deps.datasets.getBySlug(named)) ? card.id : named,
    localThemes: [],
    contact: null,
    temporalStart: temporal?.[0] ?? null,
    temporalEnd: temporal?.[1] ?? null,
    legalBasis: null,
    status: 'draft',
    versionId: null,
    createdAt: at,
    updatedAt: at,
  }
}
