import { count } from '../../kernel/french.ts'
import type { ValueStatus } from '../figure/index.ts'
import {
  communeOfArrondissement,
  type Geography,
  type Measure,
  type Movement,
  rebuildTouched,
} from '../territory/index.ts'
import { codeFindings } from './code-findings.ts'
import { boundariesOn, isPeriod, type RowsFormula } from './definition.ts'
import type { MadeValue } from './edition.ts'
import { type Concerned, finding, type LocatedFinding } from './findings.ts'
import type { RowsAnswer } from './read-rows.ts'

/** The parts above and below the line, by period then place, on today's boundaries: what larger places add up. */
export interface Parts {
  readonly above: ReadonlyMap<string, ReadonlyMap<string, MadeValue>>
  readonly below: ReadonlyMap<string, ReadonlyMap<string, MadeValue>> | null
}

/** The rows of a formula, and what their codes are read by. */
export interface ReadFormula {
  readonly formula: RowsFormula
  readonly above: readonly RowsAnswer[]
  readonly below: readonly RowsAnswer[] | null
  /** How much each place weighs in a mean; null when the rows do not say. */
  readonly weights: readonly RowsAnswer[] | null
  readonly geography: Geography
  /** What became of codes from the oldest day known until today. */
  readonly movements: readonly Movement[]
}

/** Values of a formula on today's boundaries, and what is wrong with the rows behind them. */
export const baseValues = (
  read: ReadFormula,
): { readonly parts: Parts; readonly findings: readonly LocatedFinding[] } => {
  const known = codesIn(read)
  const findings = [
    ...codeFindings(read, known),
    ...unreadPeriods(read.above),
    ...(read.formula.oneRow ? duplicates(read.above, known) : []),
    ...unitChanges(read.above),
  ]
  const adds = ['sum', 'count'].includes(read.formula.value.of)
  const countOf = (): Measure => ({ kind: 'count' })
  return {
    parts: {
      above: onToday(read, read.above, adds || read.below ? countOf : rateWith(read, known), known),
      below: read.below ? onToday(read, read.below, countOf, known) : null,
    },
    findings,
  }
}

/** A rate of each period, with the weights of its places then. */
const rateWith = ({ weights }: ReadFormula, known: ReadonlyMap<string, string>): ((period: string) => Measure) => {
  if (!weights) return () => ({ kind: 'rate' })
  const periods = new Map<string, Map<string, number>>()
  for (const { place, period, value, empty } of weights) {
    const of = periods.get(period) ?? new Map<string, number>()
    periods.set(period, of)
    const code = known.get(place) ?? place
    if (value !== null && empty === 0) of.set(code, (of.get(code) ?? 0) + value)
  }
  return (period) => ({ kind: 'rate', weights: periods.get(period) ?? new Map() })
}

/**
 * How each code of the rows is written in the official codes: as it is, cut to the place's, without the zero put before it (nor inside it for Corsica, `20A`),
 * or, for what adds up, the commune of a municipal arrondissement when the rows do not give the commune itself.
 */
const codesIn = ({ formula, above, below, geography }: ReadFormula): ReadonlyMap<string, string> => {
  const names = geography.names.get(formula.level)
  const first = 'column' in formula.territory ? formula.territory.first : undefined
  const cut = (code: string) => (first === undefined ? code : code.slice(0, first))
  const places = new Set<string>()
  let last: string | undefined // rows come place by place
  for (const answers of [above, below ?? []])
    for (const { place } of answers)
      if (place !== last) {
        places.add(place)
        last = place
      }
  const given = new Set([...places].map(cut))
  const adds = ['sum', 'count'].includes(formula.value.of)
  const written = (code: string): string => {
    if (names?.has(code)) return code
    const bare = code.replace(/^(D|0)/, '').replace(/^20([AB])$/, '2$1')
    if (names?.has(bare)) return bare
    const whole = formula.level === 'commune' && adds ? communeOfArrondissement(code) : undefined
    return whole && !given.has(whole) ? whole : code
  }
  return new Map([...places].map((place) => [place, written(cut(place))]))
}

/** Whether no two rows can be of one place and period: each group has one, and neither places nor periods are written in two ways. */
const isOneRowEach = (answers: readonly RowsAnswer[], known: ReadonlyMap<string, string>): boolean => {
  const writtenAs = new Map<string, string | null>()
  return (
    new Set(known.values()).size === known.size &&
    answers.every(({ period, written, rows }) => {
      if (!writtenAs.has(period)) writtenAs.set(period, written)
      return rows === 1 && writtenAs.get(period) === written
    })
  )
}

const duplicates = (answers: readonly RowsAnswer[], known: ReadonlyMap<string, string>): readonly LocatedFinding[] => {
  if (isOneRowEach(answers, known)) return []
  const lines = new Map<string, Map<string, number>>()
  for (const { place, period, rows } of answers) {
    const of = lines.get(period) ?? new Map<string, number>()
    lines.set(period, of)
    const code = known.get(place) ?? place
    of.set(code, (of.get(code) ?? 0) + rows)
  }
  const twice = new Map<string, { readonly period: string; readonly code: string }>()
  for (const [period, of] of lines)
    for (const [code, n] of of) if (n > 1) twice.set(`${code}, ${period} : ${n} lignes`, { period, code })
  const concerned = (example: string): Concerned => {
    const of = twice.get(example)
    const rows = answers.filter(
      ({ place, period }) => period === of?.period && (known.get(place) ?? place) === of?.code,
    )
    return {
      places: rows.map(({ place }) => place),
      periods: rows.flatMap(({ written }) => (written === null ? [] : [written])),
    }
  }
  return finding(
    'refused',
    'duplicate',
    (n) => `${count(n, 'lieu a', 'lieux ont')} plusieurs lignes pour la même période, là où une seule est attendue.`,
    [...twice.keys()],
    concerned,
  )
}

