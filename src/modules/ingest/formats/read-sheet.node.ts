import { readFileSync, statSync } from 'node:fs'
import { type CellObject, read, type WorkBook, type WorkSheet } from '@e965/xlsx'
import { invalid } from '../../../kernel/errors.ts'
import type { Overrides } from '../overrides.ts'
import type { ReadTable } from '../relation.ts'
import { findHeader } from './find-header.ts'
import type { Notes } from './notes.ts'
import { checkBook } from './unpack.node.ts'
import { type TableRow, writeTable } from './write-table.node.ts'

const MAX_BYTES = 150 * 1024 * 1024
/** A workbook is read whole: this much of its text takes a gigabyte of memory. */
const MAX_UNFOLDED = 128e6
const MAX_COLUMNS = 2000
const MAX_CELLS = 8_000_000
/** Cells, empty ones included, that any sheet may spread over. */
const MAX_SPARSE = 2_000_000

/** A workbook (XLSX, XLS, ODS): its best sheet, or the one chosen. Formulas give their last value; links are never followed. */
export const readSheet = async (
  file: { path: string; folder: string },
  format: string,
  overrides: Overrides,
  notes: Notes,
): Promise<ReadTable> => {
  if (statSync(file.path).size > MAX_BYTES)
    throw invalid('Ce classeur dépasse 150 Mo : enregistrez la feuille utile en CSV, puis déposez ce CSV.')
  if (format !== 'xls') await checkBook(file.path, MAX_UNFOLDED)
  const book = openBook(file.path)
  const { name, sheet } = chooseSheet(book, overrides, notes)
  const grid = gridOf(sheet, notes)
  if (grid.length === 0) throw invalid(`La feuille « ${name} » est vide : choisissez-en une autre.`)
  const width = grid[0]?.cells.length ?? 0
  const { labels, from } = headerOf(grid, width, overrides, notes)
  const rows = grid.slice(from).filter((row) => row.cells.some((cell) => cell !== null))
  const padded = rows.map((row): TableRow => {
    const cells = Array.from({ length: labels.length }, (_, i) => row.cells[i] ?? null)
    return { line: row.line, cells, text: cells.map((c) => c ?? '').join(';'), broken: null }
  })
  return writeTable(padded, { folder: file.folder, header: labels, format, firstLine: rows[0]?.line ?? 1 }, notes)
}

const openBook = (path: string): WorkBook => {
  try {
    return read(readFileSync(path), {
      cellDates: true,
      UTC: true,
      cellNF: false,
      cellHTML: false,
      sheetStubs: false,
      dense: true,
    })
  } catch (error) {
    throw invalid(
      `Ce classeur ne peut pas être ouvert : il est abîmé ou protégé par un mot de passe. Ouvrez-le dans votre tableur et enregistrez-le de nouveau. (${String(error).slice(0, 120)})`,
    )
  }
}

/** The cells of a sheet, row by row; what was never written is absent. */
const cellsOf = (sheet: WorkSheet | undefined): readonly (readonly (CellObject | undefined)[] | undefined)[] =>
  sheet?.['!data'] ?? []

/** Where cells stand really: the range that a workbook declares may run to the last row and column of all. */
const sizeOf = (sheet: WorkSheet | undefined) => {
  let [top, left, bottom, right, cells] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -1, -1, 0]
  cellsOf(sheet).forEach((row, r) => {
    row?.forEach((cell, c) => {
      if (textOf(cell) === null) return
      if (r < top) top = r
      if (c < left) left = c
      if (r > bottom) bottom = r
      if (c > right) right = c
      cells += 1
    })
  })
  return cells === 0
    ? { top: 0, left: 0, rows: 0, columns: 0, cells }
    : { top, left, rows: bottom - top + 1, columns: right - left + 1, cells }
}

/** The sheet with the most filled cells, unless a person chose; notices (« lisez-moi », « sommaire ») lose by their size. */
const chooseSheet = (book: WorkBook, overrides: Overrides, notes: Notes): { name: string; sheet: WorkSheet } => {
  const sized = book.SheetNames.map((name) => ({ name, ...sizeOf(book.Sheets[name]) }))
  const best = sized.toSorted((a, b) => b.cells - a.cells)[0]
  const newest = best && newestLike(best, sized)
  const name = overrides.sheet ?? newest?.name
  const sheet = name === undefined ? undefined : book.Sheets[name]
  if (!sheet || name === undefined)
    throw invalid(`La feuille « ${name} » n’existe pas. Feuilles : ${book.SheetNames.join(', ')}.`)
  if (sizeOf(sheet).cells > MAX_CELLS)
    throw invalid('Cette feuille a trop de cellules : enregistrez-la en CSV, puis déposez ce CSV.')
  const list = sized.map((s) => `${s.name} (${s.rows} lignes)`).join(', ')
  notes.decide(
    'sheet',
    name,
    overrides.sheet
      ? 'choisie par une personne'
      : sized.length === 1
        ? 'la seule feuille'
        : newest !== best
          ? `la plus récente de feuilles qui ne diffèrent que par l’année, parmi : ${list}`
          : `la plus remplie parmi : ${list}`,
    overrides.sheet !== undefined,
  )
  if (sized.filter((s) => s.cells > 0).length > 1 && overrides.sheet === undefined)
    notes.say(
      'other-sheets',
      `Le classeur a ${sized.length} feuilles ; seule « ${name} », la plus ${newest === best ? 'remplie' : 'récente'}, est lue. Pour une autre, choisissez-la et faites relire le fichier.`,
      null,
      'info',
    )
  return { name, sheet }
}

