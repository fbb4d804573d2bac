const NBSP = '\u00A0'
const NARROW = '\u202F'

/** What a format writes of a number. */
type Writing = (value: number) => string

// Making a format costs a hundred times its use: each is made once.
const writings = new Map<number, Writing>()
const writing = (decimals: number, least = 0): Writing => {
  const key = least * MOST_DECIMALS + decimals
  const known = writings.get(key) ?? remembered(least, decimals)
  writings.set(key, known)
  return known
}

/** More than a format takes. */
const MOST_DECIMALS = 101
const MOST_REMEMBERED = 10_000

/** Remembers the texts of the numbers written last: pages say those of the larger places again and again, and to write one anew costs ten times as much. */
const remembered = (least: number, decimals: number): Writing => {
  const format = new Intl.NumberFormat('fr-FR', { minimumFractionDigits: least, maximumFractionDigits: decimals })
  const texts = new Map<number, string>()
  return (value) => {
    const known = texts.get(value)
    if (known !== undefined) return known
    const text = typeset(format.format(value))
    if (texts.size >= MOST_REMEMBERED) texts.clear()
    texts.set(value, text)
    return text
  }
}
const dates = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'Europe/Paris' })
const hours = new Intl.DateTimeFormat('fr-FR', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Paris' })

/** As French print has it: narrow no-break spaces, a true minus sign, no « minus zero ». */
const typeset = (text: string): string =>
  text
    .replaceAll(NBSP, NARROW)
    .replace(/^-(?=.*[1-9])/, '−')
    .replace(/^-/, '')

/** `−12 345,6` with narrow no-break spaces; at most `decimals` decimals, none invented. */
export const formatNumber = (value: number, decimals = 2): string => writing(decimals)(value)

/** The same with that many decimals, zeros included: what was worked out to them, in a column that lines up. */
export const formatFixed = (value: number, decimals: number): string => writing(decimals, decimals)(value)

/** A number with its unit, held together: `12 345,6 €`, `3 habitants`. */
export const formatQuantity = (value: number, unit: string | null, decimals = 2): string =>
  unit ? `${formatNumber(value, decimals)}${NBSP}${unit}` : formatNumber(value, decimals)

/** `1er septembre 2026`, from `2026-09-01` or a Date read in Paris time. */
export const formatDate = (when: string | Date): string => {
  const date = typeof when === 'string' ? new Date(when.length === 10 ? `${when}T12:00:00Z` : when) : when
  const text = dates.format(date)
  return text.replace(/^1 /, '1er ').replaceAll(' ', NBSP)
}

/** `8 h 05`, of a moment read in Paris time. */
export const formatHour = (when: string): string => {
  const [hour = '', minute = ''] = hours.format(new Date(when)).split(':')
  return `${Number(hour)}${NBSP}h${NBSP}${minute}`
}

/** `1 ligne`, `2 lignes`, `0 ligne`: French counts below two are singular. */
export const count = (n: number, one: string, several = `${one}s`): string =>
  `${formatNumber(n)}${NBSP}${Math.abs(n) < 2 ? one : several}`

const UNITS = ['o', 'ko', 'Mo', 'Go', 'To']

/** `1,2 Mo` (powers of 1 000, as a download page says it). */
export const formatBytes = (bytes: number): string => {
  const power = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3))
  return `${formatNumber(bytes / 1000 ** power, power === 0 ? 0 : 1)}${NBSP}${UNITS[power]}`
}
