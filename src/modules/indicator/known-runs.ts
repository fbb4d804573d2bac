import type { ValueStatus } from '../figure/index.ts'

/** Dates that follow each other and at which as many places have each status. */
export interface KnownRun {
  readonly from: string
  readonly to: string
  readonly counts: ReadonlyMap<ValueStatus, number>
}

/** Groups dates in order that say the same of places, so that a long series is told in few lines. */
export const knownRuns = (
  periods: readonly string[],
  statuses: readonly ReadonlyMap<ValueStatus, number>[],
): readonly KnownRun[] => {
  const runs: KnownRun[] = []
  for (const [i, period] of periods.entries()) {
    const counts = statuses[i] ?? new Map<ValueStatus, number>()
    const last = runs.at(-1)
    if (last && isSame(last.counts, counts)) runs[runs.length - 1] = { ...last, to: period }
    else runs.push({ from: period, to: period, counts })
  }
  return runs
}

const isSame = (a: ReadonlyMap<ValueStatus, number>, b: ReadonlyMap<ValueStatus, number>): boolean =>
  a.size === b.size && [...a].every(([status, n]) => b.get(status) === n)
