import { medianOf, type StatedValue, type ValueStatus } from '../figure/index.ts'
import { type Group, groupOf } from './edition.ts'

/** Where a value stands among those of a group at the same period. The group is the place and its peers. */
export interface Rank {
  /** 1 for the highest value; equal values share the same rank. */
  readonly rank: number
  /** How many of the group have this very value, the place included: 1 when it is alone. */
  readonly alike: number
  /** How many of the group have a number, the place included. */
  readonly of: number
  /** Part of the other numbers that lie below, between 0 and 1; equal ones count for a half. Null when there is no other. */
  readonly quantile: number | null
  /** The middle of the numbers of the group, the place included; the mean of the two middle ones when they are even. */
  readonly median: number
  /** The value less the median, in the unit of the values. */
  readonly toMedian: number
  /** How many of the group have no number, by reason. */
  readonly without: ReadonlyMap<ValueStatus, number>
}

/**
 * Ranks a value among those of its peers (the place itself left out of `peers`). Values must be of one and the same
 * period: whoever calls holds to it. Null when the value itself is no number.
 */
export const rankAmongPeers = (own: StatedValue, peers: readonly StatedValue[]): Rank | null =>
  rankInGroup(own, groupOf(peers))

/** The same, among the group that its peers make. */
export const rankInGroup = ({ value }: StatedValue, { numbers, without }: Group): Rank | null => {
  if (value === null) return null
  let [above, equal] = [0, 0]
  for (const other of numbers) {
    if (other > value) above += 1
    else if (other === value) equal += 1
  }
  return new GroupRank(value, numbers, above, equal, without)
}

/** The middle takes a sort, and most pages tell the rank alone: it is worked out when it is asked for. */
class GroupRank implements Rank {
  readonly rank: number
  readonly alike: number
  readonly of: number
  readonly quantile: number | null
  readonly without: Group['without']
  readonly #value: number
  readonly #others: readonly number[]
  #median: number | undefined

  constructor(value: number, others: readonly number[], above: number, equal: number, without: Group['without']) {
    this.rank = above + 1
    this.alike = equal + 1
    this.of = others.length + 1
    this.quantile = others.length === 0 ? null : (others.length - above - equal / 2) / others.length
    this.without = without
    this.#value = value
    this.#others = others
  }

  get median(): number {
    this.#median ??= medianOf([...this.#others, this.#value]) ?? this.#value
    return this.#median
  }

  get toMedian(): number {
    return this.#value - this.median
  }
}
