import type { Frequency } from '../catalog/index.ts'
import type { Proposal, SourceState } from './ports.ts'

/** Where a source stands, for whoever watches. */
export type Standing = 'waiting' | 'failing' | 'late' | 'fresh' | 'never' | 'absent' | 'paused'

/** Days between two editions, as producers promise them; null when they promise nothing. */
const PROMISED: Readonly<Record<Frequency, number | null>> = {
  CONT: 1,
  DAILY: 1,
  WEEKLY: 7,
  MONTHLY: 31,
  QUARTERLY: 92,
  ANNUAL_2: 183,
  ANNUAL: 366,
  TRIENNIAL: 1096,
  IRREG: null,
  NEVER: null,
  UNKNOWN: null,
}
const DAY = 86_400_000

/** Days between two looks at a producer: as often as it publishes, at least every day and at most every week. A look that finds nothing new costs one question. */
export const usualDays = (frequency: Frequency): number => Math.min(7, PROMISED[frequency] ?? 7)

/** Half as long again as promised: producers are a little late too. */
const GRACE = 1.5

/**
 * Where a source stands at a moment. Late is later than the producer's own frequency: nothing new came for that long.
 * `away`: the folder that stands for the internet has not its file, so that it is neither late nor failing.
 */
export const standingOf = (
  state: SourceState | undefined,
  frequency: Frequency,
  waiting: readonly Pick<Proposal, 'source'>[],
  now: Date,
  away = false,
): Standing => {
  const standing = standingInReach(state, frequency, waiting, now)
  return away && ['late', 'failing', 'never'].includes(standing) ? 'absent' : standing
}

const standingInReach = (
  state: SourceState | undefined,
  frequency: Frequency,
  waiting: readonly Pick<Proposal, 'source'>[],
  now: Date,
): Standing => {
  if (state?.paused) return 'paused'
  if (state && waiting.some(({ source }) => source === state.source)) return 'waiting'
  if (state?.failingSince) return 'failing'
  if (!state?.checkedAt) return 'never'
  const promised = PROMISED[frequency]
  const since = now.getTime() - Date.parse(state.changedAt ?? state.checkedAt)
  return promised !== null && since > promised * GRACE * DAY ? 'late' : 'fresh'
}

/** When the producer should publish again, by its own frequency, since something new last came; null when it promises nothing, or nothing ever came. */
export const expectedBy = (state: SourceState | undefined, frequency: Frequency): Date | null => {
  const promised = PROMISED[frequency]
  const last = state?.changedAt ?? state?.checkedAt
  return promised === null || !last ? null : new Date(Date.parse(last) + promised * DAY)
}

/** When a source is to be looked at again; null when it is paused. One that fails is tried again the next day. */
export const nextLook = (state: SourceState | undefined, frequency: Frequency, now: Date): Date | null => {
  if (state?.paused) return null
  if (state?.failingSince)
    return new Date(Math.max(now.getTime(), Date.parse(state.triedAt ?? state.failingSince) + DAY))
  if (!state?.checkedAt) return now
  return new Date(Date.parse(state.checkedAt) + (state.everyDays ?? usualDays(frequency)) * DAY)
}
