import {
  aroundZero,
  type Classes,
  jenks,
  MOST_CLASSES,
  MOST_EACH_SIDE,
  numbersOf,
  type Shade,
  type StatedValue,
  shadeOf,
} from '../figure/index.ts'
import type { Level } from '../territory/index.ts'
import { type Edition, seriesOf } from './edition.ts'

/** How the places of a map are shaded at every date of an indicator: the same colour says the same number all along. */
export interface MapScale {
  readonly classes: Classes | null
  /** A value for each shade that some date has: what the legend must have a line for. */
  readonly values: readonly StatedValue[]
}

const kept = new WeakMap<Edition, Map<string, MapScale>>()

/** One scale for all dates of some places of a level; worked out once for as long as the edition stands. */
export const mapScale = (edition: Edition, level: Level, codes: readonly string[]): MapScale => {
  const scales = kept.get(edition) ?? new Map<string, MapScale>()
  kept.set(edition, scales)
  const key = `${level} ${codes.join()}`
  const scale = scales.get(key) ?? scaleOf(codes.flatMap((code) => seriesOf(edition, level, code)))
  scales.set(key, scale)
  return scale
}

/** Values on both sides of zero are told apart by it; true zeros of the others have a shade of their own, and no class. */
const scaleOf = (values: readonly StatedValue[]): MapScale => {
  const classes = classesOf(values)
  const shades = new Map<Shade, StatedValue>()
  for (const value of values) {
    const shade = shadeOf(value, classes)
    if (!shades.has(shade)) shades.set(shade, value)
  }
  return { classes, values: [...shades.values()] }
}

const classesOf = (values: readonly StatedValue[]): Classes | null => {
  const numbers = numbersOf(values)
  if (numbers.some((n) => n < 0) && numbers.some((n) => n > 0)) return aroundZero(numbers, MOST_EACH_SIDE)
  return jenks(numbersOf(values.filter(({ status }) => status !== 'zero')), MOST_CLASSES)
}
