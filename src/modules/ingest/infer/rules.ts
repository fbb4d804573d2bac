import { fold } from '../../../kernel/fold.ts'
import type { ParseRule } from '../typing.ts'

/** Marks that say « no value » where numbers or dates are expected. */
const MARKS: ReadonlySet<string> = new Set([
  'nd',
  'n.d.',
  'n.d',
  'nc',
  'n.c.',
  'na',
  'n/a',
  '#n/a',
  'nan',
  'null',
  'none',
  's',
  'ns',
  'n.s.',
  'secret',
  '-',
  '--',
  '–',
  '—',
  '/',
  '.',
  '..',
  '...',
  '…',
  'x',
  '?',
  'inconnu',
  '*',
  'n/d',
  'so',
  's.o.',
  'non disponible',
  'non communiqué',
])

/** The mark of statistical secrecy, which is not the same as a missing value. */
export const isSecretMark = (mark: string): boolean => mark === 's' || mark === 'secret'

export const isMark = (text: string): boolean => MARKS.has(text.toLowerCase()) || /^n\/a\b/i.test(text)

interface Candidate {
  readonly rule: ParseRule
  readonly fits: (text: string) => boolean
}

const DATES: readonly (readonly [string, RegExp])[] = [
  ['%Y-%m-%d', /^\d{4}-\d{1,2}-\d{1,2}$/],
  ['%d/%m/%Y', /^(0?[1-9]|[12]\d|3[01])\/(0?[1-9]|1[0-2])\/\d{4}$/],
  ['%d/%m/%y', /^(0?[1-9]|[12]\d|3[01])\/(0?[1-9]|1[0-2])\/\d{2}$/],
  ['%d-%m-%Y', /^(0?[1-9]|[12]\d|3[01])-(0?[1-9]|1[0-2])-\d{4}$/],
  ['%d.%m.%Y', /^(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])\.\d{4}$/],
  ['%Y/%m/%d', /^\d{4}\/\d{1,2}\/\d{1,2}$/],
]
const MOMENTS: readonly (readonly [string, RegExp])[] = [
  ['%Y-%m-%dT%H:%M:%S', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/],
  ['%Y-%m-%dT%H:%M:%SZ', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/],
  ['%Y-%m-%d %H:%M:%S', /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/],
  ['%Y-%m-%d %H:%M', /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/],
  ['%d/%m/%Y %H:%M:%S', /^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d{2}:\d{2}$/],
  ['%d/%m/%Y %H:%M', /^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d{2}$/],
]

const bare = (text: string) => text.replace(/[\s\u00A0\u202F\u2007'€%]|eur(os?)?$/gi, '').replace(/^\((.*)\)$/, '-$1')
const isInteger = (text: string) => /^[+-]?\d{1,15}$/.test(bare(text))
const isDecimal = (mark: ',' | '.', thousands: ',' | '.' | null) => (text: string) => {
  const grouped = thousands ? bare(text).replaceAll(thousands, '') : bare(text)
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(mark === ',' ? grouped.replace(',', '.') : grouped)
}
const isPoint = (text: string) =>
  /^[[(]?\s*-?\d{1,3}\.\d+\s*[,;]\s*-?\d{1,3}\.\d+\s*[\])]?$/.test(text) ||
  /^point\s*\(/i.test(text) ||
  /^\{\s*"(type|coordinates)"/.test(text)

/** What the values of a sample agree on. Nothing certain is text. */
export const ruleFor = (
  values: readonly string[],
  imposed: ParseRule['kind'] | null,
  decimal: ',' | '.' | null,
): ParseRule => {
  const found = candidates(values, decimal)
  if (imposed) return found.find(({ rule }) => rule.kind === imposed)?.rule ?? fallback(imposed, decimal)
  if (values.length === 0) return { kind: 'text' }
  const allowed = Math.max(values.length > 20 ? 1 : 0, Math.floor(values.length * 0.02))
  const fitting = found.find(({ fits }) => values.filter((value) => !fits(value)).length <= allowed)
  return fitting?.rule ?? { kind: 'text' }
}

const candidates = (values: readonly string[], decimal: ',' | '.' | null): readonly Candidate[] => {
  const pairs = [
    ['oui', 'non'],
    ['vrai', 'faux'],
    ['true', 'false'],
    ['o', 'n'],
  ] as const
  const folded = new Set(values.map(fold))
  const pair = pairs.find(
    ([yes, no]) => [...folded].every((v) => v === yes || v === no) && (yes !== 'o' || folded.size === 2),
  )
  const dates = DATES.filter(([, pattern]) => values.some((v) => pattern.test(v)))
  const moments = [...MOMENTS, ...DATES].filter(([, pattern]) => values.some((v) => pattern.test(v)))
  const mark = decimal ?? decimalOf(values)
  const thousands = thousandsOf(values, mark)
  return [
    ...(pair ? [{ rule: { kind: 'boolean' as const, yes: [pair[0]], no: [pair[1]] }, fits: () => true }] : []),
    { rule: { kind: 'integer' }, fits: isInteger },
    { rule: { kind: 'number', decimal: mark, thousands }, fits: isDecimal(mark, thousands) },
    ...(dates.length > 0
      ? [
          {
            rule: { kind: 'date' as const, formats: dates.map(([f]) => f) },
            fits: (v: string) => dates.some(([, p]) => p.test(v)),
          },
        ]
      : []),
    ...(moments.length > 0
      ? [
          {
            rule: { kind: 'datetime' as const, formats: moments.map(([f]) => f) },
            fits: (v: string) => moments.some(([, p]) => p.test(v)),
          },
        ]
      : []),
    { rule: { kind: 'geometry' }, fits: isPoint },
  ]
}

/** The comma when it ends more numbers than the point does. */
const decimalOf = (values: readonly string[]): ',' | '.' => {
  const ends = (mark: RegExp) => values.filter((v) => mark.test(bare(v))).length
  return ends(/,\d+$/) > ends(/\.\d+$/) ? ',' : '.'
}

const thousandsOf = (values: readonly string[], mark: ',' | '.'): ',' | '.' | null => {
  const other = mark === ',' ? '.' : ','
  const grouped = mark === ',' ? /^[+-]?\d{1,3}(\.\d{3})+(,\d+)?$/ : /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/
  const both = values.some((v) => bare(v).includes(other) && bare(v).includes(mark))
  return both && values.filter((v) => bare(v).includes(other)).every((v) => grouped.test(bare(v))) ? other : null
}

const fallback = (kind: ParseRule['kind'], decimal: ',' | '.' | null): ParseRule => {
  if (kind === 'number') return { kind, decimal: decimal ?? ',', thousands: null }
  if (kind === 'boolean')
    return { kind, yes: ['oui', 'vrai', 'true', '1', 'o'], no: ['non', 'faux', 'false', '0', 'n'] }
  if (kind === 'date') return { kind, formats: DATES.map(([format]) => format) }
  if (kind === 'datetime') return { kind, formats: [...MOMENTS, ...DATES].map(([format]) => format) }
  return { kind }
}
