import { invalid } from '../../kernel/errors.ts'
import { type Aggregate, type Expr, parseFilter, type Tables } from '../query/index.ts'
import type { RowsFormula } from './definition.ts'

type Aggregation = RowsFormula['value']

/** What the rows of one place and period give: a number, or none because cells were empty. */
export interface RowsAnswer {
  readonly place: string
  readonly period: string
  readonly value: number | null
  /** Rows behind it, and those of them whose cell is empty. */
  readonly rows: number
  readonly empty: number
}

const MOST_GROUPS = 5_000_000

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
  const column = aggregation.column ?? null
  if (column === null && aggregation.of !== 'count') throw invalid(`« ${aggregation.of} » demande une colonne.`)
  const measures = [
    { of: aggregation.of as Aggregate, column, as: 'la valeur' },
    { of: 'count' as const, column: null, as: 'les lignes' },
    ...(column === null ? [] : [{ of: 'count' as const, column, as: 'les lignes remplies' }]),
  ]
  const where = both(formula.where, aggregation.where)
  const { rows } = await tables.group(versionId, { by: wanted, measures, where, sort: [], limit: MOST_GROUPS })
  const [placeAt, periodAt] = [by[0] === null ? -1 : 0, by[1] === null ? -1 : wanted.length - 1]
  return rows.flatMap((row) => {
    const place = placeAt < 0 ? fixedPlace(formula) : row[placeAt]
    const when = periodAt < 0 ? fixedPeriod(formula) : row[periodAt]
    if (place === null || place === undefined || when === null || when === undefined) return []
    const [value, count, filled] = row.slice(wanted.length)
    return [
      {
        place: String(place),
        period: periodName(String(when)),
        value: value === null || value === undefined ? null : Number(value),
        rows: Number(count),
        empty: column === null ? 0 : Number(count) - Number(filled),
      },
    ]
  })
}

const both = (a: string | undefined, b: string | undefined): Expr | null => {
  const [left, right] = [a, b].map((text) => (text?.trim() ? parseFilter(text) : null))
  return left && right ? { kind: 'and', left, right } : (left ?? right ?? null)
}

const fixedPlace = ({ territory }: RowsFormula): string | null =>
  'place' in territory ? (territory.place.split(':')[1] ?? null) : null
const fixedPeriod = ({ period }: RowsFormula): string | null => ('fixed' in period ? period.fixed : null)

/** `2021-12-31` is the year 2021; a year or a month is itself. */
const periodName = (text: string): string => (/^\d{4}-\d{2}-\d{2}/.test(text) ? text.slice(0, 4) : text)
