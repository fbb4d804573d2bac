import type { Attachment, Dataset, DatasetStatus } from './dataset.ts'
import type { Organisation } from './organisation.ts'
import type { Original, Version } from './version.ts'

export interface CatalogueQuery {
  readonly text: string
  readonly theme: readonly string[]
  readonly producer: readonly string[]
  readonly territory: readonly string[]
  readonly format: readonly string[]
  readonly licence: readonly string[]
  /** `week`, `month`, `year`, `older`. */
  readonly freshness: readonly string[]
  readonly sort: 'relevance' | 'date' | 'use' | 'title'
  readonly page: number
  readonly size: number
}

/** A dataset as a list shows it. */
export interface DatasetSummary {
  readonly dataset: Dataset
  readonly producerName: string | null
  readonly producerSlug: string | null
  readonly rowCount: number | null
  readonly columnCount: number | null
  readonly format: string | null
}

export type FacetName = 'theme' | 'producer' | 'territory' | 'format' | 'licence' | 'freshness'

export interface FacetValue {
  readonly value: string
  readonly label: string
  readonly count: number
}

export interface CataloguePage {
  readonly total: number
  readonly items: readonly DatasetSummary[]
  readonly facets: Readonly<Record<FacetName, readonly FacetValue[]>>
  /** What was searched instead when nothing matched the words as typed. */
  readonly correction: string | null
}

export interface Suggestion {
  readonly kind: 'dataset' | 'organisation' | 'keyword'
  readonly label: string
  readonly href: string
}

/** Published datasets only, unless a method says otherwise. */
export interface DatasetStore {
  /** Any status. */
  get(id: string): Promise<Dataset | undefined>
  /** Any status. */
  getBySlug(slug: string): Promise<Dataset | undefined>
  /** Inserts or replaces the record; the search index follows. `over`: the record that it takes the place of, refused (a conflict) when another is there by now. */
  save(dataset: Dataset, over?: Dataset): Promise<void>
  search(query: CatalogueQuery): Promise<CataloguePage>
  suggest(text: string, limit: number): Promise<readonly Suggestion[]>
  /** Those that share the most keywords with one. */
  alike(dataset: Dataset, limit: number): Promise<readonly DatasetSummary[]>
  /** Any status, newest first: the back office's list. */
  list(filter: {
    readonly status?: DatasetStatus
    readonly producer?: string
    readonly ids?: readonly string[]
    readonly page: number
    readonly size: number
  }): Promise<{ readonly total: number; readonly items: readonly DatasetSummary[] }>
  /** Adds uses (pages read, files, API calls): what « sorted by use » sorts on. */
  addUses(counts: ReadonlyMap<string, number>): Promise<void>
}

/** A version newer than the one that readers see, which they never saw. */
export interface WaitingVersion {
  readonly datasetId: string
  readonly title: string
  readonly number: number
}

/** The state in which a dataset has to be for its pointer to move. */
export interface PublishOnly {
  readonly status: DatasetStatus
  /** The version in place; absent: any. */
  readonly versionId?: string | null
}

/** A version that was taken away from readers, and from who would go back to it. */
export interface WithdrawnVersion {
  readonly id: string
  readonly number: number
  /** When the public first saw it; null when it never did. */
  readonly publishedAt: string | null
  readonly withdrawnAt: string
  /** What it held that may not be read, in words: « La date de naissance des élus ». */
  readonly because: string
  /** The file received that it was made from. */
  readonly sha256: string
}

/** Versions that may be read, unless a method says otherwise. */
export interface VersionStore {
  get(id: string): Promise<Version | undefined>
  /** Newest first, those that the public never saw included. */
  ofDataset(datasetId: string): Promise<readonly Version[]>
  /** Records a built version without showing it. `number` follows the last one. */
  add(version: Omit<Version, 'number' | 'publishedAt'>): Promise<Version>
  /** The newest versions of published datasets that wait for an editor, the longest waiting first: at most 50, of all or of one producer. */
  waiting(producer: string | null): Promise<readonly WaitingVersion[]>
  /** Moves the dataset's pointer, in one transaction, and dates the dataset. `only`: nothing moves unless the dataset is so at that moment. */
  publish(datasetId: string, versionId: string, at: Date, only?: PublishOnly): Promise<void>
  /** Takes a version away for ever: what is recorded of its rows is removed, its number is never given again. False when it is in place, or was away already. */
  withdraw(versionId: string, at: Date, because: string): Promise<boolean>
  /** Those that were taken away, the newest first. */
  withdrawn(datasetId: string): Promise<readonly WithdrawnVersion[]>
  /** Whether a version that may be read, or a document, is made of this very file. */
  holdsFile(sha256: string): Promise<boolean>
}

/** A dataset as other catalogues take it: what describes it, and the version that readers see, if any. */
export interface ExportedDataset {
  readonly dataset: Dataset
  readonly organisation: Organisation | null
  readonly shown: {
    readonly number: number
    readonly publishedAt: string
    /** When the public first saw one of its versions. */
    readonly firstPublishedAt: string
    readonly original: Original
    readonly parquetBytes: number
    /** West, south, east, north, in degrees. */
    readonly bbox: readonly number[] | null
  } | null
  readonly attachments: readonly Attachment[]
}

export interface CatalogueExport {
  /** Published datasets in an order that nothing published later changes: by the day they were made. */
  page(asked: {
    readonly organisation?: string
    readonly page: number
    readonly size: number
  }): Promise<{ readonly total: number; readonly items: readonly ExportedDataset[] }>
  /** One, published or archived since. */
  one(id: string): Promise<ExportedDataset | undefined>
}

export interface OrganisationStore {
  get(id: string): Promise<Organisation | undefined>
  getBySlug(slug: string): Promise<Organisation | undefined>
  list(): Promise<readonly (Organisation & { readonly datasets: number })[]>
  save(organisation: Organisation): Promise<void>
}

export interface AttachmentStore {
  ofDataset(datasetId: string): Promise<readonly Attachment[]>
  get(id: string): Promise<Attachment | undefined>
  add(attachment: Attachment): Promise<void>
  remove(id: string): Promise<void>
}

/** Immutable files: originals and attachments, under their SHA-256. */
export interface BlobStore {
  /** Streams the bytes to rest; the same bytes twice are kept once. */
  put(bytes: AsyncIterable<Uint8Array>, limit: number): Promise<{ readonly sha256: string; readonly bytes: number }>
  read(sha256: string): AsyncIterable<Uint8Array>
  /** A path on this machine that readers such as DuckDB may open. */
  localPath(sha256: string): Promise<string>
  /** Bytes of a file; refuses one that is not there. */
  size(sha256: string): Promise<number>
  /** Removes a file for good; one that is not there is no mistake. */
  remove(sha256: string): Promise<void>
  /** Files that a stop left half received. */
  removeUnfinished(): Promise<void>
}
