import type { Shape, SimplifiedShape } from './contour-shapes.ts'
import type { Level, Place } from './place.ts'
import type { Movement } from './rebuild-series.ts'

export interface PopulationPoint {
  readonly year: number
  readonly value: number
  /** Who counted, in what edition: shown beside the figure. */
  readonly source: string
}

/** One hit of a search by name, postcode or code. `why` says what matched, in French, when it is not the name. */
export interface PlaceHit {
  readonly place: Place
  readonly parent: string | null
  readonly why: string | null
}

/** A place bound to another by an event. */
export interface PlaceLink {
  readonly place: Place
  readonly on: string | null
  /** A day when it had not happened yet, when no source gives the day itself: `on` is then the latest possible. */
  readonly after: string | null
  readonly why: string
}

/** What the page of a commune asks of it. */
export interface CommuneRecord {
  readonly place: Place
  readonly containers: readonly Place[]
  /** The cantons that share it, when it lies whole in none. */
  readonly shared: readonly Place[]
  /** Communes with a mayor of their own inside it. */
  readonly parts: readonly Place[]
  readonly predecessors: readonly PlaceLink[]
  readonly successors: readonly PlaceLink[]
  readonly population: readonly PopulationPoint[]
}

/** Places in time. `on` is a day (`AAAA-MM-JJ`); every question is asked at a date. */
export interface PlaceStore {
  get(id: string): Promise<Place | undefined>
  byCode(level: Level, code: string, on: string): Promise<Place | undefined>
  /** Levels that contain it: EPCI, arrondissement, département, région. */
  containers(id: string, on: string): Promise<readonly Place[]>
  members(id: string, level: Level, on: string): Promise<readonly Place[]>
  /** Of a town split between cantons, those cantons; of a canton, the communes of which it has a part only. Neither are among containers and members. */
  shared(id: string, on: string): Promise<readonly Place[]>
  predecessors(id: string): Promise<readonly PlaceLink[]>
  /** Of a commune, that which holds its land today; of an EPCI, that which took most of its communes. */
  successors(id: string): Promise<readonly PlaceLink[]>
  population(id: string): Promise<readonly PopulationPoint[]>
  /** All that the questions above answer of some communes, by identifier, in one question. */
  communeRecords(ids: readonly string[], on: string): Promise<ReadonlyMap<string, CommuneRecord>>
  /** By name (accents, hyphens, « St » for « Saint »), postcode or code; living places first, then the portal's own, then the larger. */
  search(text: string, limit: number): Promise<readonly PlaceHit[]>
  /** All codes valid or once valid at a level: what ingestion checks columns against. */
  codes(level: Level): Promise<ReadonlySet<string>>
  /** The names of some places, by identifier. */
  names(ids: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Every postcode in use. */
  postcodes(): Promise<ReadonlySet<string>>
  /** Places of a level that share communes with a place: the EPCI that touch a département, whole or in part. */
  neighbours(id: string, level: Level): Promise<readonly Place[]>
  /**
   * What became of the land of codes of a level after the day `from`, until the day `to` included, oldest first: what
   * `rebuildSeries` asks. Days are told from 1943 for communes, from the first edition held for the other levels.
   */
  history(level: Level, from: string, to: string): Promise<readonly Movement[]>
}

/** The shape of a place (degrees, WGS 84), the year of its limits, and who drew it. */
export interface Contour {
  readonly geometry: Shape
  readonly edition: number
  readonly source: string
}

/** Shapes of places. Those of one level and one detail share their borders point for point. */
export interface Contours {
  /** The latest known of each code; codes without a contour are absent. `detail`: `page` unless said. */
  of(level: Level, codes: readonly string[], detail?: 'page' | 'overview'): Promise<ReadonlyMap<string, Contour>>
  /** Moves when contours are taken in: what is drawn from them holds while it stands. */
  revision(): Promise<string>
}

export interface ContourStore extends Contours {
  /** Keeps shapes of an edition; those of the same places and edition are replaced, others stay. */
  save(edition: {
    readonly level: Level
    readonly edition: number
    readonly source: string
    readonly at: Date
    readonly shapes: ReadonlyMap<string, SimplifiedShape>
  }): Promise<void>
}
