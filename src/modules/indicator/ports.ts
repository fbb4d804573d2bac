import type { Definition } from './definition.ts'
import type { Edition } from './edition.ts'
import type { Finding } from './findings.ts'

/** What is known of an indicator without its values. */
export interface IndicatorRecord {
  readonly definition: Definition
  /** The edition shown; null until one was built. */
  readonly edition: EditionRecord | null
}

export interface EditionRecord {
  readonly id: string
  readonly indicator: string
  readonly number: number
  readonly builtAt: string
  /** Versions of datasets that its values come from. */
  readonly sources: readonly SourceRecord[]
  readonly findings: readonly Finding[]
  /** Places with a number at the last period, by level. */
  readonly counts: Readonly<Record<string, number>>
  /** A print of what it was made from. */
  readonly madeFrom: string
}

/** A version of a dataset that fed an edition. */
export interface SourceRecord {
  readonly datasetId: string
  readonly slug: string
  readonly title: string
  readonly versionId: string
  readonly number: number
  readonly producer: string
}

export interface IndicatorStore {
  /** Every indicator, in the order of themes and names. */
  list(): Promise<readonly IndicatorRecord[]>
  get(slug: string): Promise<IndicatorRecord | undefined>
  saveDefinition(definition: Definition, at: Date): Promise<void>
  /** Adds an edition and shows it, in one go. */
  addEdition(edition: EditionRecord): Promise<void>
  editions(indicator: string): Promise<readonly EditionRecord[]>
  /** Shows an edition built before. */
  show(indicator: string, editionId: string): Promise<void>
  /** Moves at each change: what is remembered of indicators holds while it stands. */
  revision(): Promise<string>
}

/** The values of editions, as files that never change. */
export interface EditionFiles {
  write(id: string, edition: Edition): Promise<void>
  read(id: string): Promise<Edition>
}
