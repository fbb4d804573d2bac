/** One thing that resemblance is measured on, for every place of a level. */
export interface Measured {
  readonly weight: number
  /** One number a place, in one order for all; NaN where there is none. */
  readonly values: Float64Array
}

/** What finding the nearest places needs, prepared once for a set of values. */
export interface Resemblance {
  /** Places × measures: how many standard deviations above the mean; NaN where there is no number. */
  readonly standard: Float64Array
  readonly weights: Float64Array
  /** The sum of the weights. */
  readonly whole: number
  /** Inhabitants of each place; NaN when unknown. */
  readonly populations: Float64Array
  /** Ranks of places by population, those without one left out. */
  readonly byPopulation: Uint32Array
}

/** A place, by its rank in the order of the values, and how unlike the one asked about it is. */
export interface Neighbour {
  readonly at: number
  readonly distance: number
}

/** Neighbours are looked for among places whose population is at most this many times larger or smaller. */
export const SIZE_FACTOR = 3
export const NEIGHBOURS = 12
/** Below this part of the whole weight known of both places, they are not compared. */
export const LEAST_KNOWN = 0.5

/** Standardises each measure over all the places: mean zero, standard deviation one. A measure that never varies counts for nothing. */
export const prepareResemblance = (measures: readonly Measured[], populations: Float64Array): Resemblance => {
  const [places, width] = [populations.length, measures.length]
  const standard = new Float64Array(places * width).fill(Number.NaN)
  measures.forEach(({ values }, k) => {
    const { mean, deviation } = spreadOf(values)
    if (deviation > 0)
      for (let at = 0; at < places; at += 1) standard[at * width + k] = ((values[at] ?? Number.NaN) - mean) / deviation
    else for (let at = 0; at < places; at += 1) if (!Number.isNaN(values[at])) standard[at * width + k] = 0
  })
  const known = Uint32Array.from(populations.keys()).filter((at) => !Number.isNaN(populations[at]))
  const byPopulation = known.sort((a, b) => (populations[a] ?? 0) - (populations[b] ?? 0) || a - b)
  const weights = Float64Array.from(measures, ({ weight }) => weight)
  return { standard, weights, whole: weights.reduce((sum, weight) => sum + weight, 0), populations, byPopulation }
}

/** Mean and standard deviation of a whole population of numbers (divided by n); the missing left out. */
const spreadOf = (values: Float64Array): { readonly mean: number; readonly deviation: number } => {
  const numbers = values.filter((value) => !Number.isNaN(value))
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length
  const variance = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0) / numbers.length
  return { mean, deviation: variance > 1e-18 ? Math.sqrt(variance) : 0 }
}

/**
 * Weighted Euclidean distance between two places, on standardised values: √(Σ w (a − b)² / Σ w), over the measures that
 * both have, so that a missing value takes its weight away instead of bringing places closer. One is the distance of two
 * places a standard deviation apart on everything. NaN when less than half of the whole weight is known of both.
 * The formula is that of nearest-neighbour models of local authorities (ONS, CIPFA), with weights.
 */
export const distanceBetween = (prepared: Resemblance, one: number, other: number): number =>
  distanceWithin(prepared, one, other, Number.POSITIVE_INFINITY)

/** The same distance, given up as infinite once it is sure to pass a limit: most places are ruled out by their size alone. */
const distanceWithin = (
  { standard, weights, whole }: Resemblance,
  one: number,
  other: number,
  limit: number,
): number => {
  const width = weights.length
  const from = one * width
  const to = other * width
  const most = limit * limit * whole * (1 + 1e-9)
  let sum = 0
  let known = 0
  for (let k = 0; k < width; k += 1) {
    const apart = (standard[from + k] ?? Number.NaN) - (standard[to + k] ?? Number.NaN)
    if (Number.isNaN(apart)) continue
    const weight = weights[k] ?? 0
    known += weight
    sum += weight * apart * apart
    if (sum > most) return Number.POSITIVE_INFINITY
  }
  return known > 0 && known >= whole * LEAST_KNOWN ? Math.sqrt(sum / known) : Number.NaN
}

/** Part of the whole weight that is known of a place, between 0 and 1. */
export const knownPart = ({ standard, weights, whole }: Resemblance, at: number): number => {
  const known = weights.reduce((sum, w, k) => (Number.isNaN(standard[at * weights.length + k]) ? sum : sum + w), 0)
  return whole === 0 ? 0 : known / whole
}

/**
 * The places most like one, nearest first (equal ones in their order), among those whose population is within the factor:
 * only that window of populations is looked at, and of those only who has a number wherever the place has one: being near on its
 * size alone is no resemblance. Empty when the place has no population or too few values.
 */
export const nearestPlaces = (prepared: Resemblance, at: number, most = NEIGHBOURS): readonly Neighbour[] => {
  const { populations, byPopulation } = prepared
  const population = populations[at] ?? Number.NaN
  if (Number.isNaN(population) || knownPart(prepared, at) < LEAST_KNOWN) return []
  const end = firstAbove(prepared, population * SIZE_FACTOR, true)
  const nearest: Neighbour[] = []
  for (let i = firstAbove(prepared, population / SIZE_FACTOR, false); i < end; i += 1) {
    const other = byPopulation[i] ?? at
    if (other === at) continue
    const farthest = nearest.length < most ? undefined : nearest[nearest.length - 1]?.distance
    const distance = distanceWithin(prepared, at, other, farthest ?? Number.POSITIVE_INFINITY)
    if (Number.isFinite(distance) && isKnownAsWell(prepared, at, other)) insert(nearest, { at: other, distance }, most)
  }
  return nearest
}

/** Whether another place has a number for every measure that one has. */
const isKnownAsWell = ({ standard, weights }: Resemblance, one: number, other: number): boolean => {
  const width = weights.length
  for (let k = 0; k < width; k += 1)
    if (!Number.isNaN(standard[one * width + k]) && Number.isNaN(standard[other * width + k])) return false
  return true
}

/** The first rank by population whose population is above a limit, or equal to it unless `strictly`. */
const firstAbove = ({ populations, byPopulation }: Resemblance, limit: number, strictly: boolean): number => {
  let low = 0
  let high = byPopulation.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const population = populations[byPopulation[middle] ?? 0] ?? 0
    if (strictly ? population <= limit : population < limit) low = middle + 1
    else high = middle
  }
  return low
}

const insert = (nearest: Neighbour[], found: Neighbour, most: number): void => {
  const last = nearest[nearest.length - 1]
  if (nearest.length >= most && last && !isNearer(found, last)) return
  let i = nearest.length
  while (i > 0 && isNearer(found, nearest[i - 1] ?? found)) i -= 1
  nearest.splice(i, 0, found)
  if (nearest.length > most) nearest.pop()
}

const isNearer = (a: Neighbour, b: Neighbour): boolean =>
  a.distance < b.distance || (a.distance === b.distance && a.at < b.at)
