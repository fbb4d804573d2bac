/** One thing that resemblance is measured on, for every place of a level. */
export interface Measured {
  readonly weight: number
  /** One number a place, in one order for all; NaN where there is none. */
  readonly values: Float64Array
}

/** What finding the nearest places needs, prepared once for a set of values. */
export interface Resemblance {
  /**
   * Rows × measures: how many standard deviations above the mean; NaN where there is no number. Rows go by population, those
   * without one last: places of a like size lie side by side in memory.
   */
  readonly standard: Float64Array
  readonly weights: Float64Array
  /** The sum of the weights. */
  readonly whole: number
  /** Inhabitants of each row that has some, ascending. */
  readonly populations: Float64Array
  /** The place of each row, by its rank in the order of the values. */
  readonly placeOf: Uint32Array
  /** The row of each place. */
  readonly rowOf: Uint32Array
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

/** Standardises each measure over all the places: mean zero, standard deviation one. A measure that never varies counts for nothing. `populations`: NaN when unknown. */
export const prepareResemblance = (measures: readonly Measured[], populations: Float64Array): Resemblance => {
  const [places, width] = [populations.length, measures.length]
  const size = (at: number) => (Number.isNaN(populations[at]) ? Number.POSITIVE_INFINITY : (populations[at] ?? 0))
  const placeOf = Uint32Array.from(populations.keys()).sort((a, b) =>
    size(a) < size(b) ? -1 : +(size(a) > size(b)) || a - b,
  )
  const rowOf = new Uint32Array(places)
  placeOf.forEach((at, row) => {
    rowOf[at] = row
  })
  const standard = new Float64Array(places * width).fill(Number.NaN)
  measures.forEach(({ values }, k) => {
    const { mean, deviation } = spreadOf(values)
    placeOf.forEach((at, row) => {
      const value = values[at] ?? Number.NaN
      if (deviation > 0) standard[row * width + k] = (value - mean) / deviation
      else if (!Number.isNaN(value)) standard[row * width + k] = 0
    })
  })
  const weights = Float64Array.from(measures, ({ weight }) => weight)
  return {
    standard,
    weights,
    whole: weights.reduce((sum, weight) => sum + weight, 0),
    populations: populations.filter((n) => !Number.isNaN(n)).sort(),
    placeOf,
    rowOf,
  }
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
  distanceWithin(prepared, rowAt(prepared, one), rowAt(prepared, other), Number.POSITIVE_INFINITY)

/** The row of a place; of none for a place that is not there. */
const rowAt = ({ rowOf }: Resemblance, at: number): number => rowOf[at] ?? -1

/** The same distance between two rows, given up as infinite once it is sure to pass a limit: most places are ruled out by their size alone. */
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
export const knownPart = (prepared: Resemblance, at: number): number => {
  const { standard, weights, whole } = prepared
  const from = rowAt(prepared, at) * weights.length
  const known = weights.reduce((sum, w, k) => (Number.isNaN(standard[from + k] ?? Number.NaN) ? sum : sum + w), 0)
  return whole === 0 ? 0 : known / whole
}

/**
 * The places most like one, nearest first (equal ones in their order), among those whose population is within the factor:
 * only that window of populations is looked at, and of those only who has a number wherever the place has one: being near on its
 * size alone is no resemblance. Empty when the place has no population or too few values.
 */
export const nearestPlaces = (prepared: Resemblance, at: number, most = NEIGHBOURS): readonly Neighbour[] => {
  const { populations, placeOf } = prepared
  const own = rowAt(prepared, at)
  const population = populations[own] ?? Number.NaN
  if (Number.isNaN(population) || knownPart(prepared, at) < LEAST_KNOWN) return []
  const nearest: Neighbour[] = []
  const look = (row: number) => {
    const farthest = nearest.length < most ? undefined : nearest[nearest.length - 1]?.distance
    const distance = distanceWithin(prepared, own, row, farthest ?? Number.POSITIVE_INFINITY)
    if (Number.isFinite(distance) && isKnownAsWell(prepared, own, row))
      insert(nearest, { at: placeOf[row] ?? at, distance }, most)
  }
  // Those of the closest size first: the sooner the nearest are found, the sooner others are given up.
  const start = firstAbove(populations, population / SIZE_FACTOR, false)
  const end = firstAbove(populations, population * SIZE_FACTOR, true)
  for (let step = 1; own - step >= start || own + step < end; step += 1) {
    if (own - step >= start) look(own - step)
    if (own + step < end) look(own + step)
  }
  return nearest
}

/** Whether another row has a number for every measure that one has. */
const isKnownAsWell = ({ standard, weights }: Resemblance, one: number, other: number): boolean => {
  const width = weights.length
  for (let k = 0; k < width; k += 1)
    if (!Number.isNaN(standard[one * width + k]) && Number.isNaN(standard[other * width + k])) return false
  return true
}

/** The first of ascending numbers that is above a limit, or equal to it unless `strictly`. */
const firstAbove = (ascending: Float64Array, limit: number, strictly: boolean): number => {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const number = ascending[middle] ?? 0
    if (strictly ? number <= limit : number < limit) low = middle + 1
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
