import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { ReadTable } from '../relation.ts'
import { footerReason, sums } from './footer.ts'
import type { Notes } from './notes.ts'

/** A row of a table being read: its cells, its line in the file, and why it cannot be kept, if so. */
export interface TableRow {
  readonly line: number
  readonly cells: readonly (string | null)[]
  readonly text: string
  readonly broken: string | null
}

/** How many last rows are held back, since totals and notes stand there. */
const HELD = 12

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
  let rejected = 0
  const reject = async (row: TableRow, reason: string) => {
    rejected += 1
    notes.say(
      reason === 'ligne de total' ? 'total-row' : reason.startsWith('note') ? 'footnote' : 'rejected-row',
      `Ligne ${row.line} : ${reason}. La ligne est mise de côté.`,
      row.line,
      reason.startsWith('note') ? 'info' : 'warning',
    )
    await rejects.write(`${row.line};${quoted(reason)};${quoted(row.text)}`)
  }
  const keep = async (row: TableRow) => {
    seen.add(row.cells)
    await table.write(`${row.line},${row.cells.map((cell) => (cell === null ? '' : quoted(cell))).join(',')}`)
  }
  const held: TableRow[] = []
  for await (const row of rows) {
    signal?.throwIfAborted()
    const fitted = row.broken
      ? row
      : repeatsHeader(row, target.header)
        ? { ...row, broken: 'intitulés répétés' }
        : fit(row, width)
    if (fitted.broken) {
      await reject(fitted, fitted.broken)
      continue
    }
    held.push(fitted)
    const ready = held.length > HELD ? held.shift() : undefined
    if (ready) await keep(ready)
  }
  for (const row of held) {
    const reason = footerReason(row.cells, width, seen)
    if (reason) await reject(row, reason)
    else await keep(row)
  }
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

/** Cells too many are dropped when they are empty; otherwise a row that is not as wide as the header is not trusted. */
const fit = (row: TableRow, width: number): TableRow => {
  if (row.cells.length === width) return row
  const extra = row.cells.slice(width)
  if (extra.length > 0 && extra.every((cell) => cell === null || cell.trim() === ''))
    return { ...row, cells: row.cells.slice(0, width) }
  return { ...row, broken: `${row.cells.length} cellule(s) au lieu de ${width}` }
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
