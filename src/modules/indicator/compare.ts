import type { StatedValue } from '../figure/index.ts'
import type { Place } from '../territory/index.ts'
import { type Edition, knowsPlace, lastKnown, type MadeValue, seriesOf, valueAt } from './edition.ts'
import type { ShownIndicator } from './known-indicators.ts'

/** The most places that one comparison holds. */
export const MOST_COMPARED = 8

/** What one place has for one indicator, at the period common to all. */
export interface ComparedValue {
  readonly place: Place
  readonly stated: MadeValue
  /** Whether its number is the highest or the lowest of those compared; null when it is neither, or when all are alike. */
  readonly extreme: 'highest' | 'lowest' | null
  /** Its last number, at another period, when it has none at the common one: told, never compared. */
  readonly otherwise: { readonly period: string; readonly stated: MadeValue } | null
}

/** One indicator over the places compared, all at one and the same period. */
export interface ComparedIndicator {
  readonly indicator: ShownIndicator
  /** Null when the indicator says nothing of any of the places. */
  readonly period: string | null
  readonly values: readonly ComparedValue[]
}

type At = Pick<Place, 'level' | 'code'>

/**
 * Compares places on indicators. For each, one period for all: the latest among those at which the most places have a
 * number. Values of different periods are never put side by side.
 */
export const comparePlaces = (
  places: readonly Place[],
  indicators: readonly ShownIndicator[],
): readonly ComparedIndicator[] =>
  indicators.map((indicator) => {
    const { edition } = indicator
    const period = commonPeriod(edition, places)
    const stated = places.map((place) => valueAt(edition, place.level, place.code, period ?? ''))
    const numbers = stated.flatMap(({ value }) => (value === null ? [] : [value]))
    const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
    return {
      indicator,
      period,
      values: places.map((place, i) => {
        const own = stated[i] ?? valueAt(edition, place.level, place.code, '')
        const extreme =
          own.value === null || low === high
            ? null
            : own.value === high
              ? 'highest'
              : own.value === low
                ? 'lowest'
                : null
        return { place, stated: own, extreme, otherwise: own.value === null ? lastNumber(edition, place) : null }
      }),
    }
  })

/** The latest of the periods at which the most of these places have a number; null when the edition knows none of them. */
export const commonPeriod = (edition: Edition, places: readonly At[]): string | null => {
  if (!places.some(({ level, code }) => knowsPlace(edition, level, code))) return null
  const series = places.map(({ level, code }) => seriesOf(edition, level, code))
  let best: { readonly period: string; readonly known: number } | null = null
  for (const [i, period] of edition.periods.entries()) {
    const known = series.filter((values) => typeof values[i]?.value === 'number').length
    if (!best || known >= best.known) best = { period, known }
  }
  return best?.period ?? null
}

const lastNumber = (edition: Edition, { level, code }: At): ComparedValue['otherwise'] => {
  const last = lastKnown(edition, level, code)
  return last && last.stated.value !== null ? last : null
}

/** The periods at which at least one of the places has something to say, and the series of each over them. */
export const comparedSeries = (
  edition: Edition,
  places: readonly At[],
): { readonly periods: readonly string[]; readonly series: readonly (readonly StatedValue[])[] } => {
  const whole = places.map(({ level, code }) => seriesOf(edition, level, code))
  const kept = edition.periods.flatMap((_, i) => (whole.some((values) => values[i]?.status !== 'missing') ? [i] : []))
  const [first, last] = [kept[0] ?? 0, kept[kept.length - 1] ?? -1]
  return {
    periods: edition.periods.slice(first, last + 1),
    series: whole.map((values) => values.slice(first, last + 1)),
  }
}
