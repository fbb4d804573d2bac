import { invalid } from '../../kernel/errors.ts'

/** A piece of a filter and where it stands in the text (from 1, as a person counts). */
export interface Token {
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'sign' | 'end'
  readonly text: string
  readonly at: number
}

const PATTERNS: readonly (readonly [Token['kind'], RegExp])[] = [
  ['string', /"(?:[^"]|"")*"|'(?:[^']|'')*'/y],
  ['name', /`[^`]+`/y],
  ['number', /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\p{L}\p{N}_])/uy],
  ['word', /[\p{L}_][\p{L}\p{N}_]*/uy],
  ['sign', /!=|<=|>=|[=<>(),]/y],
]

/** Cuts a filter into tokens. What is none of them is refused with its place. */
export const tokens = (text: string): readonly Token[] => {
  const found: Token[] = []
  let at = 0
  while (at < text.length) {
    if (/\s/.test(text[at] ?? '')) {
      at += 1
      continue
    }
    const token = tokenAt(text, at)
    found.push(token)
    at += token.text.length
  }
  return [...found.map(unquoted), { kind: 'end', text: '', at: text.length + 1 }]
}

const tokenAt = (text: string, at: number): Token => {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match) return { kind, text: match[0], at: at + 1 }
  }
  const what = /["']/.test(text[at] ?? '') ? 'un guillemet n’est pas refermé' : `« ${text[at]} » n’est pas attendu`
  throw mistake(at + 1, what)
}

const unquoted = (token: Token): Token => {
  if (token.kind === 'name') return { ...token, text: token.text.slice(1, -1) }
  if (token.kind !== 'string') return token
  const quote = token.text[0] ?? ''
  return { ...token, text: token.text.slice(1, -1).replaceAll(quote + quote, quote) }
}

/** The refusal of a filter: where, and what is wrong or was expected. */
export const mistake = (at: number, what: string) =>
  invalid(`Le filtre ne peut pas être lu : au caractère ${at}, ${what}.`, [
    { pointer: '/where', message: `caractère ${at} : ${what}` },
  ])
