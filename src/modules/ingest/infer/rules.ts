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
  ['%Y-%m-%dT%H:%M:%S+00:00', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+00:00$/],
  ['%Y-%m-%dT%H:%M:%S.%f', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{1,9}$/],
  ['%Y-%m-%dT%H:%M:%S.%fZ', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{1,9}Z$/],
  ['%Y-%m-%dT%H:%M:%S.%f+00:00', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{1,9}\+00:00$/],
  ['%Y-%m-%d %H:%M:%S.%f', /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{1,9}$/],
  ['%Y-%m-%d %H:%M:%S', /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/],
  ['%Y-%m-%d %H:%M', /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/],
  ['%d/%m/%Y %H:%M:%S', /^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d{2}:\d{2}$/],
  ['%d/%m/%Y %H:%M', /^\d{1,2}\/\d{1,2}\/\d{4} \d{1,2}:\d{2}$/],
]

const bare = (text: string) => text.replace(/[\s\u00A0\u202F\u2007'€%]|eur(os?)?$/gi, '').replace(/^\((.*)\)$/, '-$1')
/** A number as French tables write it, whatever its decimal mark. */
export const isNumber = (text: string): boolean => /^[+-]?(\d+([.,]\d+)*|[.,]\d+)$/.test(bare(text))
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
  const said = yesOrNo(values)
  const dates = DATES.filter(([, pattern]) => values.some((v) => pattern.test(v)))
  const moments = [...MOMENTS, ...DATES].filter(([, pattern]) => values.some((v) => pattern.test(v)))
  const mark = decimal ?? decimalOf(values)
  const thousands = thousandsOf(values, mark)
  return [
    ...(said ? [said] : []),
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

const PAIRS = [
  ['oui', 'non'],
  ['vrai', 'faux'],
  ['true', 'false'],
  ['o', 'n'],
] as const
const YES = ['oui', 'vrai', 'true', 'o', '1'] as const
const NO = ['non', 'faux', 'false', 'n', '0'] as const

/**
 * Words of yes and no: of one pair when all are; else of any, figures and single letters being words beside whole ones
 * only; else of one pair but for a few cells, which will be told.
 */
const yesOrNo = (values: readonly string[]): Candidate | null => {
  const folded = values.map(fold)
  const different = new Set(folded)
  const share = (words: readonly string[]) => folded.filter((v) => words.includes(v)).length / folded.length
  const pairFrom = (least: number) =>
    PAIRS.find(([yes, no]) => share([yes, no]) >= least && (yes !== 'o' || different.size === 2))
  const whole: readonly string[] = PAIRS.slice(0, 3).flat()
  const exact = pairFrom(1)
  const mixed = !exact && share(whole) >= 0.2 && share([...YES, ...NO]) === 1
  const pair = exact ?? (mixed ? undefined : pairFrom(0.98))
  if (!pair && !mixed) return null
  const [yes, no] = pair ? [[pair[0]], [pair[1]]] : [[...YES], [...NO]]
  const words: readonly string[] = [...yes, ...no]
  return { rule: { kind: 'boolean', yes, no }, fits: (text) => words.includes(fold(text)) }
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
  if (kind === 'boolean') return { kind, yes: YES, no: NO }
  if (kind === 'date') return { kind, formats: DATES.map(([format]) => format) }
  if (kind === 'datetime') return { kind, formats: [...MOMENTS, ...DATES].map(([format]) => format) }
  return { kind }
}
