/** Where a table begins in the first rows of a file. Positions count rows of the sample from 0. */
export interface Header {
  /** First header row, or -1 when the file has none. */
  readonly at: number
  readonly rows: number
  /** Where data begin. */
  readonly data: number
  readonly labels: readonly string[]
  readonly because: string
}

type Row = readonly (string | null)[]

const present = (cell: string | null | undefined): cell is string =>
  cell !== null && cell !== undefined && cell.trim() !== ''
/** How many cells a row fills: a title merged over ten columns counts for one. */
const filled = (row: Row) => {
  const cells = row.filter(present)
  const distinct = new Set(cells).size
  return distinct <= 2 ? distinct : cells.length
}

/** A value rather than a name: a number, a date, an amount, a code with digits only. A year may be a column's name. */
export const looksLikeValue = (cell: string | null | undefined): boolean => {
  if (!present(cell)) return false
  const text = cell.trim()
  if (/^(19|20)\d{2}$/.test(text)) return false
  return (
    /^[+-]?[\d\s\u00A0\u202F.,]*\d[\d\s\u00A0\u202F.,]*\s*(€|%)?$/.test(text) ||
    /^\d{1,4}[/-]\d{1,2}[/-]\d{1,4}/.test(text) ||
    /^(\d[\dAB]\d{3})$/.test(text)
  )
}

/**
 * Finds the header: passes over titles (rows with few cells), takes the first wide row of names, and the rows of names
 * that follow it when the file stacks several (`deep`: spreadsheets only).
 */
export const findHeader = (sample: readonly Row[], deep: boolean): Header => {
  const width = usualWidth(sample)
  const enough = Math.max(width > 1 ? 2 : 1, Math.ceil(width * 0.5))
  const at = sample.findIndex((row) => filled(row) >= enough)
  if (at === -1)
    return {
      at: 0,
      rows: 1,
      data: 1,
      labels: (sample[0] ?? []).map((c) => c ?? ''),
      because: 'première ligne du fichier',
    }
  const first = sample[at] ?? []
  const values = first.filter(looksLikeValue).length
  if (isDataRow(first, values, sample.slice(at + 1, at + 40))) {
    const labels = Array.from({ length: width }, () => '')
    return { at: -1, rows: 0, data: at, labels, because: 'la première ligne ressemble déjà à des données' }
  }
  const rows = deep ? depth(sample, at) : hasTechnicalNames(sample, at) ? 2 : 1
  const because = at === 0 && rows === 1 ? 'première ligne du fichier, faite de noms' : sentence(at, rows)
  return { at, rows, data: at + rows, labels: joinLabels(sample.slice(at, at + rows)), because }
}

const sentence = (at: number, rows: number) =>
  [at > 0 ? `${at} ligne(s) de titre au-dessus` : '', rows > 1 ? `${rows} lignes d’intitulés réunies` : '']
    .filter((part) => part !== '')
    .join(' ; ')

const usualWidth = (sample: readonly Row[]): number => {
  const widths = sample
    .map(filled)
    .filter((n) => n > 0)
    .toSorted((a, b) => a - b)
  return widths[Math.floor(widths.length * 0.6)] ?? 1
}

/** Data, when it has values where the rows below have values too. */
const isDataRow = (row: Row, values: number, below: readonly Row[]): boolean => {
  if (values === 0 || below.length === 0) return false
  const alike = row.filter(
    (cell, i) => looksLikeValue(cell) && below.filter((other) => looksLikeValue(other[i])).length > below.length * 0.3,
  ).length
  return alike >= 1 && alike >= values / 2 && !hasNames(row, below)
}

/** Names are texts over columns of values: one such column is enough to tell a header. */
const hasNames = (row: Row, below: readonly Row[]): boolean =>
  row.some(
    (cell, i) =>
      present(cell) &&
      !looksLikeValue(cell) &&
      !/\d/.test(cell) &&
      below.filter((other) => looksLikeValue(other[i])).length > below.length * 0.7,
  )

/** A second row of short names (`MED13`) over columns of values, as statistical offices put under their labels. */
const hasTechnicalNames = (sample: readonly Row[], at: number): boolean => {
  const [next, below] = [sample[at + 1] ?? [], sample.slice(at + 2, at + 40)]
  if (below.length < 3 || !next.every((cell) => present(cell) && /^[A-Z][A-Z0-9_]{1,20}$/.test(cell.trim())))
    return false
  const overValues = next.filter((_, i) => {
    const cells = below.map((row) => row[i]).filter(present)
    return cells.filter(looksLikeValue).length > cells.length * 0.7
  })
  return overValues.length >= next.length / 2
}

/** Rows of names stacked under the first: they end at the first row with values, or that repeats a full row of texts. */
const depth = (sample: readonly Row[], at: number): number => {
  for (let rows = 1; rows < 5; rows += 1) {
    const above = sample[at + rows - 1] ?? []
    const next = sample[at + rows]
    if (!next || next.some(looksLikeValue)) return rows
    const gaps = above.some((cell, i) => !present(cell) && present(next[i]))
    const repeats = new Set(above.filter(present)).size < above.filter(present).length
    if (!(gaps || repeats) || !next.slice(1).some(present)) return rows
  }
  return 1
}

/** « Femmes – 0 à 4 ans »: the different names above one another. */
const joinLabels = (rows: readonly Row[]): readonly string[] => {
  const width = Math.max(0, ...rows.map((row) => row.length))
  return Array.from({ length: width }, (_, i) =>
    [...new Set(rows.map((row) => (row[i] ?? '').replace(/\s+/g, ' ').trim()).filter((label) => label !== ''))].join(
      ' – ',
    ),
  )
}
