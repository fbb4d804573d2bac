import type { Level } from './place.ts'
import type { Movement } from './rebuild-series.ts'

/** The places of a day and what holds each commune: what adding up and checking codes by thousands need. */
export interface Geography {
  readonly day: string
  /** Codes in force at each level, with their names; communes in their own right only, neither their parts nor the arrondissements of Paris. */
  readonly names: ReadonlyMap<Level, ReadonlyMap<string, string>>
  /** For each level above, the code that holds each commune. */
  readonly holders: ReadonlyMap<Level, ReadonlyMap<string, string>>
  /** Cantons to which nothing counted by commune adds up, each with the communes of which it has a part only, as far as they are known. Absent: none. */
  readonly shared?: ReadonlyMap<string, readonly string[]>
}

export interface CommunePopulation {
  readonly code: string
  readonly name: string
  readonly year: number
  readonly value: number
  readonly source: string
}

export interface GeographyStore {
  today(): Promise<Geography>
  /** As `PlaceStore.history`. */
  history(level: Level, from: string, to: string): Promise<readonly Movement[]>
  /** The inhabitants of every commune of the country, year by year, on today's boundaries. */
  populations(): AsyncIterable<CommunePopulation>
}
