import type { StatedValue } from '../figure/index.ts'
import {
  type Definition,
  lastKnown,
  type MadeValue,
  type Origin,
  type Peers,
  type Rank,
  type ReunitedPast,
  reunitedPast,
  type ShownIndicator,
  seriesOf,
  valueAt,
} from '../indicator/index.ts'
import type { Place } from '../territory/index.ts'

/** Which peers a card tells of; `sans`: none. */
export const CARD_PEERS = ['strate', 'voisins', 'sans'] as const
export type CardPeers = (typeof CARD_PEERS)[number]

/**
 * Which of them a card frozen at an edition may tell of: how like places are found changes with the portal, so that a card
 * that never changes cannot name them. Classes of population are read in the edition of the time.
 */
export const FROZEN_PEERS = ['strate', 'sans'] as const satisfies readonly CardPeers[]

/** What tells a card among all. */
export interface CardKey {
  readonly indicator: string
  readonly place: Place
  readonly peers: CardPeers
  /** The number of the edition it is frozen at; null: the one shown today. */
  readonly edition: number | null
  /** `2019`, `2024-03`; null: the last one with a number. */
  readonly period: string | null
}

/** A value of a series, with its date. */
export interface Dated {
  readonly period: string
  readonly stated: StatedValue
}

/** Where the figure stands among its peers, at its own period. */
export interface Among {
  readonly peers: Peers
  readonly rank: Rank
  /** The values of the peers, in no order. */
  readonly others: readonly StatedValue[]
}

/** One figure of one place, and all that has to go with it wherever it is pasted. */
export interface Card {
  /** As it was asked. */
  readonly key: CardKey
  readonly place: Place
  readonly definition: Definition
  /** The edition that it comes from, and the day it was built (`AAAA-MM-JJ`). */
  readonly edition: { readonly id: string; readonly number: number; readonly on: string }
  readonly period: string
  readonly stated: MadeValue
  /** From the first period that says something of the place to the one told. */
  readonly series: readonly Dated[]
  /** The oldest value that the one told may be compared with; null when there is none. */
  readonly before: Dated | null
  /** What its past owes to places reunited since. */
  readonly reunited: ReunitedPast | null
  readonly among: Among | null
  readonly origin: Origin | null
  /** True when its address names an edition: it will not change. */
  readonly frozen: boolean
}

const MISSING = { value: null, status: 'missing', making: 'published' } as const

/**
 * What an indicator tells of a place: at the period asked, else at the last one with a number, else why it has none.
 * Null when the indicator says nothing of places of that level, or does not have the period.
 */
export const figureOf = (
  { definition, edition }: ShownIndicator,
  { level, code }: Pick<Place, 'level' | 'code'>,
  asked: string | null = null,
): Pick<Card, 'period' | 'stated' | 'series' | 'before' | 'reunited'> | null => {
  const newest = edition.periods.at(-1)
  if (newest === undefined || !definition.levels.includes(level) || !edition.levels.has(level)) return null
  if (asked !== null && !edition.periods.includes(asked)) return null
  const { period, stated } =
    asked === null
      ? (lastKnown(edition, level, code) ?? { period: newest, stated: MISSING })
      : { period: asked, stated: valueAt(edition, level, code, asked) }
  const all = seriesOf(edition, level, code).map((one, i) => ({ period: edition.periods[i] ?? '', stated: one }))
  const upTo = all.filter((one) => one.period <= period)
  const first = upTo.findIndex((one) => one.stated.status !== 'missing')
  const series = first < 0 ? [] : upTo.slice(first)
  const reunited = reunitedPast(edition, level, code, period)
  return { period, stated, series, reunited, before: comparableBefore(series, period) }
}

/**
 * The oldest number of a series that may be compared with that of `period`: of the same grain, and of the same month or
 * quarter of its year, since seasons would else pass for trends.
 */
export const comparableBefore = (series: readonly Dated[], period: string): Dated | null =>
  series.find((one) => one.period < period && one.stated.value !== null && seasonOf(one.period) === seasonOf(period)) ??
  null

/** `03` of `2024-03`, `T1` of `2024-T1`; empty for a year. */
const seasonOf = (period: string): string => period.slice(5)