const unreadPeriods = (answers: readonly RowsAnswer[]): readonly LocatedFinding[] =>
  finding(
    'refused',
    'unknown-period',
    (n) => `${count(n, 'période n’est', 'périodes ne sont')} ni une année, ni un mois, ni un trimestre.`,
    [...new Set(answers.map(({ period }) => period))].filter((period) => !isPeriod(period)),
    (period) => ({ periods: [period] }),
  )

/** A jump of the middle value by this much is a change of unit, not news. */
const JUMP = 50

const unitChanges = (answers: readonly RowsAnswer[]): readonly LocatedFinding[] => {
  const byPeriod = groupByPeriod(answers)
  const periods = [...byPeriod.keys()].toSorted()
  const middles = periods.map((period) => middle(byPeriod.get(period) ?? []))
  const jumps = periods.slice(1).filter((_, i) => {
    const [before = 0, after = 0] = [middles[i], middles[i + 1]]
    return before > 0 && after > 0 && (after / before >= JUMP || before / after >= JUMP)
  })
  return finding(
    'refused',
    'unit-change',
    () =>
      `La valeur du milieu change d’un facteur ${JUMP} ou plus d’une période à l’autre : l’unité a sans doute changé.`,
    jumps,
    (period) => ({ periods: writtenPeriods(answers, period) }),
  )
}

const writtenPeriods = (answers: readonly RowsAnswer[], period: string): readonly string[] => [
  ...new Set(answers.flatMap((one) => (one.period === period && one.written !== null ? [one.written] : []))),
]

const groupByPeriod = (answers: readonly RowsAnswer[]): ReadonlyMap<string, readonly number[]> => {
  const groups = new Map<string, number[]>()
  for (const { period, value } of answers) {
    if (value === null) continue
    const group = groups.get(period)
    if (group) group.push(value)
    else groups.set(period, [value])
  }
  return groups
}

const middle = (values: readonly number[]): number => {
  const sorted = Float64Array.from(values, Math.abs).sort()
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

const onToday = (
  { formula, geography, movements }: ReadFormula,
  answers: readonly RowsAnswer[],
  measureOf: (period: string) => Measure,
  known: ReadonlyMap<string, string>,
): ReadonlyMap<string, ReadonlyMap<string, MadeValue>> => {
  const names = geography.names.get(formula.level) ?? new Map<string, string>()
  const periods = new Map<string, Map<string, MadeValue>>()
  let [last, code] = ['', known.get('') ?? ''] // rows come place by place
  for (const answer of answers) {
    if (answer.place !== last) code = known.get(answer.place) ?? answer.place
    last = answer.place
    let of = periods.get(answer.period)
    if (!of) {
      of = new Map()
      periods.set(answer.period, of)
    }
    of.set(code, added(of.get(code), stated(answer, formula)))
  }
  const strange = [...new Set(known.values())].filter((one) => !names.has(one))
  const absent = formula.whenAbsent
  const unnamed: MadeValue | null =
    absent && absent !== 'missing' ? { value: absent === 'zero' ? 0 : null, status: absent, making: 'published' } : null
  const nameOf = (code: string) => names.get(code)
  const holders = geography.holders.get('departement')
  const told = (code: string) => formula.covers === undefined || holders?.get(code) === formula.covers
  return new Map(
    [...periods].map(([period, values]) => {
      const from = boundariesOn(formula, period, geography.day)
      const after = movements.filter((movement) => movement.on > from)
      // What a whole list does not name counts for zero among the parts of a place of today, too.
      const parts = absent === 'zero' ? after.flatMap(({ before, into }) => (into.some(told) ? before : [])) : []
      for (const code of parts)
        if (!values.has(code)) values.set(code, { value: 0, status: 'zero', making: 'published' })
      const { touched, rebuilt } = rebuildTouched({
        ...{ values, movements: after, from, nameOf },
        measure: measureOf(period),
      })
      // From here the values of that day become those of today: most codes are the same.
      for (const codes of [touched, strange]) for (const code of codes) values.delete(code)
      for (const code of parts) if (!names.has(code)) values.delete(code)
      for (const [code, { value, status, how }] of rebuilt)
        if (names.has(code)) values.set(code, { value, status, making: how.kind === 'as-is' ? 'published' : 'rebuilt' })
      if (unnamed) for (const code of names.keys()) if (!values.has(code) && told(code)) values.set(code, unnamed)
      return [period, values]
    }),
  )
}

const stated = ({ value, empty, rows }: RowsAnswer, { whenEmpty, value: { of } }: RowsFormula): MadeValue => {
  const holed = of === 'sum' ? empty > 0 : value === null
  return holed || value === null || !Number.isFinite(value) || rows === 0
    ? { value: null, status: whenEmpty ?? 'missing', making: 'published' }
    : { value, status: value === 0 ? 'zero' : 'value', making: 'published' }
}

/** Several codes of the rows that make one place (IRIS of a commune): what is not known of one is not known of all. */
const added = (before: MadeValue | undefined, more: MadeValue): MadeValue => {
  if (!before) return more
  if (before.value === null || more.value === null)
    return { value: null, status: worse(before.status, more.status), making: 'published' }
  const value = before.value + more.value
  return { value, status: value === 0 ? 'zero' : 'value', making: 'published' }
}

const worse = (a: ValueStatus, b: ValueStatus): ValueStatus =>
  (['missing', 'secret', 'not-yet', 'not-applicable'] as const).find((status) => a === status || b === status) ??
  'missing'
