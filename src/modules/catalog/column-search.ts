import { unreachable } from '../../kernel/errors.ts'
import type { Column, Expr, Literal } from '../query/index.ts'

/** What was typed under the head of a column, as a condition; or why it cannot be one, in French. */
export type ColumnSearch =
  | { readonly kind: 'found'; readonly expr: Expr }
  | { readonly kind: 'unreadable'; readonly detail: string }

const found = (expr: Expr): ColumnSearch => ({ kind: 'found', expr })
const unreadable = (column: Column, typed: string, right: string): ColumnSearch => ({
  kind: 'unreadable',
  detail: `Dans la colonne « ${column.label} », « ${typed} » ne se lit pas : écrivez ${right}.`,
})

/**
 * Reads a search in one column the way its values are read: words are looked for inside texts, `5000`, `>= 5000` and
 * `10..20` compare numbers, `2024` or `2024-03` keep a year or a month of dates, `oui` and `non` choose.
 */
export const searchInColumn = (column: Column, text: string): ColumnSearch => {
  const typed = text.trim()
  switch (column.type) {
    case 'integer':
    case 'number':
      return numbers(column, typed)
    case 'date':
    case 'datetime':
      return dates(column, typed)
    case 'boolean': {
      const yes = /^(oui|vrai|true|1)$/i.test(typed)
      if (!yes && !/^(non|faux|false|0)$/i.test(typed)) return unreadable(column, typed, '« oui » ou « non »')
      return found({ kind: 'compare', column: column.name, op: '=', value: yes })
    }
    case 'geometry':
      return unreadable(column, typed, 'rien : une position ne se cherche pas par des mots')
    case 'text':
      return found({ kind: 'contains', column: column.name, text: typed })
    default:
      return unreachable(column.type)
  }
}

const NUMBER = '(-?[\\d\\s\\u00A0\\u202F]*\\d(?:[.,]\\d+)?)'
const RANGE = new RegExp(`^${NUMBER}\\s*(?:\\.\\.|à)\\s*${NUMBER}$`)
const COMPARED = new RegExp(`^(>=|<=|>|<|=|≥|≤)?\\s*${NUMBER}$`)
const SIGNS = { '>=': '>=', '<=': '<=', '>': '>', '<': '<', '=': '=', '≥': '>=', '≤': '<=' } as const
const isSign = (text: string): text is keyof typeof SIGNS => text in SIGNS
const number = (text: string): number => Number(text.replace(/[\s\u00A0\u202F]/g, '').replace(',', '.'))

const numbers = (column: Column, typed: string): ColumnSearch => {
  const [, low, high] = RANGE.exec(typed) ?? []
  if (low !== undefined && high !== undefined) return between(column, number(low), number(high))
  const [, sign = '=', value] = COMPARED.exec(typed) ?? []
  if (value === undefined || !isSign(sign))
    return unreadable(column, typed, 'un nombre, par exemple 5000, >= 5000 ou 10..20')
  return found({ kind: 'compare', column: column.name, op: SIGNS[sign], value: number(value) })
}

const dates = (column: Column, typed: string): ColumnSearch => {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(typed) ?? []
  const iso = year ? `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}` : typed
  if (!/^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?$/.test(iso))
    return unreadable(column, typed, 'une année (2024), un mois (2024-03) ou un jour (12/03/2024)')
  const low = iso.padEnd(10, '-01').slice(0, 10)
  const high = iso.length === 4 ? `${iso}-12-31` : iso.length === 7 ? lastDay(iso) : iso
  if (Number.isNaN(Date.parse(low)) || new Date(low).toISOString().slice(0, 10) !== low)
    return unreadable(column, typed, 'un jour qui existe, par exemple 12/03/2024')
  return between(column, low, column.type === 'datetime' ? `${high}T23:59:59` : high)
}

const lastDay = (month: string): string => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
}

const between = (column: Column, low: Literal, high: Literal): ColumnSearch =>
  found({ kind: 'between', column: column.name, low, high })
