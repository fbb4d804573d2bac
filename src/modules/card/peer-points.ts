import { numbersOf } from '../figure/index.ts'
import type { Card } from './card.ts'

/** A place and its peers along a line, from the lowest value to the highest. */
export interface PeerPoints {
  readonly low: number
  readonly high: number
  readonly own: number
  readonly median: number
  readonly others: readonly number[]
}

/** Where each value goes in a width, with `edge` left free at both ends; null without peers or when all are alike. */
export const peerPoints = (
  { stated, among }: Pick<Card, 'stated' | 'among'>,
  width: number,
  edge: number,
): PeerPoints | null => {
  if (!among || stated.value === null) return null
  const others = numbersOf(among.others)
  const all = [stated.value, ...others]
  const [low, high] = [Math.min(...all), Math.max(...all)]
  if (low === high) return null
  const at = (value: number) => edge + ((width - 2 * edge) * (value - low)) / (high - low)
  return { low, high, own: at(stated.value), median: at(among.rank.median), others: others.map(at) }
}
