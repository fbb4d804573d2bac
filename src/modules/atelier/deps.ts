import type { Site } from '../../web/index.ts'
import type { Audit, UploadQuota } from '../access/index.ts'
import type {
  AttachmentStore,
  BlobStore,
  DatasetStore,
  OrganisationStore,
  PlaceFinder,
  VersionStore,
} from '../catalog/index.ts'
import type { OverrideStore, RunQueue, RunStore } from '../ingest/index.ts'
import type { Tables } from '../query/index.ts'

/** What an administrator is told when nothing was harvested yet. */
export interface FirstSourcesNotice {
  readonly offline: boolean
  readonly sources: number
}

/** What the back office needs from the rest of the house. */
export interface AtelierDeps {
  readonly site: Site
  readonly datasets: DatasetStore
  readonly versions: VersionStore
  readonly organisations: OrganisationStore
  readonly places: PlaceFinder
  readonly attachments: AttachmentStore
  readonly blobs: BlobStore
  readonly overrides: OverrideStore
  readonly runs: RunStore
  readonly queue: RunQueue
  readonly tables: Tables
  readonly audit: Audit
  /** What the reading of a version set aside, as it was written beside it; null when all was read. */
  readonly setAside: (versionId: string) => NodeJS.ReadableStream | null
  /** The boxes around the places whose contours are known: west, south, east, north. */
  readonly boxesOf: (placeIds: readonly string[]) => Promise<ReadonlyMap<string, readonly number[]>>
  /** Sources that a portal where nothing was harvested may begin with; null when there is nothing to say. `offline`: no network, and no folder that stands for it. */
  readonly firstSources: () => Promise<FirstSourcesNotice | null>
  /** Bytes of a file. */
  readonly maxUpload: number
  readonly uploads: UploadQuota
  readonly newId: () => string
  readonly now: () => Date
}
