import type { ComponentChildren } from 'preact'
import type { Place } from './place.ts'

/** A column of the table of a place's communes. */
export interface MemberColumn {
  /** How an address names it, to sort by it. */
  readonly slug: string
  readonly label: string
  /** « 2021, € par an »: what goes under the label. */
  readonly note: string
  /** Its text in a cell, and its number to sort by; null when there is none. */
  readonly of: (commune: string) => { readonly text: string; readonly value: number | null }
}

/** What another module tells of a place, on its page. */
export interface PlaceTold {
  /** Large figures. */
  readonly figures: ComponentChildren
  /** A sentence of what sets it apart from places like it. */
  readonly apart: string | null
  /** What stands out for someone who wants to settle. */
  readonly standing: ComponentChildren
  readonly themes: ComponentChildren
  /** A figure made to be quoted elsewhere; null when it has none. */
  readonly share: ComponentChildren
  readonly columns: readonly MemberColumn[]
  /** Its communes on a map, shaded by the column that the table is sorted by; null when nothing can be drawn. */
  readonly membersMap: ComponentChildren
  /** Datasets that its figures come from, by title. */
  readonly sources: readonly { readonly href: string; readonly title: string; readonly producer: string }[]
  /** A page where it is set beside places like it; null when there is none. */
  readonly compare: string | null
  /** A page where it is set beside these places. */
  readonly compareWith: (places: readonly Place[]) => string
  /** The same figures for programs and spreadsheets. */
  readonly formats: readonly { readonly href: string; readonly label: string }[]
}

/** Another tool of the territory, that a page leads to. */
export interface TerritoryTool {
  readonly label: string
  readonly href: string
  readonly says: string
}

/** What is asked of whoever tells. */
export interface AskedTold {
  readonly place: Place
  /** The places that hold it. */
  readonly around: readonly Place[]
  /** Its communes; for a commune, those of its EPCI. */
  readonly communes: readonly Place[]
  /** The column that the table of its communes is sorted by. */
  readonly by: string
}

/** Tells of places. */
export interface PlaceTeller {
  readonly tell: (asked: AskedTold) => Promise<PlaceTold>
}
