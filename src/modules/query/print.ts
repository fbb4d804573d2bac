import { unreachable } from '../../kernel/errors.ts'
import type { Expr, Literal } from './ast.ts'
import { RESERVED } from './parse.ts'

/** The text of a filter: `parseFilter(print(e))` is `e`. */
export const print = (expr: Expr): string => {
  switch (expr.kind) {
    case 'and':
    case 'or':
      return `(${print(expr.left)} ${expr.kind} ${print(expr.right)})`
    case 'not':
      return `not ${print(expr.of)}`
    case 'compare':
      return `${name(expr.column)} ${expr.op} ${literal(expr.value)}`
    case 'in':
      return `${name(expr.column)} in (${expr.values.map(literal).join(', ')})`
    case 'between':
      return `${name(expr.column)} between ${literal(expr.low)} and ${literal(expr.high)}`
    case 'is-null':
      return `${name(expr.column)} is null`
    case 'contains':
      return `${name(expr.column)} contains ${literal(expr.text)}`
    case 'search':
      return `search(${literal(expr.text)})`
    case 'bbox':
      return `bbox(${expr.west}, ${expr.south}, ${expr.east}, ${expr.north})`
    default:
      return unreachable(expr)
  }
}

const name = (column: string): string =>
  /^[\p{L}_][\p{L}\p{N}_]*$/u.test(column) && !RESERVED.has(column.toLowerCase()) ? column : `\`${column}\``

const literal = (value: Literal): string =>
  typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : String(value)
