import type { ValueStatus } from '../figure/index.ts'
import type { Level, Place } from '../territory/index.ts'
import { columnOf, type Edition, type MadeValue } from './edition.ts'
import type { AskedOfMany, End } from './many-words.ts'
import { isOf, nearestPeriod } from './nearest-period.ts'

/** One of the places that an answer names. */
export interface OneOfMany {
  readonly code: string
  readonly name: string
  readonly href: string
  /** Null when it is only counted. */
  readonly value: number | null
  /** « 35 097 habitants »; null when it is only counted. */
  readonly words: string | null
}

/** What an answer tells of several places. */
export interface ToldOfMany {
  readonly kind: Exclude<AskedOfMany['kind'], 'end'> | End
  readonly level: Level
  /** What holds them. */
  readonly within: Place
  /** How many have a number, or are there when they are only counted. */
  readonly of: number
  /** How many have none, by reason. */
  readonly without: ReadonlyMap<ValueStatus, number>
  /** How many of them the answer is about: those that share the end, those that have what is asked. */
  readonly count: number
  /** The first of the list: those at the end asked, or the highest. */
  readonly first: readonly OneOfMany[]
  /** Where all of them are. */
  readonly list: { readonly href: string; readonly label: string }
}

type Valued = MadeValue & { readonly code: string; readonly value: number }

/** What some places say of an indicator at one period. */
export interface Column {
  readonly period: string
  readonly known: readonly Valued[]
  readonly without: ReadonlyMap<ValueStatus, number>
}

/** Among fewer places, being first says little: an older period with more is told instead. */
const FEWEST_KNOWN = 5

/**
 * The values of some places at the period asked, or at the nearest at which enough of them have a number; at the last such
 * one when none is asked. Where no period has enough, the first with a number; null when there is none. A period is read at a
 * time: no other value is looked at.
 */
export const columnAt = (
  edition: Edition,
  level: Level,
  codes: ReadonlySet<string>,
  asked: string | null,
): Column | null => {
  const least = Math.min(FEWEST_KNOWN, codes.size)
  const left = [...edition.periods]
  let few: Column | null = null
  while (left.length > 0) {
    const period = (asked !== null && left.findLast((one) => isOf(one, asked))) || nextOf(left, asked)
    left.splice(left.indexOf(period), 1)
    const column = readColumn(edition, level, codes, period)
    if (column.known.length >= Math.max(1, least)) return column
    if (column.known.length > 0) few ??= column
  }
  return few
}

const nextOf = (left: readonly string[], asked: string | null): string =>
  asked === null ? (left.at(-1) ?? '') : nearestPeriod(left, asked)

const readColumn = (edition: Edition, level: Level, codes: ReadonlySet<string>, period: string): Column => {
  const known: Valued[] = []
  const without = new Map<ValueStatus, number>()
  const one = (status: ValueStatus, n = 1) => without.set(status, (without.get(status) ?? 0) + n)
  let rows = 0
  // To look up most of the places one by one takes longer than to read them all.
  const most = codes.size * 2 > (edition.levels.get(level)?.codes.length ?? 0)
  for (const { code, value, status, making } of columnOf(edition, level, period, most ? undefined : codes)) {
    if (!codes.has(code)) continue
    rows += 1
    if (value === null) one(status)
    else known.push({ code, value, status, making })
  }
  if (codes.size > rows) one('missing', codes.size - rows)
  return { period, known, without }
}

/** Those at one end of a column: one, or several that share the same value. */
export const atEnd = ({ known }: Column, end: End): readonly Valued[] => {
  const better = (a: number, b: number) => (end === 'highest' ? a > b : a < b)
  const best = known.reduce<number | null>((so, { value }) => (so === null || better(value, so) ? value : so), null)
  return known.filter(({ value }) => value === best)
}

/** So many places of a column, from one end. Equal ones stay in the order of their codes. */
export const firstOf = (known: readonly Valued[], end: End, most: number): readonly Valued[] => {
  const sign = end === 'highest' ? -1 : 1
  const first: Valued[] = []
  for (const one of known) {
    const last = first.at(-1)
    if (first.length === most && last && sign * (one.value - last.value) >= 0) continue
    const at = first.findIndex(({ value }) => sign * (one.value - value) < 0)
    first.splice(at < 0 ? first.length : at, 0, one)
    if (first.length > most) first.pop()
  }
  return first
}

/** The rank of a value from one end: 1 when none is beyond it; and how many share it. */
export const rankFrom = (
  { known }: Column,
  end: End,
  value: number,
): { readonly rank: number; readonly alike: number } => {
  const beyond = known.filter((one) => (end === 'highest' ? one.value > value : one.value < value)).length
  return { rank: beyond + 1, alike: known.filter((one) => one.value === value).length }
}
