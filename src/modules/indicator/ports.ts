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
  /** What it was built with; absent for editions built before it was kept with them. */
  readonly definition?: Definition
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
  /** Every indicator that is not withdrawn, in the order of themes and names. */
  list(): Promise<readonly IndicatorRecord[]>
  get(slug: string): Promise<IndicatorRecord | undefined>
  /** Takes in a definition that comes with the portal; one that a person wrote under the same name stays. */
  saveDefinition(definition: Definition, at: Date): Promise<void>
  /** Adds an edition and shows it, in one go; refuses it when another bears its number. */
  addEdition(edition: EditionRecord): Promise<void>
  /** Newest first. */
  editions(indicator: string): Promise<readonly EditionRecord[]>
  /** Shows an edition built before. `chosen` when a person wants it although newer ones exist. */
  show(indicator: string, editionId: string, chosen: boolean): Promise<void>
  /** Moves at each change: what is remembered of indicators holds while it stands. */
  revision(): Promise<string>
}

/** An indicator as the back office sees it. */
export interface ManagedIndicator extends IndicatorRecord {
  /** Who last wrote it in the back office; null when it comes with the portal. */
  readonly madeBy: string | null
  readonly updatedAt: string
  readonly withdrawnAt: string | null
  /** True when a person chose the edition shown although newer ones exist. */
  readonly chosen: boolean
  /** The last building, when it was refused. */
  readonly refusal: Refusal | null
}

export interface Refusal {
  readonly at: string
  readonly findings: readonly Finding[]
  readonly madeFrom: string
}

/** A state that a definition had in the back office. */
export interface DefinitionChange {
  readonly number: number
  readonly definition: Definition
  readonly who: string
  readonly at: string
}

/** What people do to definitions, and what became of it. */
export interface DefinitionStore {
  /** Withdrawn ones included, in the order of themes and names. */
  managed(): Promise<readonly ManagedIndicator[]>
  /** Any state, withdrawn included. */
  find(slug: string): Promise<ManagedIndicator | undefined>
  /** Writes a definition, the trace of who did, and the edition that it gives, all or nothing. */
  publish(definition: Definition, edition: EditionRecord, who: string, at: Date): Promise<void>
  /** Newest first. */
  changes(slug: string): Promise<readonly DefinitionChange[]>
  /** Null brings it back. */
  withdraw(slug: string, at: Date | null): Promise<void>
  /** Null once a building succeeds. */
  noteRefusal(slug: string, refusal: Refusal | null): Promise<void>
}

/** The values of editions, as files that never change. */
export interface EditionFiles {
  write(id: string, edition: Edition): Promise<void>
  read(id: string): Promise<Edition>
  /** Removes one that nothing records. */
  remove(id: string): Promise<void>
}