interface GridRow {
  readonly line: number
  readonly cells: readonly (string | null)[]
}

interface SizedSheet {
  readonly name: string
  readonly cells: number
}

const YEAR = /(19|20)\d{2}/

/** Of sheets named as one but for their year, and about as filled, the newest: a workbook that keeps a table year after year. */
const newestLike = (best: SizedSheet, sized: readonly SizedSheet[]): SizedSheet => {
  const bare = ({ name }: SizedSheet) => name.replace(YEAR, '')
  const [newest = best] = sized
    .filter((one) => YEAR.test(one.name) && bare(one) === bare(best) && one.cells >= best.cells * 0.8)
    .toSorted((a, b) => (b.name < a.name ? -1 : 1))
  return newest
}

/** The sheet as rows of text, merged cells filled, empty rows above and empty columns on the left left out. */
const gridOf = (sheet: WorkSheet, notes: Notes): readonly GridRow[] => {
  const { top, left, rows: height, columns, cells } = sizeOf(sheet)
  if (columns > MAX_COLUMNS)
    throw invalid(
      `Cette feuille a ${columns} colonnes ; la limite est de ${MAX_COLUMNS}. Ne gardez que les colonnes utiles.`,
    )
  if (height * columns > Math.max(MAX_SPARSE, cells * 50))
    throw invalid(
      'Les cellules de cette feuille sont trop éloignées les unes des autres : ne gardez que le tableau, puis déposez-le de nouveau.',
    )
  const data = cellsOf(sheet)
  const rows: (string | null)[][] = []
  let [formulas, errors] = [0, 0]
  for (let r = top; r < top + height; r += 1) {
    const row: (string | null)[] = []
    for (let c = left; c < left + columns; c += 1) {
      const cell = data[r]?.[c]
      if (cell?.f) formulas += 1
      if (cell?.t === 'e') errors += 1
      row.push(textOf(cell))
    }
    rows.push(row)
  }
  if (formulas > 0)
    notes.say(
      'formula',
      `${formulas} cellule(s) contiennent une formule : leur dernière valeur calculée est gardée.`,
      null,
      'info',
    )
  if (errors > 0)
    notes.say(
      'cell-error',
      `${errors} cellule(s) contiennent une erreur de calcul (#REF!, #DIV/0!…) : elles sont laissées vides.`,
    )
  fillMerges(sheet, { r: top, c: left }, rows, notes)
  return rows.map((row, i) => ({ line: top + i + 1, cells: row }))
}

const fillMerges = (sheet: WorkSheet, start: { r: number; c: number }, rows: (string | null)[][], notes: Notes) => {
  const merges = sheet['!merges'] ?? []
  for (const { s, e } of merges) {
    const value = rows[s.r - start.r]?.[s.c - start.c] ?? null
    if (value === null || e.r - s.r > 5000) continue
    for (let r = s.r; r <= e.r; r += 1)
      for (let c = s.c; c <= Math.min(e.c, s.c + MAX_COLUMNS); c += 1) {
        const row = rows[r - start.r]
        if (row && c - start.c < row.length) row[c - start.c] = value
      }
  }
  if (merges.length > 0)
    notes.say(
      'merged-cells',
      `${merges.length} groupe(s) de cellules fusionnées : la valeur est répétée dans chaque cellule.`,
      null,
      'info',
    )
}

const textOf = (cell: CellObject | undefined): string | null => {
  if (!cell || cell.t === 'z' || cell.t === 'e' || cell.v === undefined || cell.v === null) return null
  if (cell.v instanceof Date) return dayOrMoment(cell.v)
  if (typeof cell.v === 'number')
    return Number.isInteger(cell.v) ? String(cell.v) : String(Number(cell.v.toPrecision(15)))
  if (typeof cell.v === 'boolean') return cell.v ? 'vrai' : 'faux'
  const text = String(cell.v).trim()
  return text === '' ? null : text
}

const dayOrMoment = (date: Date): string | null => {
  if (Number.isNaN(date.getTime())) return null
  const text = date.toISOString().slice(0, 19)
  return text.endsWith('T00:00:00') ? text.slice(0, 10) : text
}

const headerOf = (
  grid: readonly GridRow[],
  width: number,
  overrides: Overrides,
  notes: Notes,
): { labels: readonly string[]; from: number } => {
  if (overrides.headerLine === 0) {
    notes.decide('header', 'aucune', 'choisi par une personne', true)
    return { labels: Array.from({ length: width }, () => ''), from: 0 }
  }
  if (overrides.headerLine !== undefined) {
    const at = grid.findIndex((row) => row.line === overrides.headerLine)
    if (at === -1) throw invalid(`La ligne ${overrides.headerLine} n’est pas dans la feuille.`)
    const depth = overrides.headerRows ?? 1
    notes.decide('header', `ligne ${overrides.headerLine}`, 'choisie par une personne', true)
    const rows = grid.slice(at, at + depth)
    const labels = Array.from({ length: width }, (_, i) =>
      [...new Set(rows.map((row) => row.cells[i] ?? '').filter((t) => t !== ''))].join(' – '),
    )
    return { labels, from: at + depth }
  }
  const found = findHeader(
    grid.slice(0, 60).map((row) => row.cells),
    true,
  )
  const line =
    found.at === -1
      ? 'aucune'
      : `ligne ${grid[found.at]?.line ?? 1}${found.rows > 1 ? ` à ${grid[found.at + found.rows - 1]?.line}` : ''}`
  notes.decide('header', line, found.because)
  return { labels: Array.from({ length: width }, (_, i) => found.labels[i] ?? ''), from: found.data }
}
