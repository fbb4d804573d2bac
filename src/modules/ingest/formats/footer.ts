import { looksLikeValue } from './find-header.ts'

/** A number as French tables write it, or null. */
export const frenchNumber = (text: string): number | null => {
  const bare = text.replace(/[\s\u00A0\u202F€%]/g, '')
  if (!/^[+-]?(\d+([.,]\d+)?|[.,]\d+)$/.test(bare)) return null
  return Number(bare.replace(',', '.'))
}

/** Sums of the columns read so far: what a total line is recognised by. */
export interface Sums {
  readonly add: (cells: readonly (string | null)[]) => void
  readonly matches: (column: number, value: number) => boolean
  readonly rows: () => number
}

export const sums = (): Sums => {
  const totals: number[] = []
  let rows = 0
  return {
    add(cells) {
      rows += 1
      cells.forEach((cell, i) => {
        const value = cell === null ? null : frenchNumber(cell)
        if (value !== null) totals[i] = (totals[i] ?? 0) + value
      })
    },
    matches: (column, value) =>
      Math.abs((totals[column] ?? Number.NaN) - value) <= Math.max(0.011 * Math.sqrt(rows), Math.abs(value) * 0.0005),
    rows: () => rows,
  }
}

const TOTAL = /^((sous|grand)[\s-])?(total|totaux|ensemble|somme)\b/i

/** Numbers alone under an empty first cell, most of them the sum of their column: a row of data has a name, or zeros. */
const isBareTotal = (there: number, numbers: readonly { readonly value: number }[], summed: number): boolean =>
  numbers.length === there && summed >= numbers.length / 2 && numbers.some(({ value }) => value !== 0)

/** Why a last row is not data (« total », « note »), or null when it is. */
export const footerReason = (cells: readonly (string | null)[], width: number, before: Sums): string | null => {
  const there = cells.flatMap((cell, i) => (cell !== null && cell.trim() !== '' ? [{ text: cell.trim(), i }] : []))
  const [first] = there
  if (!first || before.rows() < 2) return null
  const numbers = there.flatMap(({ text, i }) => {
    const value = frenchNumber(text)
    return value === null ? [] : [{ value, i }]
  })
  const summed = numbers.filter(({ value, i }) => before.matches(i, value)).length
  if (TOTAL.test(first.text) && summed > 0) return 'ligne de total'
  if (first.i > 0 && isBareTotal(there.length, numbers, summed)) return 'ligne de total'
  if (
    width >= 3 &&
    there.length === 1 &&
    !looksLikeValue(first.text) &&
    (first.text.length > 30 || /^(source|note|champ|lecture|nd|ns|\*|\()/i.test(first.text))
  )
    return 'note sous le tableau'
  return null
}
