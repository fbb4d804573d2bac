import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { inertCell } from '../../../kernel/inert-cell.ts'
import type { ReadTable } from '../relation.ts'
import { looksLikeValue } from './find-header.ts'
import { footerReason, isLoneYear, isNamedTotal, isNote, isTotal, seenRow, sums } from './footer.ts'
import type { Notes } from './notes.ts'
import { sayDoubtfulTotal, sayLoneYear, sayMany, sayRejected } from './reject-remarks.ts'

/** A row of a table being read: its cells, its line in the file, and why it cannot be kept, if so. */
export interface TableRow {
  readonly line: number
  readonly cells: readonly (string | null)[]
  readonly text: string
  readonly broken: string | null
}

/** How many last rows are held back, since totals and notes stand there. */
const HELD = 12

interface HeldRow {
  readonly row: TableRow
  /** Why it is not data, should it prove to be among the last rows. */
  readonly footer: string | null
}

interface Target {
  readonly folder: string
  readonly header: readonly string[]
  readonly format: string
  readonly firstLine: number
}

/** Rewrites rows as a plain UTF-8 CSV, each with its line; what cannot be kept goes to the rejects with its reason. */
export const writeTable = async (
  rows: AsyncIterable<TableRow> | Iterable<TableRow>,
  target: Target,
  notes: Notes,
  signal?: AbortSignal,
): Promise<ReadTable> => {
  const width = target.header.length
  const table = lineWriter(`${target.folder}/table.csv`)
  const rejects = lineWriter(`${target.folder}/rejets.csv`)
  await rejects.write('ligne;raison;contenu')
  const seen = sums()
  let [kept, rejected] = [0, 0]
  const reject = async (row: TableRow, reason: string) => {
    rejected += 1
    sayRejected(row, reason, notes)
    await rejects.write(`${row.line};${quoted(reason)};${quoted(inertCell(row.text))}`)
  }
  const keep = async (row: TableRow) => {
    kept += 1
    await table.write(`${row.line},${row.cells.map((cell) => (cell === null ? '' : quoted(cell))).join(',')}`)
  }
  const held: HeldRow[] = []
  /** Titles stand just above the labels of the table that follows. */
  const rejectTitles = async () => {
    const from = held.findLastIndex(({ row }) => !isTitle(row.cells)) + 1
    for (const { row } of held.splice(from)) await reject(row, 'titre d’un autre tableau')
  }
  for await (const row of rows) {
    signal?.throwIfAborted()
    if (!row.broken && isBlank(row.cells)) continue
    if (!row.broken && repeatsHeader(row, target.header)) {
      await rejectTitles()
      seen.endSection()
      await reject(row, 'intitulés répétés')
      continue
    }
    const fitted = row.broken ? row : fit(row, width)
    const read = seenRow(fitted.cells)
    if (fitted.broken) {
      await reject(fitted, isNote(read, width) ? 'note sous le tableau' : fitted.broken)
      continue
    }
    if (isTotal(read, seen)) {
      seen.endBlock()
      await reject(fitted, 'ligne de total')
      continue
    }
    const footer = footerReason(read, width, seen)
    if (isLoneYear(read, width)) sayLoneYear(fitted, read, notes)
    if (isNamedTotal(read) && read.numbers.length > 0) sayDoubtfulTotal(fitted, read, notes)
    else if (footer === null) seen.add(read)
    held.push({ row: fitted, footer })
    const ready = held.length > HELD ? held.shift() : undefined
    if (ready) await keep(ready.row)
  }
  for (const { row, footer } of held) {
    if (footer) await reject(row, footer)
    else await keep(row)
  }
  if (rejected > 20 && rejected > (kept + rejected) * 0.1) sayMany(rejected, kept + rejected, notes)
  await Promise.all([table.end(), rejects.end()])
  return {
    relation: {
      kind: 'csv',
      path: `${target.folder}/table.csv`,
      delimiter: ',',
      quote: '"',
      escape: '"',
      skip: 0,
      numbered: true,
    },
    header: target.header,
    firstLine: target.firstLine,
    format: target.format,
    decisions: notes.decisions,
    diagnostics: notes.diagnostics,
    totals: notes.totals,
    rejectsPath: rejected > 0 ? `${target.folder}/rejets.csv` : null,
    rejectedCount: rejected,
  }
}

/** The labels again, in the middle of the table. */
const repeatsHeader = (row: TableRow, header: readonly string[]): boolean => {
  const there = row.cells.flatMap((cell, i) => (cell !== null && cell.trim() !== '' ? [{ text: cell.trim(), i }] : []))
  return there.length >= 2 && there.filter(({ text, i }) => text === header[i]?.trim()).length >= there.length * 0.8
}

const isBlank = (cells: readonly (string | null)[]) => cells.every((cell) => cell === null || cell.trim() === '')

/** A title or two, perhaps merged over the row, and no value. */
const isTitle = (cells: readonly (string | null)[]): boolean => {
  const texts = new Set(cells.filter((cell) => cell !== null && cell.trim() !== ''))
  return cells.length > 3 && texts.size <= 2 && ![...texts].some(looksLikeValue)
}

/** Cells too many are dropped when they are empty; otherwise a row that is not as wide as the header is not trusted. */
const fit = (row: TableRow, width: number): TableRow => {
  if (row.cells.length === width) return row
  const filled = row.cells.findLastIndex((cell) => cell !== null && cell.trim() !== '') + 1
  if (row.cells.length > width && filled <= width) return { ...row, cells: row.cells.slice(0, width) }
  return { ...row, broken: `${Math.max(filled, Math.min(row.cells.length, width - 1))} cellule(s) au lieu de ${width}` }
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""').replace(/\r\n?/g, '\n')}"`

const lineWriter = (path: string) => {
  const stream = createWriteStream(path)
  let failure: Error | undefined
  stream.on('error', (error) => {
    failure = error
  })
  let waiting = ''
  const flush = async () => {
    if (failure) throw failure
    const chunk = waiting
    waiting = ''
    if (chunk !== '' && !stream.write(chunk)) await once(stream, 'drain')
  }
  return {
    async write(line: string) {
      waiting += `${line}\n`
      if (waiting.length > 65_536) await flush()
    },
    async end() {
      await flush()
      stream.end()
      if (!stream.writableFinished) await once(stream, 'finish')
    },
  }
}
