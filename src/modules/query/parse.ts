import type { CompareOp, Expr, Literal } from './ast.ts'
import { mistake, type Token, tokens } from './filter-tokens.ts'

const COMPARE: readonly string[] = ['=', '!=', '<', '<=', '>', '>='] satisfies readonly CompareOp[]
const MAX_LENGTH = 8000
const MAX_DEPTH = 60
const MAX_VALUES = 1000

/** Words that a column may bear only between backquotes. */
export const RESERVED: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'in',
  'between',
  'is',
  'null',
  'contains',
  'true',
  'false',
  'bbox',
  'search',
])

interface Reader {
  readonly peek: () => Token
  readonly take: () => Token
  /** Takes the word or sign when it comes next. */
  readonly accept: (text: string) => boolean
  readonly expect: (text: string) => void
}

/**
 * Reads a filter such as `population >= 1000 and (nom contains "saint" or not commune in ("89024"))`.
 * `not` binds tighter than `and`, `and` tighter than `or`. The first mistake is told with its place. Grammar: docs/filtres.md.
 */
export const parseFilter = (text: string): Expr => {
  if (text.length > MAX_LENGTH) throw mistake(MAX_LENGTH, `le filtre dépasse ${MAX_LENGTH} caractères`)
  const reader = read(tokens(text))
  const expr = either(reader, 0)
  const rest = reader.peek()
  if (rest.kind !== 'end')
    throw mistake(rest.at, `« ${rest.text} » n’est pas attendu ; « and » ou « or » manque peut-être`)
  return expr
}

const read = (all: readonly Token[]): Reader => {
  let next = 0
  const end = all[all.length - 1] ?? { kind: 'end', text: '', at: 1 }
  const peek = () => all[next] ?? end
  const take = () => {
    const token = peek()
    next += 1
    return token
  }
  const is = (text: string) => {
    const token = peek()
    return (
      (token.kind === 'word' && token.text.toLowerCase() === text) || (token.kind === 'sign' && token.text === text)
    )
  }
  const accept = (text: string) => {
    const found = is(text)
    if (found) next += 1
    return found
  }
  const expect = (text: string) => {
    if (!accept(text)) throw mistake(peek().at, `« ${text} » est attendu`)
  }
  return { peek, take, accept, expect }
}

const either = (reader: Reader, depth: number): Expr => {
  let left = both(reader, depth)
  while (reader.accept('or')) left = { kind: 'or', left, right: both(reader, depth) }
  return left
}

const both = (reader: Reader, depth: number): Expr => {
  let left = negated(reader, depth)
  while (reader.accept('and')) left = { kind: 'and', left, right: negated(reader, depth) }
  return left
}

const negated = (reader: Reader, depth: number): Expr => {
  if (depth > MAX_DEPTH)
    throw mistake(reader.peek().at, `les parenthèses et les « not » s’emboîtent sur plus de ${MAX_DEPTH} niveaux`)
  if (reader.accept('not')) return { kind: 'not', of: negated(reader, depth + 1) }
  if (reader.accept('(')) {
    const inside = either(reader, depth + 1)
    reader.expect(')')
    return inside
  }
  if (reader.accept('bbox')) return box(reader)
  if (reader.accept('search')) return searched(reader)
  return condition(reader)
}

const box = (reader: Reader): Expr => {
  reader.expect('(')
  const west = degree(reader)
  const [south, east, north] = [after(reader), after(reader), after(reader)]
  reader.expect(')')
  return { kind: 'bbox', west, south, east, north }
}

const after = (reader: Reader): number => {
  reader.expect(',')
  return degree(reader)
}

const degree = (reader: Reader): number => {
  const token = reader.take()
  if (token.kind !== 'number') throw mistake(token.at, 'un nombre de degrés est attendu (ouest, sud, est, nord)')
  return number(token)
}

const searched = (reader: Reader): Expr => {
  reader.expect('(')
  const text = quoted(reader)
  reader.expect(')')
  return { kind: 'search', text }
}

const condition = (reader: Reader): Expr => {
  const column = name(reader)
  const operator = reader.peek()
  if (operator.kind === 'sign' && isCompare(operator.text)) {
    reader.take()
    return { kind: 'compare', column, op: operator.text, value: literal(reader) }
  }
  if (reader.accept('is')) return nullTest(reader, column)
  if (reader.accept('contains')) return { kind: 'contains', column, text: quoted(reader) }
  const not = reader.accept('not')
  const found = setOrRange(reader, column)
  if (!found)
    throw mistake(operator.at, 'une comparaison est attendue : =, !=, <, <=, >, >=, in, between, contains ou is null')
  return not ? { kind: 'not', of: found } : found
}

const nullTest = (reader: Reader, column: string): Expr => {
  const not = reader.accept('not')
  reader.expect('null')
  const test: Expr = { kind: 'is-null', column }
  return not ? { kind: 'not', of: test } : test
}

const setOrRange = (reader: Reader, column: string): Expr | undefined => {
  if (reader.accept('in')) return { kind: 'in', column, values: values(reader) }
  if (!reader.accept('between')) return undefined
  const low = literal(reader)
  reader.expect('and')
  return { kind: 'between', column, low, high: literal(reader) }
}

const values = (reader: Reader): readonly Literal[] => {
  reader.expect('(')
  const found = [literal(reader)]
  while (reader.accept(',')) found.push(literal(reader))
  if (found.length > MAX_VALUES) throw mistake(reader.peek().at, `la liste dépasse ${MAX_VALUES} valeurs`)
  reader.expect(')')
  return found
}

const name = (reader: Reader): string => {
  const token = reader.take()
  const reserved = token.kind === 'word' && RESERVED.has(token.text.toLowerCase())
  if ((token.kind !== 'word' && token.kind !== 'name') || reserved)
    throw mistake(token.at, 'un nom de colonne est attendu')
  return token.text
}

const quoted = (reader: Reader): string => {
  const token = reader.take()
  if (token.kind !== 'string') throw mistake(token.at, 'un texte entre guillemets est attendu')
  return token.text
}

const literal = (reader: Reader): Literal => {
  const token = reader.take()
  if (token.kind === 'string') return token.text
  if (token.kind === 'number') return number(token)
  const word = token.text.toLowerCase()
  if (token.kind === 'word' && (word === 'true' || word === 'false')) return word === 'true'
  throw mistake(token.at, 'une valeur est attendue : un nombre, true, false ou un texte entre guillemets')
}

const number = (token: Token): number => {
  const value = Number(token.text)
  if (!Number.isFinite(value)) throw mistake(token.at, `« ${token.text} » est un nombre trop grand`)
  return value
}

const isCompare = (text: string): text is CompareOp => COMPARE.includes(text)
