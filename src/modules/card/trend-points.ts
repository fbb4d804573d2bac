import { numbersOf, type TracedPoint, trace } from '../figure/index.ts'
import type { Dated } from './card.ts'

/** A series laid out in a box, its dates as far apart as they are in time. */
export interface TrendPoints {
  readonly points: readonly TracedPoint[]
  /** Which of them is the last one with a number. */
  readonly last: number
  /** Height of zero, when the values lie on both sides of it. */
  readonly zero: number | null
}

interface Box {
  readonly width: number
  readonly height: number
  /** Room kept free around, for the marks. */
  readonly edge: number
}

/** Lays out a series; null when less than two dates have a number. */
export const trendPoints = (series: readonly Dated[], { width, height, edge }: Box): TrendPoints | null => {
  const values = series.map(({ stated }) => stated)
  const numbers = numbersOf(values)
  if (numbers.length < 2) return null
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  const years = series.map(({ period }) => yearsOf(period))
  const [start = 0, end = 0] = [years[0], years.at(-1)]
  const left = (i: number) => edge + ((width - 2 * edge) * ((years[i] ?? 0) - start)) / Math.max(end - start, 1 / 12)
  const top = (value: number) =>
    low === high ? height / 2 : edge + (height - 2 * edge) * (1 - (value - low) / (high - low))
  return {
    points: trace(values, left, top),
    last: values.findLastIndex(({ value }) => value !== null),
    zero: low < 0 && high > 0 ? top(0) : null,
  }
}

/** The middle of a period, in years. */
const yearsOf = (period: string): number => {
  const [year = '', part = ''] = period.split('-')
  const within = part.startsWith('T') ? (Number(part.slice(1)) - 0.5) / 4 : part ? (Number(part) - 0.5) / 12 : 0.5
  return Number(year) + within
}
