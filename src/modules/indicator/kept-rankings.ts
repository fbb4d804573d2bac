import type { ValueStatus } from '../figure/index.ts'
import type { Geography } from '../territory/index.ts'
import { countStatuses, type Edition } from './edition.ts'
import { type AskedRanking, type Ranked, rankedPlaces } from './ranking.ts'

/** The places of a level at one period, and what every page that lists them tells of them all. */
export interface KeptRanking {
  readonly ranked: readonly Ranked[]
  /** Theirs, sorted. */
  readonly codes: readonly string[]
  /** How many of them have each status, period by period. */
  readonly statuses: readonly ReadonlyMap<ValueStatus, number>[]
}

interface Kept {
  readonly geography: Geography
  readonly asked: AskedRanking
  readonly ranking: KeptRanking
}

/** For each edition: the date that most read, and another. */
const MOST_KEPT = 2
/** Longer lists, those of the country, are made at each question rather than held. */
const MOST_PLACES = 1500

const kept = new WeakMap<Edition, readonly Kept[]>()

/** The ranking of some places: the same one, for as long as their edition and the geography stand and it is among the last asked. */
export const keptRanking = (edition: Edition, geography: Geography, asked: AskedRanking): KeptRanking => {
  const before = kept.get(edition) ?? []
  const found = before.find((one) => one.geography === geography && isSame(one.asked, asked))
  const one = found ?? { geography, asked, ranking: rankingOf(edition, geography, asked) }
  if (one.ranking.ranked.length <= MOST_PLACES)
    kept.set(edition, [one, ...before.filter((other) => other !== one)].slice(0, MOST_KEPT))
  return one.ranking
}

const isSame = (a: AskedRanking, b: AskedRanking): boolean =>
  a.level === b.level && a.period === b.period && a.within === b.within

const rankingOf = (edition: Edition, geography: Geography, asked: AskedRanking): KeptRanking => {
  const ranked = rankedPlaces(edition, geography, asked)
  const codes = ranked.map(({ code }) => code).sort()
  return { ranked, codes, statuses: countStatuses(edition, asked.level, new Set(codes)) }
}
