import type { Place } from '../territory/index.ts'
import type { Definition } from './definition.ts'
import { columnOf, type MadeValue } from './edition.ts'
import type { WantedSuperlative } from './home-choice.ts'
import type { ShownIndicator } from './known-indicators.ts'
import { type Origin, originOf } from './origin.ts'

/** The commune, or the few equal ones, at one end of an indicator. */
export interface Superlative extends Pick<WantedSuperlative, 'says' | 'atLeast'> {
  readonly definition: Definition
  readonly period: string
  readonly stated: MadeValue
  /** Those that hold it, in the order of the communes given. */
  readonly places: readonly Place[]
  /** How many communes have a number at that date, of those that count. */
  readonly of: number
  readonly origin: Origin | null
}

/** Among fewer communes, being first says nothing. */
const FEWEST_KNOWN = 5
/** Shared by more, it distinguishes nobody. */
const MOST_EQUAL = 2

/** Finds who is first or last among some communes, at the last date that enough of them have a number for; what nobody or too many would hold is left out. */
export const superlativesOf = (
  shown: readonly ShownIndicator[],
  wanted: readonly WantedSuperlative[],
  communes: readonly Place[],
): readonly Superlative[] =>
  wanted.flatMap((one) => {
    const indicator = shown.find(({ definition }) => definition.slug === one.slug)
    return indicator ? (superlativeOf(indicator, one, communes) ?? []) : []
  })

const superlativeOf = (
  { definition, edition, record }: ShownIndicator,
  { says, end, atLeast }: WantedSuperlative,
  communes: readonly Place[],
): Superlative | null => {
  const counted = communes.filter(({ population }) => atLeast === undefined || (population?.value ?? 0) >= atLeast)
  const codes = new Set(counted.map(({ code }) => code))
  for (const period of edition.periods.toReversed()) {
    const known = columnOf(edition, 'commune', period, codes).filter(({ value }) => value !== null)
    if (known.length < FEWEST_KNOWN) continue
    const sign = end === 'highest' ? 1 : -1
    const [first, ...others] = known.toSorted((a, b) => sign * ((b.value ?? 0) - (a.value ?? 0)))
    if (!first) return null
    const holders = new Set([first, ...others.filter(({ value }) => value === first.value)].map(({ code }) => code))
    if (holders.size > MOST_EQUAL) return null
    const { code, ...stated } = first
    return {
      ...{ says, definition, period, stated },
      ...(atLeast === undefined ? {} : { atLeast }),
      places: counted.filter((place) => holders.has(place.code)),
      of: known.length,
      origin: originOf(definition, record, { level: 'commune', code, period }),
    }
  }
  return null
}
