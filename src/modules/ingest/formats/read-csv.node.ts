import { stat } from 'node:fs/promises'
import { invalid } from '../../../kernel/errors.ts'
import type { Overrides } from '../overrides.ts'
import type { ReadTable } from '../relation.ts'
import { findDialect, separatorName } from './csv-dialect.ts'
import { type RawRow, readLines } from './csv-lines.ts'
import { chooseEncoding, decoded, sayNulls } from './encoding.node.ts'
import { mayEndWithTotals } from './ending.node.ts'
import { findHeader, looksLikeValue } from './find-header.ts'
import type { Notes } from './notes.ts'
import { type TableRow, writeTable } from './write-table.node.ts'

const SAMPLE = 256 * 1024
const HEADER_ROWS = 60
/** Rows looked at to tell whether the last columns are empty. */
const WIDTH_ROWS = 2000
const MAX_COLUMNS = 2000
/** Under this, our reader is as quick as anything; over it, DuckDB reads by itself what does not end with totals or notes. */
const SMALL = 32 * 1024 * 1024

export interface CsvOptions {
  /** Through our own tolerant reader, even when the file is large. */
  readonly careful?: boolean
  /** Bytes past which a well-formed file is left to DuckDB. */
  readonly nativeFrom?: number
  readonly signal?: AbortSignal
}

/** A delimited text file: left where it lies when it is large and looks well formed, rewritten with its line numbers otherwise. */
export const readCsv = async (
  file: { path: string; folder: string },
  overrides: Overrides,
  notes: Notes,
  options: CsvOptions = {},
): Promise<ReadTable> => {
  const encoding = await chooseEncoding(file.path, overrides.encoding, notes)
  const text = () => decoded(file.path, encoding.name, sayNulls(notes))
  const sample = await beginning(text())
  if (sample.trim() === '')
    throw invalid(
      'Ce fichier est vide : il n’a ni intitulés ni lignes. Vérifiez l’enregistrement, puis déposez-le de nouveau.',
    )
  const dialect = findDialect(sample)
  const separator = overrides.separator ?? dialect.separator
  notes.decide(
    'separator',
    separator === '\t' ? 'tabulation' : separator,
    overrides.separator ? 'choisi par une personne' : dialect.because,
    overrides.separator !== undefined,
  )
  const rows: RawRow[] = []
  for await (const row of readLines(once(sample), separator)) if (rows.push(row) >= WIDTH_ROWS) break
  const header = headerOf(rows, overrides, notes)
  const size = (await stat(file.path)).size
  if (header.labels.length > MAX_COLUMNS)
    throw invalid(
      `Ce fichier a ${header.labels.length} colonnes ; la limite est de ${MAX_COLUMNS}. Mettez les mesures en lignes, ou ne gardez que les colonnes utiles.`,
    )
  const large = encoding.clean && size > (options.nativeFrom ?? SMALL) && header.skip !== null
  const plain = large && !options.careful && !(await mayEndWithTotals(file.path, separator, header.labels.length))
  if (plain)
    return {
      relation: {
        kind: 'csv',
        path: file.path,
        delimiter: separator,
        quote: '"',
        escape: '"',
        skip: header.skip ?? 0,
        numbered: false,
        newLine: newLineOf(sample),
      },
      header: header.labels,
      firstLine: header.firstLine,
      format: 'csv',
      decisions: notes.decisions,
      diagnostics: notes.diagnostics,
      totals: notes.totals,
      rejectsPath: null,
      rejectedCount: 0,
    }
  const target = { folder: file.folder, header: header.labels, format: 'csv', firstLine: header.firstLine }
  return writeTable(
    dataRows(readLines(text(), separator), header.firstLine, header.labels.length, separator, notes),
    target,
    notes,
    options.signal,
  )
}

const beginning = async (text: AsyncIterable<string>): Promise<string> => {
  let sample = ''
  for await (const piece of text) {
    sample += piece
    if (sample.length >= SAMPLE) break
  }
  return sample.slice(0, SAMPLE)
}

async function* once(text: string) {
  yield text
}

const newLineOf = (sample: string) => (sample.includes('\r\n') ? ('\\r\\n' as const) : ('\\n' as const))

interface FoundHeader {
  readonly labels: readonly string[]
  readonly firstLine: number
  /** Physical lines before the data, or null when they cannot be counted simply (a line break inside a label). */
  readonly skip: number | null
}

