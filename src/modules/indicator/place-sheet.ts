import type { StatedValue } from '../figure/index.ts'
import type { Place } from '../territory/index.ts'
import type { Definition } from './definition.ts'
import { knowsPlace, lastKnown, type MadeValue, seriesOf, valueAt, valuesAt } from './edition.ts'
import type { ShownIndicator } from './known-indicators.ts'
import { type Origin, originOf } from './origin.ts'
import type { Peers } from './peers.ts'
import { type Rank, rankAmongPeers } from './rank.ts'

/** One indicator as a place's page tells it. */
export interface SheetLine {
  readonly definition: Definition
  readonly period: string
  readonly stated: MadeValue
  /** The first period with a number before the last one. */
  readonly before: { readonly period: string; readonly stated: StatedValue } | null
  readonly series: readonly { readonly period: string; readonly stated: StatedValue }[]
  /** The same indicator at the same period in the places that hold this one. */
  readonly around: readonly { readonly place: Place; readonly stated: StatedValue }[]
  /** Its place among its peers at that period; null without peers or without a number. */
  readonly rank: Rank | null
  readonly origin: Origin | null
}

export interface SheetTheme {
  readonly name: string
  readonly lines: readonly SheetLine[]
}

/** Everything that indicators tell of a place. */
export interface PlaceSheet {
  /** The most telling, in their order. */
  readonly key: readonly SheetLine[]
  readonly themes: readonly SheetTheme[]
  /** Those it is ranked among; null when none are found. */
  readonly peers: Peers | null
  /** Indicators that exist at this level and say nothing of this place, or that wait for their source. */
  readonly silent: readonly Definition[]
}

interface Asked {
  readonly place: Place
  /** Places that hold it, the nearest first. */
  readonly around: readonly Place[]
  /** Codes of the communes that it holds. */
  readonly members: readonly string[]
  readonly peers: Peers | null
}

const KEY_FIGURES = 5

/** Reads the indicators shown for a place: last number of each, its past, what holds the place, and where it comes from. */
export const placeSheet = (
  indicators: readonly ShownIndicator[],
  waiting: readonly Definition[],
  asked: Asked,
): PlaceSheet => {
  const { level, code } = asked.place
  const ofLevel = indicators.filter(({ definition }) => definition.levels.includes(level))
  const lines = ofLevel.flatMap((indicator) => lineOf(indicator, asked) ?? [])
  const names = [...new Set(lines.map(({ definition }) => definition.subtheme))]
  return {
    key: lines
      .filter(({ definition }) => definition.key !== undefined)
      .toSorted((a, b) => (a.definition.key ?? 0) - (b.definition.key ?? 0))
      .slice(0, KEY_FIGURES),
    peers: asked.peers,
    themes: names.map((name) => ({ name, lines: lines.filter(({ definition }) => definition.subtheme === name) })),
    silent: [
      ...ofLevel.filter(({ edition }) => !knowsPlace(edition, level, code)).map(({ definition }) => definition),
      ...waiting.filter(({ levels }) => levels.includes(level)),
    ],
  }
}

const lineOf = (
  { definition, record, edition }: ShownIndicator,
  { place, around, members, peers }: Asked,
): SheetLine | null => {
  const { level, code } = place
  const last = lastKnown(edition, level, code)
  if (!last) return null
  const series = seriesOf(edition, level, code).map((stated, i) => ({ period: edition.periods[i] ?? '', stated }))
  const before = series.find(({ period, stated }) => period < last.period && stated.value !== null) ?? null
  const larger = around
    .filter((other) => definition.levels.includes(other.level))
    .map((other) => ({ place: other, stated: valueAt(edition, other.level, other.code, last.period) }))
  return {
    definition,
    ...last,
    before,
    series,
    around: larger,
    rank:
      peers &&
      rankAmongPeers(
        last.stated,
        valuesAt(
          edition,
          level,
          peers.peers.map((peer) => peer.code),
          last.period,
        ),
      ),
    origin: originOf(definition, record, { level, code, period: last.period, members }),
  }
}
