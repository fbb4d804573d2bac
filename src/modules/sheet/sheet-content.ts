/** What a sheet of a place says, every text ready in French; how it is laid on two pages is not its affair. */
export interface SheetContent {
  /** Name of the portal. */
  readonly portal: string
  readonly title: string
  /** What kind of place, its code. */
  readonly kicker: string
  /** What the place is, in one to three sentences. */
  readonly lead: string
  /** Other facts, one sentence each: what it holds, what holds it, what it became. */
  readonly facts: readonly string[]
  readonly map: SheetMap | null
  readonly keys: readonly KeyCard[]
  readonly population: PopulationChart | null
  readonly ranks: RankStrips | null
  /** Names of the places set beside this one in the table. */
  readonly beside: readonly string[]
  readonly themes: readonly SheetThemeRows[]
  /** Names of indicators without a figure here, and why. */
  readonly missing: readonly string[]
  /** One text a producer: who, which years, under what licence. */
  readonly sources: readonly string[]
  /** Notes that some rows need. */
  readonly notes: readonly string[]
  /** Whole address of the page of the place. */
  readonly address: string
  /** Day of the sheet, `AAAA-MM-JJ`. */
  readonly day: string
}

/** Areas as paths in a drawing of a known size, from its top left corner. */
export interface SheetMap {
  readonly width: number
  readonly height: number
  readonly ground: string
  /** Borders to be drawn over, finer. */
  readonly borders: string
  readonly here: string
  /** The middle of the place in the drawing, and half its larger side: a small one is ringed. */
  readonly spot: { readonly x: number; readonly y: number; readonly reach: number }
  /** What it shows, in words. */
  readonly alt: string
  readonly source: string
}

/** A value of the past of a figure: null when there is no number. */
export interface PeriodValue {
  readonly value: number | null
  /** « 34 846 habitants en 2016 ». */
  readonly words: string
}

/** A large figure with its date, past and place among peers. */
export interface KeyCard {
  readonly label: string
  readonly value: string
  readonly unit: string
  readonly when: string
  readonly change: string
  readonly rank: string
  readonly source: string
  readonly series: readonly PeriodValue[]
}

export interface PopulationChart {
  readonly title: string
  readonly sentence: string
  readonly source: string
  /** Oldest first, two at least. */
  readonly points: readonly { readonly year: number; readonly value: number }[]
}

/** Where the place stands among its peers, one strip a figure. */
export interface RankStrips {
  /** Who the peers are. */
  readonly sentence: string
  readonly rows: readonly RankStrip[]
}

export interface RankStrip {
  readonly label: string
  /** « 3e sur 10 ». */
  readonly words: string
  /** Part of the peers below, from 0 to 1. */
  readonly quantile: number
  readonly when: string
}

export interface SheetThemeRows {
  readonly name: string
  readonly rows: readonly SheetRow[]
}

/** One figure as a line of the table. */
export interface SheetRow {
  readonly label: string
  /** Unit in words, when it is not written with the value. */
  readonly unit: string
  readonly value: string
  /** False when `value` says why there is no number. */
  readonly known: boolean
  readonly when: string
  readonly change: string
  /** Values of the places beside, in their order. */
  readonly beside: readonly string[]
  readonly rank: string
  /** Whether the portal worked it out or added it up. */
  readonly made: boolean
  /** Number of its source, from 1, in the order of `sources`. */
  readonly source: number
  /** When there is no room, those of the largest are left out first. */
  readonly precedence: number
}
