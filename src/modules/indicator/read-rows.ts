import { invalid } from '../../kernel/errors.ts'
import { fold } from '../../kernel/fold.ts'
import { type Cell, type Expr, parseFilter, type Tables } from '../query/index.ts'
import type { RowsFormula } from './definition.ts'

type Aggregation = RowsFormula['value']

/** What the rows of one place and period give: a number, or none because cells were empty. */
export interface RowsAnswer {
  readonly place: string
  readonly period: string
  /** The period as the rows write it; null when they do not. */
  readonly written: string | null
  readonly value: number | null
  /** Rows behind it, and those of them whose cell is empty. */
  readonly rows: number
  readonly empty: number
}

const MOST_GROUPS = 5_000_000

/** Columns of the rows that give one number, for the place and the period that a wide table says; null: the rows say. */
interface Series {
  readonly columns: readonly string[]
  readonly place: string | null
  readonly period: string | null
}

/** Asks a version for the aggregation of a formula, by place and period. */
export const readRows = async (
  tables: Pick<Tables, 'group'>,
  versionId: string,
  formula: RowsFormula,
  aggregation: Aggregation,
): Promise<readonly RowsAnswer[]> => {
  const { territory, period } = formula
  const by = ['column' in territory ? territory.column : null, 'column' in period ? period.column : null]
  const wanted = by.filter((name) => name !== null)
  const series = seriesOf(formula, aggregation)
  const columns = [...new Set(series.flatMap((one) => one.columns))]
  if (columns.length === 0 && aggregation.of !== 'count') throw invalid(`« ${aggregation.of} » demande une colonne.`)
  const measures = [
    { of: 'count' as const, column: null, as: 'les lignes' },
    ...columns.flatMap((column, i) => [
      { of: aggregation.of, column, as: `la valeur ${i}` },
      { of: 'count' as const, column, as: `les lignes remplies ${i}` },
    ]),
  ]
  const where = both(formula.where, aggregation.where)
  const { rows } = await tables.group(versionId, { by: wanted, measures, where, sort: [], limit: MOST_GROUPS })
  const [placeAt, periodAt] = [by[0] === null ? -1 : 0, by[1] === null ? -1 : wanted.length - 1]
  const read = series.map((one) => ({
    ...one,
    at: one.columns.map((name) => wanted.length + 1 + columns.indexOf(name) * 2),
  }))
  const periodOf = rememberedPeriods()
  const placeOf = lastKept()
  const answers: RowsAnswer[] = []
  for (const row of rows) {
    const lines = Number(row[wanted.length])
    if (lines === 0) continue
    for (const one of read) {
      const place = one.place ?? row[placeAt]
      const when = one.period ?? row[periodAt]
      if (place === null || place === undefined || when === null || when === undefined) continue
      const { name, written } = periodOf(String(when))
      answers.push({
        place: placeOf(String(place)),
        period: name,
        written: one.period === null ? written : null,
        value: one.at.length === 0 ? lines : total(row, one.at),
        rows: lines,
        empty: mostEmpty(row, one.at, lines),
      })
    }
  }
  return answers
}

/** A period as editions and as rows write it, worked out once: periods are few, their rows many. */
const rememberedPeriods = () => {
  const known = new Map<string, { readonly name: string; readonly written: string }>()
  return (written: string) => {
    const found = known.get(written) ?? { name: periodName(written), written }
    known.set(written, found)
    return found
  }
}

/** The same text as before when it is: rows come place by place, and what is the same is looked up faster than what is alike. */
const lastKept = () => {
  let last = ''
  return (text: string): string => {
    if (text !== last) last = text
    return last
  }
}

/** What a wide table says by its columns; else the columns of the aggregation, for places and periods that the rows say. */
const seriesOf = (formula: RowsFormula, aggregation: Aggregation): readonly Series[] => {
  const { territory, period } = formula
  const place = 'place' in territory ? (territory.place.split(':')[1] ?? null) : null
  const fixed = 'fixed' in period ? period.fixed : null
  const named = aggregation.columns ?? (aggregation.column === undefined ? [] : [aggregation.column])
  if ('columns' in period)
    return Object.entries(period.columns).map(([when, column]) => ({ columns: [column], place, period: when }))
  if ('columns' in territory)
    return Object.entries(territory.columns).map(([code, column]) => ({
      columns: [column],
      place: code,
      period: fixed,
    }))
  return [{ columns: named, place, period: fixed }]
}

/** The sum of some columns, unless one of them has no number. */
const total = (row: readonly Cell[], columns: readonly number[]): number | null => {
  let sum = 0
  for (const at of columns) {
    const cell = row[at] ?? null
    if (cell === null) return null
    sum += Number(cell)
  }
  return sum
}

/** How many of the rows have an empty cell, in the column that has the most; that of how many are filled follows each. */
const mostEmpty = (row: readonly Cell[], columns: readonly number[], lines: number): number => {
  let most = 0
  for (const at of columns) most = Math.max(most, lines - Number(row[at + 1]))
  return most
}

const both = (a: string | undefined, b: string | undefined): Expr | null => {
  const [left, right] = [a, b].map((text) => (text?.trim() ? parseFilter(text) : null))
  return left && right ? { kind: 'and', left, right } : (left ?? right ?? null)
}

const MONTHS = 'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre'.split(' ')

/**
 * A period as editions write it: `2021-12-31` and `21` are the year 2021, `mars-24` is `2024-03`. Years on two digits are
 * those from 1950 to 2049. What is no period stays as it is, for the checks to tell.
 */
export const periodName = (text: string): string => {
  if (/^\d{4}-\d{2}-\d{2}/.test(text)) return text.slice(0, 4)
  if (/^\d{2}$/.test(text)) return fullYear(text)
  const [, word = '', year = ''] = /^([^\d\s.-]+)\.?[\s-]+(\d{2}|\d{4})$/.exec(text) ?? []
  const month = word.length < 3 ? 0 : MONTHS.findIndex((name) => name.startsWith(fold(word))) + 1
  return month > 0 ? `${fullYear(year)}-${String(month).padStart(2, '0')}` : text
}

/** A period as the rows of a formula write it: the inverse of `periodName`. */
export const writtenPeriod = (period: string, written?: 'two-digit-year' | 'month-in-letters'): string => {
  const [year = '', month = ''] = period.split('-')
  if (written === undefined) return period
  return written === 'two-digit-year' ? year.slice(2) : `${SHORT_MONTHS[Number(month) - 1] ?? month}-${year.slice(2)}`
}

const SHORT_MONTHS = 'janv févr mars avr mai juin juil août sept oct nov déc'.split(' ')

const fullYear = (year: string): string => (year.length === 4 ? year : `${year < '50' ? '20' : '19'}${year}`)
