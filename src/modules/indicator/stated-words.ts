import { formatFixed, formatNumber } from '../../kernel/french.ts'
import { STATUS_WORDS, type StatedValue } from '../figure/index.ts'
import type { Definition } from './definition.ts'

type Measured = Pick<Definition, 'unit' | 'decimals' | 'kind'>

/** « 35 097 habitants », « −0,42 % par an », « secret statistique »; an estimate is said to be one. */
export const statedText = (
  { value, status }: StatedValue,
  { unit, decimals, kind }: Measured,
  withUnit = true,
): string => {
  if (value === null) return STATUS_WORDS[status]
  const rounded = Number(value.toFixed(decimals))
  const digits = hasFixedDecimals(kind)
    ? formatFixed(Math.abs(rounded), decimals)
    : formatNumber(Math.abs(rounded), decimals)
  const named = withUnit ? unitFor(value, unit) : null
  const text = `${rounded < 0 ? '−' : ''}${digits}${named ? `\u00A0${named}` : ''}`
  return status === 'estimated' ? `${text} (estimé)` : text
}

/** Whether a kind of figure is written with all its decimals, zeros included: counts and amounts are not. */
export const hasFixedDecimals = (kind: Definition['kind']): boolean => kind === 'rate' || kind === 'index'

/** « 1 habitant », « 0 lieu »: below two, French counts are singular. A unit in several words keeps its form. */
export const unitFor = (value: number, unit: string | null): string | null =>
  unit && Math.abs(value) < 2 && /^(\p{L}{3,}s|\p{L}{2,}eux)$/u.test(unit) ? unit.slice(0, -1) : unit

/** « en 2023 », « en mars 2024 », « au 2e trimestre 2024 ». */
export const periodWords = (period: string): string => {
  const [, year = '', month] = /^(\d{4})-(\d{2})$/.exec(period) ?? []
  if (month) return `en ${MONTHS[Number(month) - 1] ?? month} ${year}`
  const [, of = '', quarter] = /^(\d{4})-T(\d)$/.exec(period) ?? []
  return quarter ? `au ${quarter === '1' ? '1er' : `${quarter}e`} trimestre ${of}` : `en ${period}`
}

/** « De 34 846 habitants en 2016 à 35 097 habitants en 2023. »: the first and last numbers of a place. */
export const seriesSentence = (
  periods: readonly string[],
  values: readonly StatedValue[],
  definition: Measured,
): string => {
  const known = values.flatMap((stated, i) => (stated.value === null ? [] : [[stated, periods[i] ?? ''] as const]))
  const [first, last] = [known[0], known.at(-1)]
  if (!first || !last) return 'Aucun chiffre n’est connu pour ce lieu.'
  const said = ([stated, period]: typeof first) => `${statedText(stated, definition)} ${periodWords(period)}`
  return first === last ? `${said(first)}.` : `De ${said(first)} à ${said(last)}.`
}

const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
]

/** « 2016 », « mars 2024 », « le 2e trimestre 2024 ». */
const sincePeriod = (period: string): string => periodWords(period).replace(/^en /, '').replace(/^au /, 'le ')

/** How the last value stands to the one of a period before, for an eye that passes: « +251 depuis 2016 », « +1,2 point depuis 2018 ». Null when it cannot be said. */
export const changeWords = (
  before: { readonly period: string; readonly stated: StatedValue } | null,
  now: StatedValue,
  { unit, decimals, kind }: Measured,
): string | null => {
  if (!before || before.stated.value === null || now.value === null) return null
  const difference = now.value - before.stated.value
  const since = `depuis ${sincePeriod(before.period)}`
  const rounded = formatNumber(Math.abs(difference), decimals)
  if (Number(Math.abs(difference).toFixed(decimals)) === 0) return `stable ${since}`
  const sign = difference > 0 ? '+' : '−'
  if (unit?.startsWith('%')) return `${sign}${rounded}\u00A0${Math.abs(difference) < 2 ? 'point' : 'points'} ${since}`
  const percent = kind !== 'rate' && before.stated.value > 0 ? (difference / before.stated.value) * 100 : null
  if (percent === null || Math.abs(before.stated.value) < 10) return `${sign}${rounded} ${since}`
  return Math.abs(percent) < 0.05 ? `stable ${since}` : `${sign}${formatNumber(Math.abs(percent), 1)}\u00A0% ${since}`
}
