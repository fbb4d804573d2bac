import type { DuckCell } from '../../adapters/duckdb.ts'
import type { CompareOp, Expr, Literal } from './ast.ts'
import type { Column } from './column.ts'

/** Whether a filter keeps a row of cells: as in SQL, null when a missing value leaves it untold. */
export type Reading = (cells: readonly DuckCell[]) => boolean | null

/**
 * Reads a filter that DuckDB has agreed to compile, over cells of `columns`, without asking DuckDB; null for one whose
 * comparisons are not those of JavaScript: words, places, moments, the order of texts.
 */
export const plainReading = (where: Expr, columns: readonly Column[]): Reading | null => {
  switch (where.kind) {
    case 'and':
    case 'or': {
      const [left, right] = [plainReading(where.left, columns), plainReading(where.right, columns)]
      return left && right && (where.kind === 'and' ? both(left, right) : either(left, right))
    }
    case 'not': {
      const of = plainReading(where.of, columns)
      return of && negated(of)
    }
    case 'is-null': {
      const at = columns.findIndex(({ name }) => name === where.column)
      return at < 0 ? null : (cells) => cells[at] === null
    }
    case 'compare':
      return compared(columns, where.column, where.op, where.value)
    case 'in': {
      const each = where.values.map((value) => compared(columns, where.column, '=', value))
      return each.reduce((all, one) => all && one && either(all, one))
    }
    case 'between': {
      const low = compared(columns, where.column, '>=', where.low)
      const high = compared(columns, where.column, '<=', where.high)
      return low && high && both(low, high)
    }
    default:
      return null
  }
}

const both =
  (left: Reading, right: Reading): Reading =>
  (cells) => {
    const [a, b] = [left(cells), right(cells)]
    return a === false || b === false ? false : a === null || b === null ? null : true
  }

const either = (left: Reading, right: Reading): Reading => negated(both(negated(left), negated(right)))

const negated =
  (of: Reading): Reading =>
  (cells) => {
    const told = of(cells)
    return told === null ? null : !told
  }

const compared = (columns: readonly Column[], name: string, op: CompareOp, given: Literal): Reading | null => {
  const at = columns.findIndex((column) => column.name === name)
  const value = comparable(columns[at]?.type, op, given)
  if (value === null) return null
  return (cells) => {
    const cell = cells[at] ?? null
    return cell === null ? null : COMPARE[op](cell, value)
  }
}

/** The value as cells of that type are, when JavaScript orders them as DuckDB does. */
const comparable = (type: Column['type'] | undefined, op: CompareOp, given: Literal): Literal | null => {
  switch (type) {
    case 'integer':
    case 'number':
      return Number(given)
    case 'boolean':
      return given
    case 'date':
      return typeof given === 'string' && given.length === 10 ? given : null
    case 'text':
      return op === '=' || op === '!=' ? String(given) : null
    default:
      return null
  }
}

const COMPARE: Readonly<Record<CompareOp, (cell: Literal, value: Literal) => boolean>> = {
  '=': (cell, value) => cell === value,
  '!=': (cell, value) => cell !== value,
  '<': (cell, value) => cell < value,
  '<=': (cell, value) => cell <= value,
  '>': (cell, value) => cell > value,
  '>=': (cell, value) => cell >= value,
}
