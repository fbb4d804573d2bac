import type { Level } from '../territory/index.ts'
import { type Edition, type MadeValue, type MadeValues, packEdition, valueAt } from './edition.ts'

/**
 * What became of one value: a number where there was none, none where there was one, another number, or the same (or
 * none) for another reason or by another way.
 */
export type ChangeKind = 'gained' | 'lost' | 'revised' | 'told-otherwise'

/** A value that two editions give differently. What an edition does not know is missing. */
export interface ValueChange {
  readonly level: Level
  readonly code: string
  readonly period: string
  readonly before: MadeValue
  readonly after: MadeValue
  readonly kind: ChangeKind
  /** After less before, in the unit of the indicator; null unless both are numbers. */
  readonly by: number | null
}

/** Places of a level that one edition knows and the other does not. */
export interface LevelDifference {
  readonly level: Level
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** All that leads from an edition to another: `applyDifference(a, differenceOf(a, b))` is `b`. */
export interface Difference {
  readonly periodsAdded: readonly string[]
  readonly periodsRemoved: readonly string[]
  readonly levelsAdded: readonly Level[]
  readonly levelsRemoved: readonly Level[]
  /** Levels where the list of places changed. */
  readonly places: readonly LevelDifference[]
  /** In the order of levels, codes and periods. */
  readonly changes: readonly ValueChange[]
}

/** What changed from one edition to another. */
export const differenceOf = (before: Edition, after: Edition): Difference => {
  const levels = [...new Set([...before.levels.keys(), ...after.levels.keys()])]
  const codes = (edition: Edition, level: Level) => edition.levels.get(level)?.codes ?? []
  const periods = [...new Set([...before.periods, ...after.periods])].toSorted()
  return {
    periodsAdded: missingFrom(before.periods, after.periods),
    periodsRemoved: missingFrom(after.periods, before.periods),
    levelsAdded: missingFrom([...before.levels.keys()], [...after.levels.keys()]),
    levelsRemoved: missingFrom([...after.levels.keys()], [...before.levels.keys()]),
    places: levels.flatMap((level) => {
      const added = missingFrom(codes(before, level), codes(after, level))
      const removed = missingFrom(codes(after, level), codes(before, level))
      return added.length + removed.length > 0 ? [{ level, added, removed }] : []
    }),
    changes: levels.flatMap((level) =>
      [...new Set([...codes(before, level), ...codes(after, level)])].toSorted().flatMap((code) =>
        periods.flatMap((period) => {
          const [old, young] = [valueAt(before, level, code, period), valueAt(after, level, code, period)]
          return same(old, young) ? [] : [changeOf({ level, code, period, before: old, after: young })]
        }),
      ),
    ),
  }
}

/** The edition that a difference leads to, from the one that it begins at. */
export const applyDifference = (edition: Edition, difference: Difference): Edition => {
  const { periodsAdded, periodsRemoved, levelsAdded, levelsRemoved } = difference
  const periods = [...without(edition.periods, periodsRemoved), ...periodsAdded].toSorted()
  const changed = new Map(difference.changes.map((one) => [keyOf(one.level, one.code, one.period), one.after]))
  const levels = [...without([...edition.levels.keys()], levelsRemoved), ...levelsAdded]
  const made = levels.map((level): [Level, MadeValues] => {
    const moved = difference.places.find((one) => one.level === level)
    const kept = without(edition.levels.get(level)?.codes ?? [], moved?.removed ?? [])
    const places = [...kept, ...(moved?.added ?? [])].map((code): [string, ReadonlyMap<string, MadeValue>] => [
      code,
      new Map(
        periods.map((period) => [
          period,
          changed.get(keyOf(level, code, period)) ?? valueAt(edition, level, code, period),
        ]),
      ),
    ])
    return [level, new Map(places)]
  })
  return { ...packEdition(new Map(made)), periods }
}

/** How many values changed in each way, and how many of them at a period that only one of the two has. */
export interface DifferenceCounts extends Readonly<Record<ChangeKind, number>> {
  readonly total: number
}

/** Counts of the changes of a level, or of all. */
export const countsOfDifference = ({ changes }: Difference, level?: Level): DifferenceCounts => {
  const counts = { gained: 0, lost: 0, revised: 0, 'told-otherwise': 0, total: 0 }
  for (const change of changes) {
    if (level !== undefined && change.level !== level) continue
    counts[change.kind] += 1
    counts.total += 1
  }
  return counts
}

/** The changes of a level, those that move a number the most first, then those that take one away, then the others. */
export const biggestFirst = ({ changes }: Difference, level: Level): readonly ValueChange[] =>
  changes
    .filter((change) => change.level === level)
    .toSorted(
      (a, b) =>
        RANK[a.kind] - RANK[b.kind] ||
        Math.abs(b.by ?? 0) - Math.abs(a.by ?? 0) ||
        b.period.localeCompare(a.period) ||
        a.code.localeCompare(b.code),
    )

const RANK: Readonly<Record<ChangeKind, number>> = { revised: 0, lost: 1, gained: 2, 'told-otherwise': 3 }

/** What a person may be told in a word: nothing at all changed. */
export const isEmpty = (difference: Difference): boolean =>
  difference.changes.length === 0 &&
  [
    difference.periodsAdded,
    difference.periodsRemoved,
    difference.levelsAdded,
    difference.levelsRemoved,
    difference.places,
  ].every((list) => list.length === 0)

const changeOf = (change: Omit<ValueChange, 'kind' | 'by'>): ValueChange => {
  const [old, young] = [change.before.value, change.after.value]
  if (old === null || young === null)
    return { ...change, kind: old !== null ? 'lost' : young !== null ? 'gained' : 'told-otherwise', by: null }
  return { ...change, kind: old === young ? 'told-otherwise' : 'revised', by: young - old }
}

const same = (a: MadeValue, b: MadeValue): boolean =>
  Object.is(a.value, b.value) && a.status === b.status && a.making === b.making

const keyOf = (level: Level, code: string, period: string): string => `${level} ${code} ${period}`

/** Those of the second list that the first does not have. */
const missingFrom = <T>(list: readonly T[], of: readonly T[]): readonly T[] => {
  const known = new Set(list)
  return of.filter((one) => !known.has(one))
}

const without = <T>(list: readonly T[], removed: readonly T[]): readonly T[] => missingFrom(removed, list)
