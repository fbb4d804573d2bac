import { count, formatDate } from '../../kernel/french.ts'
import type { ReadFormula } from './base-values.ts'
import { boundariesOn } from './definition.ts'
import { type Concerned, finding, type LocatedFinding } from './findings.ts'
import { LEVEL_WORDS } from './level-words.ts'

/** What the codes of the rows have wrong: of another year, of another level, of no place; `known` gives each as it is written in the official ones. */
export const codeFindings = (read: ReadFormula, known: ReadonlyMap<string, string>): readonly LocatedFinding[] => [
  ...[...sameDay(read)].flatMap(([day, of]) => findingsOfDay(read, known, day, of)),
  ...strangers(read, known),
]

/** The places and periods of the rows that follow the boundaries of the same day, day by day. */
interface SameDay {
  readonly places: Set<string>
  readonly periods: Set<string>
  /** The place met last: rows come place by place. */
  last: string | null
}

const sameDay = ({ formula, above, below, weights, geography }: ReadFormula): ReadonlyMap<string, SameDay> => {
  const days = new Map<string, SameDay>()
  const periods = new Map<string, SameDay>()
  const daysOf = (period: string): SameDay => {
    const day = boundariesOn(formula, period, geography.day)
    const of = days.get(day) ?? { places: new Set<string>(), periods: new Set<string>(), last: null }
    days.set(day, of)
    periods.set(period, of)
    return of
  }
  for (const answers of [above, below ?? [], weights ?? []])
    for (const { place, period, written } of answers) {
      const of = periods.get(period) ?? daysOf(period)
      if (place !== of.last) of.places.add(place)
      of.last = place
      if (written !== null) of.periods.add(written)
    }
  return days
}

const findingsOfDay = (
  { formula, movements, geography }: ReadFormula,
  known: ReadonlyMap<string, string>,
  day: string,
  of: SameDay,
): readonly LocatedFinding[] => {
  const codes = new Set([...of.places].map((place) => known.get(place) ?? place))
  const gone = new Map<string, readonly string[]>()
  const before = movements.filter((movement) => movement.on <= day)
  for (const movement of before) {
    for (const code of movement.into) gone.delete(code)
    for (const code of movement.before) if (!movement.into.includes(code)) gone.set(code, movement.into)
  }
  const names = geography.names.get(formula.level)
  const ceased = [...codes].filter((code) => gone.has(code) && !names?.has(code))
  const twice = ceased.filter((code) => gone.get(code)?.some((heir) => codes.has(heir)))
  const rowsOf = (written: readonly string[]): Concerned => ({
    places: written.flatMap((code) => writtenAs(known, code)),
    ...(formula.boundaries === 'each-year' ? { periods: [...of.periods] } : {}),
  })
  return [
    ...finding(
      'refused',
      'counted-twice',
      (n) =>
        `${count(n, 'commune réunie est comptée', 'communes réunies sont comptées')} deux fois : sous l’ancien code et dans celle qui lui a succédé.`,
      twice,
      (code) => rowsOf([code, ...(gone.get(code) ?? [])]),
    ),
    ...finding(
      // In a list of things, a stray old code loses a thing; in a table of places, it means the wrong year.
      formula.oneRow || ceased.length > codes.size / 200 ? 'refused' : 'noted',
      'other-vintage',
      (n) =>
        `${count(n, 'code n’existait', 'codes n’existaient')} plus au ${formatDate(day)} : les lignes suivent les limites d’une autre année.`,
      ceased.filter((code) => !twice.includes(code)),
      (code) => rowsOf([code]),
    ),
  ]
}

/** Codes that were never those of a place of the level. */
const strangers = (
  { formula, movements, geography }: ReadFormula,
  known: ReadonlyMap<string, string>,
): readonly LocatedFinding[] => {
  const codes = new Set(known.values())
  const names = geography.names.get(formula.level)
  const past = new Set(movements.flatMap(({ before }) => before))
  const unknown = [...codes].filter((code) => !names?.has(code) && !past.has(code))
  const levelOf = (code: string) =>
    [...geography.names].find(([level, of]) => level !== formula.level && of.has(code))?.[0]
  const elsewhere = unknown.filter((code) => levelOf(code) !== undefined)
  const weight = unknown.length > codes.size / 20 ? 'refused' : 'noted'
  const rowsOf = (code: string) => ({ places: writtenAs(known, code) })
  return [
    ...finding(
      weight,
      'mixed-levels',
      (n) =>
        `${count(n, 'code est celui', 'codes sont ceux')} d’un autre niveau (${[...new Set(elsewhere.map(levelOf))].map((level) => (level ? LEVEL_WORDS[level][0] : '')).join(', ')}) : les lignes mêlent les niveaux, celles-là sont laissées.`,
      elsewhere,
      rowsOf,
    ),
    ...finding(
      weight,
      'unknown-code',
      (n) =>
        `${count(n, 'code n’est pas celui', 'codes ne sont pas ceux')} d’un lieu de ce niveau : les lignes sont laissées de côté.`,
      unknown.filter((code) => !elsewhere.includes(code)),
      rowsOf,
    ),
  ]
}

/** The ways in which the rows write a code. */
const writtenAs = (known: ReadonlyMap<string, string>, code: string): readonly string[] =>
  [...known].flatMap(([written, of]) => (of === code ? [written] : []))
