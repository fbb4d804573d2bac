import { scaleLinear, scaleLog } from 'd3-scale'
import { medianOf } from './say-value.ts'

/** Where values lie along a line. */
export interface ValueAxis {
  readonly at: (value: number) => number
  /** Values to write under it. */
  readonly ticks: readonly number[]
  /** True when each tick is ten times the one before: zeros then stand apart, at the beginning. */
  readonly byPowers: boolean
}

/** When the largest is so many times the middle one, equal steps would heap nearly all values at the beginning. */
const SPREAD_OUT = 20
/** Room for the zeros before the least of the others. */
const ZEROS = 18

/** Lays values in order between two ends: at equal steps, or by powers of ten when sizes differ by tens of times. */
export const valueAxis = (sorted: readonly number[], from: number, to: number): ValueAxis => {
  const [low = 0, high = 0] = [sorted[0], sorted[sorted.length - 1]]
  const least = sorted.find((value) => value > 0) ?? 0
  const middle = medianOf(sorted) ?? 0
  if (low < 0 || least < 1 || middle < 1 || high <= SPREAD_OUT * middle) {
    const scale = scaleLinear(low === high ? [low - 1, high + 1] : [low, high], [from, to])
    return { at: (value) => scale(value), ticks: scale.ticks(4), byPowers: false }
  }
  const scale = scaleLog([least, high], [low === 0 ? from + ZEROS : from, to])
  const powers = scale.ticks().filter((tick) => Number.isInteger(Math.log10(tick)))
  return {
    at: (value) => (value === 0 ? from : scale(value)),
    ticks: low === 0 ? [0, ...powers.filter((tick) => scale(tick) > from + 2 * ZEROS)] : powers,
    byPowers: true,
  }
}
