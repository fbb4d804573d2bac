import type { Site } from '../../web/index.ts'
import type { Audit } from '../access/index.ts'
import type { DatasetStore, OrganisationStore, VersionStore } from '../catalog/index.ts'
import type { IndicatorDesk, IndicatorDrafts } from '../indicator/index.ts'

/** What the back office needs to make and keep indicators. */
export interface AtelierIndicatorsDeps {
  readonly site: Site
  readonly desk: IndicatorDesk
  readonly drafts: IndicatorDrafts
  readonly datasets: Pick<DatasetStore, 'list' | 'get' | 'getBySlug'>
  readonly versions: Pick<VersionStore, 'get'>
  readonly organisations: Pick<OrganisationStore, 'get'>
  readonly audit: Audit
  /** Names of people by their identifier. */
  readonly names: () => Promise<ReadonlyMap<string, string>>
  /** Largest definition taken, in bytes. */
  readonly maxDefinition: number
}
