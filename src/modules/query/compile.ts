import { invalid, unreachable } from '../../kernel/errors.ts'
import { ident, join, type Sql, sql } from '../../kernel/sql.ts'
import type { CompareOp, Expr, Literal } from './ast.ts'
import type { Column } from './column.ts'
import { type IndexedShape, linesInBox, linesWithText, linesWithWords } from './index-lines.ts'
import { stems } from './words.ts'

/** Expr → SQL over the tables of a version. Values travel as parameters, names only through `ident`. */
export const compile = (expr: Expr, shape: IndexedShape): Sql => {
  const { columns } = shape
  switch (expr.kind) {
    case 'and':
      return sql`(${compile(expr.left, shape)} and ${compile(expr.right, shape)})`
    case 'or':
      return sql`(${compile(expr.left, shape)} or ${compile(expr.right, shape)})`
    case 'not':
      return sql`(not ${compile(expr.of, shape)})`
    case 'compare':
      return sql`(${name(expr.column, columns)} ${OPERATORS[expr.op]} ${value(expr.value, expr.column, columns)})`
    case 'in':
      return sql`(${name(expr.column, columns)} in (${join(expr.values.map((v) => value(v, expr.column, columns)))}))`
    case 'between':
      return sql`(${name(expr.column, columns)} between ${value(expr.low, expr.column, columns)} and ${value(expr.high, expr.column, columns)})`
    case 'is-null':
      return sql`(${name(expr.column, columns)} is null)`
    case 'contains':
      return sql`(case when ${name(expr.column, columns)} is null then null else rows.rowid in (${indexLines(expr, shape)}) end)`
    case 'search':
    case 'bbox':
      return sql`(rows.rowid in (${indexLines(expr, shape)}))`
    default:
      return unreachable(expr)
  }
}

type IndexExpr = Expr & { readonly kind: 'search' | 'bbox' | 'contains' }

/** True when indexes alone tell the rows of an expression. */
export const isIndexed = (expr: Expr): expr is IndexExpr =>
  expr.kind === 'bbox' || expr.kind === 'contains' || (expr.kind === 'search' && stems(expr.text).length > 0)

/** True when rows that an expression keeps come in file order by themselves: nothing in it looks rows up in an index. */
export const keepsOrder = (expr: Expr): boolean => {
  switch (expr.kind) {
    case 'and':
    case 'or':
      return keepsOrder(expr.left) && keepsOrder(expr.right)
    case 'not':
      return keepsOrder(expr.of)
    default:
      return !(expr.kind === 'search' || expr.kind === 'bbox' || expr.kind === 'contains')
  }
}

/** SQL that selects, as `line` (0 for the first), the rows that an expression on an index keeps: each once, in no order. */
export const indexLines = (expr: IndexExpr, shape: IndexedShape): Sql => {
  switch (expr.kind) {
    case 'search':
      return linesWithWords(expr.text, shape)
    case 'bbox':
      return linesInBox(expr, shape)
    case 'contains': {
      const column = columnNamed(expr.column, shape.columns)
      if (column.type !== 'text') throw unfit(expr.text, column, 'une colonne de texte')
      return linesWithText(column.name, expr.text, shape)
    }
    default:
      return unreachable(expr)
  }
}

/** The column of that name, or a refusal that lists the names there are. */
export const columnNamed = (wanted: string, columns: readonly Column[], pointer = '/where'): Column => {
  const found = columns.find((c) => c.name === wanted)
  if (found) return found
  const names = columns.map((c) => c.name).join(', ')
  throw invalid(`La colonne « ${wanted} » n’existe pas.`, [{ pointer, message: `colonnes : ${names}` }])
}

const OPERATORS: Readonly<Record<CompareOp, Sql>> = {
  '=': sql`=`,
  '!=': sql`<>`,
  '<': sql`<`,
  '<=': sql`<=`,
  '>': sql`>`,
  '>=': sql`>=`,
}

const name = (wanted: string, columns: readonly Column[]): Sql => sql`rows.${ident(columnNamed(wanted, columns).name)}`

/** A literal as the column can be compared with; what cannot be is refused, never silently false. */
const value = (given: Literal, columnName: string, columns: readonly Column[]): Sql => {
  const column = columnNamed(columnName, columns)
  switch (column.type) {
    case 'text':
    case 'geometry':
      return sql`${String(given)}::varchar`
    case 'integer':
    case 'number': {
      const number = typeof given === 'string' ? Number(given.trim() === '' ? Number.NaN : given) : Number(given)
      if (typeof given === 'boolean' || !Number.isFinite(number))
        throw unfit(given, column, 'un nombre, par exemple 1234.5')
      // A whole number stays whole: DuckDB would otherwise convert the column, row by row.
      return column.type === 'integer' && Number.isSafeInteger(number) ? sql`${BigInt(number)}` : sql`${number}::double`
    }
    case 'boolean':
      if (typeof given !== 'boolean') throw unfit(given, column, 'true ou false')
      return sql`${given}::boolean`
    case 'date':
    case 'datetime':
      if (!isMoment(given)) throw unfit(given, column, 'une date entre guillemets, par exemple "2024-03-12"')
      return column.type === 'date' && given.length === 10 ? sql`${given}::date` : sql`${given}::timestamp`
    default:
      return unreachable(column.type)
  }
}

const isMoment = (given: Literal): given is string =>
  typeof given === 'string' &&
  /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?$/.test(given) &&
  new Date(`${given.slice(0, 10)}T00:00:00Z`).toString() !== 'Invalid Date' &&
  new Date(`${given.slice(0, 10)}T00:00:00Z`).toISOString().slice(0, 10) === given.slice(0, 10)

const unfit = (given: Literal, column: Column, right: string) =>
  invalid(`La colonne « ${column.name} » ne se compare pas à « ${given} ».`, [
    { pointer: '/where', message: `attendu : ${right}` },
  ])