const headerOf = (rows: readonly RawRow[], overrides: Overrides, notes: Notes): FoundHeader => {
  const wanted = overrides.headerLine
  if (wanted === 0) return noHeader(rows, 1, notes, 'choisi par une personne', true)
  if (wanted !== undefined) {
    const at = rows.slice(0, HEADER_ROWS).findIndex((row) => row.line === wanted)
    if (at === -1)
      throw invalid(
        `Les intitulés ne peuvent pas être à la ligne ${wanted} : le fichier n’a pas de ligne qui commence là parmi les ${HEADER_ROWS} premières.`,
      )
    notes.decide('header', `ligne ${wanted}`, 'choisie par une personne', true)
    return after(rows, at, overrides.headerRows ?? 1)
  }
  if (rows.length === 1 && rows[0]?.cells.some(looksLikeValue))
    return noHeader(rows, rows[0].line, notes, 'la seule ligne du fichier contient des valeurs', false)
  const found = findHeader(
    rows.slice(0, HEADER_ROWS).map((row) => row.cells),
    false,
  )
  if (found.at === -1) return noHeader(rows, rows[found.data]?.line ?? 1, notes, found.because, false)
  const line = rows[found.at]?.line ?? 1
  if (rows.length === 1) notes.say('no-rows', 'Le fichier n’a que sa ligne d’intitulés : le jeu de données sera vide.')
  notes.decide('header', `ligne ${line}`, found.because)
  return after(rows, found.at, found.rows)
}

const after = (rows: readonly RawRow[], at: number, depth: number): FoundHeader => {
  const headers = rows.slice(at, at + depth)
  const cells = headers.map((row) => row.cells)
  const width = trimmedWidth(cells[cells.length - 1] ?? [], rows.slice(at + depth))
  const labels = Array.from({ length: width }, (_, i) =>
    [...new Set(cells.map((row) => (row[i] ?? '').trim()).filter((t) => t !== ''))].join(' – '),
  )
  const last = headers[headers.length - 1]
  const firstLine = (last?.line ?? 1) + (last?.text.split('\n').length ?? 1)
  return { labels, firstLine, skip: firstLine - 1 }
}

/** Separators at the end of every line make columns that are empty everywhere: those without a name are left out. */
const trimmedWidth = (header: readonly string[], below: readonly RawRow[]): number => {
  let width = header.length
  while (
    width > 1 &&
    header[width - 1]?.trim() === '' &&
    below.every((row) => (row.cells[width - 1] ?? '').trim() === '')
  )
    width -= 1
  return width
}

const noHeader = (
  rows: readonly RawRow[],
  firstLine: number,
  notes: Notes,
  because: string,
  imposed: boolean,
): FoundHeader => {
  notes.decide('header', 'aucune', because, imposed)
  const widths = rows.map((row) => row.cells.length).toSorted((a, b) => a - b)
  const width = widths[Math.floor(widths.length / 2)] ?? 1
  const data = rows.filter((row) => row.line >= firstLine)
  return {
    labels: Array.from(
      {
        length: trimmedWidth(
          Array.from({ length: width }, () => ''),
          data.filter((r) => r.cells.length === width),
        ),
      },
      () => '',
    ),
    firstLine,
    skip: firstLine - 1,
  }
}

/** Rows under the header; blank lines are passed over; a change of separator half way is told. */
async function* dataRows(
  rows: AsyncIterable<RawRow>,
  firstLine: number,
  width: number,
  separator: string,
  notes: Notes,
): AsyncIterable<TableRow> {
  let told = false
  for await (const row of rows) {
    if (row.line < firstLine || row.text.trim() === '') continue
    if (!told && !row.broken && row.cells.length !== width && width > 1) {
      const other = [';', ',', '\t', '|'].find(
        (candidate) => candidate !== separator && row.text.split(candidate).length === width,
      )
      if (other) {
        told = true
        notes.say(
          'separator-changes',
          `À partir de la ligne ${row.line}, le séparateur change : ${separatorName(other)} au lieu de ${separatorName(separator)}. Ces lignes sont mises de côté ; enregistrez le fichier avec un seul séparateur.`,
          row.line,
          'error',
        )
      }
    }
    yield row
  }
}
