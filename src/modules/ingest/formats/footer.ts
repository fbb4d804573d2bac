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

/** Why a last row is not data (« total », « note »), or null when it is. */
export const footerReason = (cells: readonly (string | null)[], width: number, before: Sums): string | null => {
  const there = cells.flatMap((cell, i) => (cell !== null && cell.trim() !== '' ? [{ text: cell.trim(), i }] : []))
  const [first] = there
  if (!first || before.rows() < 2) return null
  const numbers = there.filter(({ text }) => frenchNumber(text) !== null)
  const labelled = /^(total|totaux|ensemble|somme)\b/i.test(first.text)
  if (numbers.length > 0 && there.length <= Math.max(2, Math.ceil(width * 0.75))) {
    const summed = numbers.filter(({ text, i }) => before.matches(i, frenchNumber(text) ?? Number.NaN)).length
    if (summed > 0 && summed >= numbers.length / 2 && (labelled || there.length <= numbers.length + 1))
      return 'ligne de total'
  }
  if (
    labelled &&
    numbers.length > 0 &&
    numbers.some(({ text, i }) => before.matches(i, frenchNumber(text) ?? Number.NaN))
  )
    return 'ligne de total'
  if (
    width >= 3 &&
    there.length === 1 &&
    !looksLikeValue(first.text) &&
    (first.text.length > 30 || /^(source|note|champ|lecture|nd|ns|\*|\()/i.test(first.text))
  )
    return 'note sous le tableau'
  return null
}
