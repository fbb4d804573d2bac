import type { Definition } from './definition.ts'
import type { Rank } from './rank.ts'

/** What a place's rank says to someone who wants to settle: good, bad, or nothing that stands out. */
export type Standing = 'strength' | 'weakness' | null

/** Fewer than this in the group, a rank says little. */
const FEWEST_RANKED = 8
/** Better than three quarters of the others, or worse than three quarters. */
const STANDS_OUT = 0.75
/** Under this many inhabitants, a share changes with one person: it is neither strength nor weakness. */
export const FEWEST_INHABITANTS = 200

interface Asked {
  readonly definition: Pick<Definition, 'better'>
  readonly rank: Rank | null
  readonly value: number | null
  readonly population: number | null
  /** Whether the indicator is one of those chosen for someone who wants to settle. */
  readonly matters: boolean
}

/**
 * Whether a value stands out among those of peers, in the way that its definition calls better. Equal values count for
 * a half on each side (`Rank.quantile`), so that what nearly all share never stands out; a zero where more is better is
 * no strength.
 */
export const standingOf = ({ definition, rank, value, population, matters }: Asked): Standing => {
  if (!matters || definition.better === 'neither' || value === null || !rank || rank.quantile === null) return null
  if (rank.of < FEWEST_RANKED || population === null || population < FEWEST_INHABITANTS) return null
  const good = definition.better === 'more' ? rank.quantile : 1 - rank.quantile
  if (good >= STANDS_OUT && !(definition.better === 'more' && value <= 0)) return 'strength'
  return 1 - good >= STANDS_OUT ? 'weakness' : null
}
