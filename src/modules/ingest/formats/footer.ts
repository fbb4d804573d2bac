import { looksLikeValue } from './find-header.ts'

/** A number as French tables write it, or null. */
export const frenchNumber = (text: string): number | null => {
  const bare = text.replace(/[\s\u00A0\u202F€%]/g, '')
  if (!/^[+-]?(\d+([.,]\d+)?|[.,]\d+)$/.test(bare)) return null
  return Number(bare.replace(',', '.'))
}

/** A row as totals and notes are recognised: its cells that are filled, and its numbers. */
export interface SeenRow {
  readonly there: readonly { readonly text: string; readonly i: number }[]
  readonly numbers: readonly { readonly value: number; readonly i: number }[]
}

export const seenRow = (cells: readonly (string | null)[]): SeenRow => {
  const there = cells.flatMap((cell, i) => (cell !== null && cell.trim() !== '' ? [{ text: cell.trim(), i }] : []))
  const numbers = there.flatMap(({ text, i }) => {
    const value = frenchNumber(text)
    return value === null ? [] : [{ value, i }]
  })
  return { there, numbers }
}

/** Sums of the columns: since the last total line, since the labels last stood, or since the beginning. */
export interface Sums {
  readonly add: (row: SeenRow) => void
  /** A total line was met: what follows adds up anew. */
  readonly endBlock: () => void
  /** The labels were met again: another table begins. */
  readonly endSection: () => void
  /** The most numbers of a row that are sums of one of these spans of more than `rows` rows. */
  readonly summed: (row: SeenRow, rows?: number) => number
  readonly rows: () => number
}

interface Start {
  readonly rows: number
  readonly totals: readonly number[]
}

export const sums = (): Sums => {
  const totals: number[] = []
  let rows = 0
  const beginning: Start = { rows: 0, totals: [] }
  let [block, section] = [beginning, beginning]
  const here = (): Start => ({ rows, totals: [...totals] })
  const matches = (since: Start, column: number, value: number) => {
    const sum = (totals[column] ?? Number.NaN) - (since.totals[column] ?? 0)
    return Math.abs(sum - value) <= Math.max(0.011 * Math.sqrt(rows - since.rows), Math.abs(value) * 0.0005)
  }
  return {
    add({ numbers }) {
      rows += 1
      for (const { value, i } of numbers) totals[i] = (totals[i] ?? 0) + value
    },
    endBlock() {
      block = here()
    },
    endSection() {
      block = here()
      section = block
    },
    summed: ({ numbers }, least = 0) =>
      Math.max(
        ...[block, section, beginning].map((since) =>
          rows - since.rows > least ? numbers.filter(({ value, i }) => matches(since, i, value)).length : 0,
        ),
      ),
    rows: () => rows,
  }
}

const TOTAL = /^((sous|grand)[\s-])?(total|totaux|ensemble|somme)\b/i

/** True when a row says that it is a total. */
export const isNamedTotal = ({ there }: SeenRow): boolean => TOTAL.test(there[0]?.text ?? '')

/** True when a row, wherever it stands, adds up those above: it says so and half its numbers do, or all its many numbers do. */
export const isTotal = (row: SeenRow, before: Sums): boolean => {
  if (before.rows() < 2) return false
  const { numbers } = row
  if (isNamedTotal(row)) return numbers.length > 0 && before.summed(row) >= numbers.length / 2
  return (
    numbers.length >= 3 &&
    new Set(numbers.map(({ value }) => value)).size >= 3 &&
    numbers.some(({ value }) => Math.abs(value) >= 100) &&
    before.summed(row, 4) === numbers.length
  )
}

/** Numbers alone under an empty first cell, most of them the sum of their column: a row of data has a name, or zeros. */
const isBareTotal = (row: SeenRow, before: Sums): boolean =>
  (row.there[0]?.i ?? 0) > 0 &&
  row.numbers.length === row.there.length &&
  before.summed(row) >= row.numbers.length / 2 &&
  row.numbers.some(({ value }) => value !== 0)

/** Text alone on its row, long or begun as notes begin. */
export const isNote = ({ there }: SeenRow, width: number): boolean => {
  const [first] = there
  if (width < 3 || there.length !== 1 || !first || looksLikeValue(first.text)) return false
  return first.text.length > 30 || /^(source|note|champ|lecture|nd|ns|\*|\()/i.test(first.text)
}

/** A year alone on its row, as a title over the rows of that year. */
export const isLoneYear = ({ there }: SeenRow, width: number): boolean =>
  width > 3 && there.length === 1 && /^(19|20)\d{2}$/.test(there[0]?.text ?? '')

/** Why a row, if it is among the last ones, is not data (« total », « note »); null when it is. */
export const footerReason = (row: SeenRow, width: number, before: Sums): string | null => {
  if (before.rows() < 2) return null
  if (isBareTotal(row, before)) return 'ligne de total'
  return isNote(row, width) ? 'note sous le tableau' : null
}
