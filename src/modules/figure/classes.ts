import { extent } from 'd3-array'
import { scaleLinear } from 'd3-scale'

/** A cutting of numbers into classes. A class holds its start and what lies below the next start; the last, all above. */
export interface Classes {
  /** Where each class begins, strictly increasing; the first is at most the smallest value. */
  readonly starts: readonly number[]
  /** Where the last class ends, itself included. */
  readonly max: number
  /** How many of the first classes lie below zero, when the cutting turns around zero; else null. */
  readonly below: number | null
}

/** The class of a value, from 0. Values below the first start belong to the first class. */
export const classOf = (value: number, { starts }: Classes): number => {
  const next = starts.findIndex((start, i) => i > 0 && value < start)
  return next < 0 ? Math.max(0, starts.length - 1) : next - 1
}

/**
 * Classes of about as many values each; at most `wanted`, fewer when values are tied. No class is empty. Null when there
 * is no value.
 */
export const quantiles = (values: readonly number[], wanted: number): Classes | null => {
  const sorted = values.toSorted((a, b) => a - b)
  const steps = sorted.flatMap((value, i) => (i > 0 && value > (sorted[i - 1] ?? value) ? [i] : []))
  const cuts = new Set<number>()
  if (steps.length < wanted) for (const step of steps) cuts.add(step)
  else
    for (let j = 1; j < wanted; j++) {
      const ideal = (j * sorted.length) / wanted
      cuts.add(steps.reduce((best, step) => (Math.abs(step - ideal) < Math.abs(best - ideal) ? step : best)))
    }
  return cutAt(
    sorted,
    [...cuts].toSorted((a, b) => a - b),
  )
}

const MOST = 1000

/**
 * Fisher's optimal classes (often called Jenks'): the cutting whose squared distances of values to the mean of their
 * class add up to the least, found exactly by dynamic programming (W. D. Fisher, « On grouping for maximum homogeneity »,
 * JASA, 1958), each step by halves, as the order of the numbers allows (X. Wu, « Optimal quantization by matrix searching »,
 * J. of Algorithms, 1991). Equal values stay together. Beyond 1 000 different values, a thousand are taken evenly by rank. No class is
 * empty. Null when there is no value.
 */
export const jenks = (values: readonly number[], wanted: number): Classes | null => {
  const sorted = new Float64Array(values).sort()
  const ranks: number[] = []
  for (let i = 0; i < sorted.length; i++) if (i === 0 || (sorted[i] ?? 0) > (sorted[i - 1] ?? 0)) ranks.push(i)
  const kept =
    ranks.length <= MOST
      ? ranks
      : Array.from({ length: MOST }, (_, i) => ranks[Math.round((i * (ranks.length - 1)) / (MOST - 1))] ?? 0)
  const unit = unitOf(sorted)
  const groups = kept.map((rank, i) => ({
    value: (sorted[rank] ?? 0) / unit,
    weight: (kept[i + 1] ?? sorted.length) - rank,
  }))
  const cuts = fisher(groups, Math.min(wanted, groups.length))
  return cutAt(
    sorted,
    cuts.map((cut) => kept[cut] ?? 0),
  )
}

/** The squares of larger numbers, added up by the thousand, are past what a number holds. */
const LARGEST_SQUARED = 1e100

/** What sorted numbers are divided by before they are squared: a power of two, which changes none of their digits. */
const unitOf = (sorted: Float64Array): number => {
  const largest = Math.max(Math.abs(sorted[0] ?? 0), Math.abs(sorted[sorted.length - 1] ?? 0))
  return largest > LARGEST_SQUARED ? 2 ** Math.floor(Math.log2(largest)) : 1
}

