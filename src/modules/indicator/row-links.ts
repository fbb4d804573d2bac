import { type Expr, parseFilter, print } from '../query/index.ts'
import type { RowsFormula } from './definition.ts'
import type { Concerned, Finding, LocatedFinding } from './findings.ts'
import type { SourceRecord } from './ports.ts'

/** A finding with the addresses of the rows of its examples, in the version that was read. */
export const withRows =
  (formula: RowsFormula, source: SourceRecord) =>
  ({ at, ...finding }: LocatedFinding): Finding =>
    at ? { ...finding, rows: at.map((concerned) => rowsAddress(formula, source, concerned)) } : finding

const rowsAddress = (formula: RowsFormula, source: SourceRecord, { places, periods }: Concerned): string => {
  const { territory, period, where } = formula
  const parts = [
    'column' in territory && places?.length ? oneOf(territory.column, places) : null,
    'column' in period && periods?.length ? oneOf(period.column, periods) : null,
    where?.trim() ? parseFilter(where) : null,
  ].filter((part) => part !== null)
  const filter = parts.reduce<Expr | null>((left, right) => (left ? { kind: 'and', left, right } : right), null)
  const query = new URLSearchParams({ ...(filter ? { filtre: print(filter) } : {}), version: String(source.number) })
  return `/donnees/${source.slug}?${query}`
}

const oneOf = (column: string, written: readonly string[]): Expr => {
  const values = [...new Set(written)]
  return values.length === 1
    ? { kind: 'compare', column, op: '=', value: values[0] ?? '' }
    : { kind: 'in', column, values }
}
