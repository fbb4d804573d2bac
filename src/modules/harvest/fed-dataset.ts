import type { Dataset } from '../catalog/index.ts'
import type { Source } from './source.ts'

/** A dataset that a source fills, and what is worked out from it. */
export interface FedDataset {
  readonly id: string
  readonly title: string
  /** Code of the EU vocabulary « data-theme ». */
  readonly theme: string | null
  /** Identifier of its licence, in the closed list of the catalogue. */
  readonly licence: string | null
  /** Name of who makes it. */
  readonly producer: string | null
  /** The dataset, once something was received. */
  readonly known: Pick<Dataset, 'id' | 'slug' | 'status'> | null
  /** Rows that readers see; null when they see none. */
  readonly rows: number | null
  readonly indicators: readonly { readonly slug: string; readonly name: string }[]
}

/** What sources fill, by dataset, in one go. */
export type FedBy = (sources: readonly Source[]) => Promise<ReadonlyMap<string, FedDataset>>