/** Where each class but the first begins, among weighted values in order. */
const fisher = (groups: readonly { readonly value: number; readonly weight: number }[], k: number): number[] => {
  const n = groups.length
  const [weights, sums, squares] = [new Float64Array(n + 1), new Float64Array(n + 1), new Float64Array(n + 1)]
  const centre = groups[n >> 1]?.value ?? 0
  groups.forEach(({ value, weight }, i) => {
    const d = value - centre
    weights[i + 1] = (weights[i] ?? 0) + weight
    sums[i + 1] = (sums[i] ?? 0) + weight * d
    squares[i + 1] = (squares[i] ?? 0) + weight * d * d
  })
  const between = (list: Float64Array, from: number, to: number) => (list[to] ?? 0) - (list[from] ?? 0)
  const cost = (from: number, to: number) =>
    between(squares, from, to) - between(sums, from, to) ** 2 / between(weights, from, to)
  let best = Float64Array.from({ length: n + 1 }, (_, to) => (to === 0 ? 0 : cost(0, to)))
  const begins: Int32Array[] = []
  for (let classes = 2; classes <= k; classes++) {
    const before = best
    const next = new Float64Array(n + 1).fill(Number.POSITIVE_INFINITY)
    const begin = new Int32Array(n + 1)
    // The best beginning never moves back as the end moves on: the middle end bounds it for the others, half by half.
    const settle = (first: number, last: number, low: number, high: number): void => {
      if (first > last) return
      const to = (first + last) >> 1
      for (let from = low; from <= Math.min(high, to - 1); from++) {
        const total = (before[from] ?? 0) + cost(from, to)
        if (total < (next[to] ?? 0)) {
          next[to] = total
          begin[to] = from
        }
      }
      const found = begin[to] ?? 0
      settle(first, to - 1, low, found)
      settle(to + 1, last, found, high)
    }
    settle(classes, n, classes - 1, n - 1)
    best = next
    begins.push(begin)
  }
  const cuts: number[] = []
  let to = n
  for (const begin of begins.toReversed()) {
    to = begin[to] ?? 0
    cuts.unshift(to)
  }
  return cuts
}

/**
 * Classes of equal width with round bounds, at most `wanted`; some may be empty. Null when there is no value.
 */
export const roundBreaks = (values: readonly number[], wanted: number): Classes | null => {
  const [min, max] = extent(values)
  if (min === undefined) return null
  if (min === max) return { starts: [min], max, below: null }
  for (let asked = wanted; asked >= 1; asked--) {
    const ticks = scaleLinear().domain([min, max]).nice(asked).ticks(asked)
    const last = ticks[ticks.length - 1]
    if (last !== undefined && ticks.length > 1 && ticks.length - 1 <= wanted && (ticks[0] ?? 0) <= min && last >= max)
      return { starts: ticks.slice(0, -1), max: last, below: null }
  }
  return { starts: [min], max, below: null }
}

/**
 * Classes on each side of zero, at most `eachSide` below and as many from zero on, each side cut by `cut`. Null when
 * there is no value.
 */
export const aroundZero = (
  values: readonly number[],
  eachSide: number,
  cut: (values: readonly number[], wanted: number) => Classes | null = jenks,
): Classes | null => {
  const low = cut(
    values.filter((value) => value < 0),
    eachSide,
  )
  const high = cut(
    values.filter((value) => value >= 0),
    eachSide,
  )
  if (!low && !high) return null
  const starts = [...(low?.starts ?? []), ...(high ? [0, ...high.starts.slice(1).filter((start) => start > 0)] : [])]
  return { starts, max: high?.max ?? low?.max ?? 0, below: low?.starts.length ?? 0 }
}

/** Classes of sorted values that begin at these ranks: their bounds are the roundest that cut there. */
const cutAt = (sorted: ArrayLike<number>, cuts: readonly number[]): Classes | null => {
  const [min, max] = [sorted[0], sorted[sorted.length - 1]]
  if (min === undefined || max === undefined) return null
  const starts = cuts.map((cut) => roundest(sorted[cut - 1] ?? min, sorted[cut] ?? max))
  return { starts: [min, ...starts], max, below: null }
}

/** The number with the fewest digits that is above `low` and at most `high`; `high` when nothing lies between, or too much. */
export const roundest = (low: number, high: number): number => {
  const gap = high - low
  if (!(gap > 0 && gap < Number.POSITIVE_INFINITY)) return high
  const top = Math.floor(Math.log10(Math.max(Math.abs(high), Math.abs(low), gap)))
  for (let power = top + 1; power >= Math.floor(Math.log10(gap)) - 1; power--)
    for (const digit of [5, 2, 1]) {
      const found = Number(`${Math.floor(high / (digit * 10 ** power)) * digit}e${power}`)
      if (found > low && found <= high) return found
    }
  return high
}
