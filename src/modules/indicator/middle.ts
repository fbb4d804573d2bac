import { medianOf } from '../figure/index.ts'

/** The middle of some values, how many are above it, how many are equal to it, and how many are known. */
export interface Middle {
  readonly median: number
  readonly above: number
  readonly equal: number
  readonly known: number
}

/** Fewer values than this have no middle worth telling. */
const FEW = 5

/** Tells the middle of numbers; null when they are too few for it to say anything. */
export const middleOf = (numbers: readonly number[]): Middle | null => {
  const median = numbers.length < FEW ? null : medianOf(numbers)
  if (median === null) return null
  let [above, equal] = [0, 0]
  for (const n of numbers) {
    if (n > median) above += 1
    else if (n === median) equal += 1
  }
  return { median, above, equal, known: numbers.length }
}
