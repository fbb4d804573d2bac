import { invalid, unreachable } from '../../kernel/errors.ts'
import { fold } from '../../kernel/fold.ts'
import { ident, join, type Sql, sql } from '../../kernel/sql.ts'
import type { CompareOp, Expr, Literal } from './ast.ts'
import type { Column } from './column.ts'
import { placeOf } from './place-of.ts'
import { stems } from './words.ts'

/** Expr → SQL over the tables of a version. Values travel as parameters, names only through `ident`. */
export const compile = (expr: Expr, columns: readonly Column[]): Sql => {
  switch (expr.kind) {
    case 'and':
      return sql`(${compile(expr.left, columns)} and ${compile(expr.right, columns)})`
    case 'or':
      return sql`(${compile(expr.left, columns)} or ${compile(expr.right, columns)})`
    case 'not':
      return sql`(not ${compile(expr.of, columns)})`
    case 'compare':
      return sql`(${name(expr.column, columns)} ${OPERATORS[expr.op]} ${value(expr.value, expr.column, columns)})`
    case 'in':
      return sql`(${name(expr.column, columns)} in (${join(expr.values.map((v) => value(v, expr.column, columns)))}))`
    case 'between':
      return sql`(${name(expr.column, columns)} between ${value(expr.low, expr.column, columns)} and ${value(expr.high, expr.column, columns)})`
    case 'is-null':
      return sql`(${name(expr.column, columns)} is null)`
    case 'contains':
      return contains(expr.column, expr.text, columns)
    case 'search':
      return search(expr.text)
    case 'bbox':
      return box(expr, columns)
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
      return sql`${number}::double`
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

/** On the folded copy of the column, read beside the rows by position. */
const contains = (columnName: string, text: string, columns: readonly Column[]): Sql => {
  const column = columnNamed(columnName, columns)
  if (column.type !== 'text') throw unfit(text, column, 'une colonne de texte')
  const lines = sql`select rowid from folded where contains(${ident(column.name)}, ${fold(text)}::varchar)`
  return sql`(case when rows.${ident(column.name)} is null then null else rows.rowid in (${lines}) end)`
}

const search = (text: string): Sql => {
  const wanted = stems(text)
  if (wanted.length === 0) return sql`true`
  const each = wanted.map((stem) => sql`select line from word where stem = ${stem}::varchar`)
  return sql`(rows.rowid in (${join(each, ' intersect ')}))`
}

const box = (expr: Expr & { readonly kind: 'bbox' }, columns: readonly Column[]): Sql => {
  if (!placeOf(columns))
    throw invalid('Ce jeu de données n’a pas de position géographique.', [
      { pointer: '/where', message: 'bbox demande des coordonnées' },
    ])
  return sql`(rows.rowid in (select line from place where x between ${expr.west}::double and ${expr.east}::double
    and y between ${expr.south}::double and ${expr.north}::double))`
}
