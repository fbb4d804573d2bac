import { Readable } from 'node:stream'
import yazl from 'yazl'
import { invalid } from '../../kernel/errors.ts'
import type { Column } from './column.ts'
import type { Cell, ExportQuery, Tables } from './ports.ts'

/** What one sheet can hold (ECMA-376, as spreadsheets apply it), header included. */
const MAX_ROWS = 1_048_576
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/**
 * A workbook of one sheet, written row by row (ECMA-376). Texts are inline strings, so a cell that begins with `=` is
 * a text and never a formula; numbers are numbers; dates are true dates.
 */
export async function* xlsxChunks(
  tables: Pick<Tables, 'columns' | 'count' | 'batches'>,
  version: string,
  query: ExportQuery,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  const all = await tables.columns(version)
  const columns = query.select ? query.select.flatMap((name) => all.filter((c) => c.name === name)) : all
  const rows = await tables.count(version, query.where, signal)
  if (rows >= MAX_ROWS)
    throw invalid(
      `Une feuille de tableur tient ${MAX_ROWS - 1} lignes et il y en a ${rows} : filtrez, ou choisissez CSV ou Parquet.`,
    )
  const zip = new yazl.ZipFile()
  for (const [name, text] of Object.entries(PARTS)) zip.addBuffer(Buffer.from(HEAD + text), name)
  const sheet = sheetXml(columns, tables.batches(version, { ...query, select: columns.map((c) => c.name) }, signal))
  zip.addReadStream(
    Readable.from(sheet, { objectMode: false }).on('error', (error) => zip.emit('error', error)),
    'xl/worksheets/sheet1.xml',
  )
  zip.end()
  yield* bytesOf(zip)
}

/** The archive's bytes; a query that fails half way fails the download instead of leaving it waiting. */
async function* bytesOf(zip: yazl.ZipFile): AsyncIterable<Uint8Array> {
  const output = Readable.from(zip.outputStream, { objectMode: false })
  zip.on('error', (error) => output.destroy(error instanceof Error ? error : new Error(String(error))))
  yield* output as AsyncIterable<Uint8Array>
}

async function* sheetXml(columns: readonly Column[], batches: AsyncIterable<readonly (readonly Cell[])[]>) {
  const widths = columns.map(
    (c, i) =>
      `<col min="${i + 1}" max="${i + 1}" width="${Math.min(40, Math.max(10, c.label.length + 2))}" customWidth="1"/>`,
  )
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`
  yield `<row>${columns.map((c) => textCell(c.label, ' s="1"')).join('')}</row>`
  const encoders = columns.map(encoderOf)
  for await (const rows of batches)
    yield rows.map((row) => `<row>${encoders.map((encode, i) => encode(row[i] ?? null)).join('')}</row>`).join('')
  yield '</sheetData></worksheet>'
}

const encoderOf = (column: Column): ((cell: Cell) => string) => {
  if (column.type === 'date') return (cell) => dateCell(cell, 2)
  if (column.type === 'datetime') return (cell) => dateCell(cell, 3)
  return (cell) => {
    if (cell === null) return '<c/>'
    if (typeof cell === 'number') return `<c><v>${cell}</v></c>`
    if (typeof cell === 'boolean') return `<c t="b"><v>${cell ? 1 : 0}</v></c>`
    return textCell(cell)
  }
}

/** Days since 30 December 1899, the calendar of spreadsheets; days before March 1900 stay text, where that calendar is wrong. */
const dateCell = (cell: Cell, style: number): string => {
  if (cell === null) return '<c/>'
  const text = String(cell)
  const days =
    (Date.parse(/[Zz]|[+-]\d\d:?\d\d$/.test(text) || text.length === 10 ? text : `${text.replace(' ', 'T')}Z`) +
      2_209_161_600_000) /
    86_400_000
  return Number.isFinite(days) && days >= 61 ? `<c s="${style}"><v>${days}</v></c>` : textCell(text)
}

const textCell = (text: string, style = ''): string =>
  `<c t="inlineStr"${style}><is><t xml:space="preserve">${escapeXml(text.slice(0, 32_767))}</t></is></c>`

/** Keeps what XML 1.0 allows (section 2.2): other control characters are forbidden even escaped. */
const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

const PARTS: Readonly<Record<string, string>> = {
  '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET_TYPE}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPE}.styles+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="Données" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf fontId="1" applyFont="1"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>`,
}
