import { splitLine } from './csv-dialect.ts'

/** A row of cells as read, with the line of the file where it begins. `broken` says why it cannot be trusted. */
export interface RawRow {
  readonly line: number
  readonly cells: readonly string[]
  readonly text: string
  readonly broken: string | null
}

/** A quoted cell may run over this many lines, and hold as much as the longest line; past it, the quote is taken as never closed. */
const MAX_JOINED_LINES = 60
const MAX_LINE = 32 * 1024 * 1024

/**
 * Rows of a delimited text, whatever its accidents. A quote that never closes costs one line, not the rest of the file:
 * reading goes on at the line after the one where it opened. Memory holds one row.
 */
export async function* readLines(text: AsyncIterable<string>, separator: string, quote = '"'): AsyncIterable<RawRow> {
  let waiting: readonly Physical[] = []
  /** How many of the waiting lines are known not to close the quote that the first one opens. */
  let tried = 0
  for await (const physical of physicalLines(text)) {
    waiting = [...waiting, physical]
    for (let row = take(waiting, tried, separator, quote); row; row = take(waiting, tried, separator, quote)) {
      yield row
      waiting = waiting.slice(linesOf(row))
      tried = 0
    }
    tried = waiting.length
  }
  while (waiting.length > 0) {
    const row = take(waiting, 0, separator, quote) ?? neverClosed(waiting, separator, quote)
    if (!row) return
    yield row
    waiting = waiting.slice(linesOf(row))
  }
}

interface Physical {
  readonly line: number
  readonly text: string
}

/** How many lines of the file a row covers. */
const linesOf = (row: RawRow) => row.text.split('\n').length

/** The row that begins at the first waiting line, made of as few lines as close its quotes; null when more are needed. */
const take = (waiting: readonly Physical[], tried: number, separator: string, quote: string): RawRow | null => {
  const [first] = waiting
  if (!first) return null
  for (let lines = tried + 1; lines <= waiting.length; lines += 1) {
    const text = lines === 1 ? first.text : joined(waiting, lines)
    const { cells, open, tidy } = splitLine(text, separator, quote)
    // A quote that closes lines later, in the middle of a word, is the opening of another cell: the first never closed.
    if (!open && lines > 1 && !tidy) return neverClosed(waiting, separator, quote)
    if (!open) return { line: first.line, cells, text, broken: null }
  }
  const size = waiting.reduce((sum, { text }) => sum + text.length, 0)
  return waiting.length < MAX_JOINED_LINES && size < MAX_LINE ? null : neverClosed(waiting, separator, quote)
}

const joined = (waiting: readonly Physical[], lines: number) =>
  waiting
    .slice(0, lines)
    .map((w) => w.text)
    .join('\n')

const neverClosed = (waiting: readonly Physical[], separator: string, quote: string): RawRow | null => {
  const [first] = waiting
  if (!first) return null
  const { cells } = splitLine(first.text, separator, quote)
  return { line: first.line, cells, text: first.text, broken: 'guillemet jamais refermé' }
}

/** The lines of a text, numbered from 1, whatever they end with. One past 32 MB is cut into pieces. */
export async function* physicalLines(text: AsyncIterable<string>): AsyncIterable<Physical> {
  let line = 1
  let rest = ''
  /** A return at the end of a piece, until the next one tells whether a line break follows it. */
  let pending = ''
  for await (const piece of text) {
    // Only what is new is looked at: a long line costs its length, not the square of it.
    const parts = (pending + piece).split(/\r\n|\n|\r(?=[^\n])/)
    const last = parts.pop() ?? ''
    pending = last.endsWith('\r') ? '\r' : ''
    const begun = pending ? last.slice(0, -1) : last
    for (const part of parts) {
      yield { line, text: rest + part }
      line += 1
      rest = ''
    }
    rest += begun
    if (rest.length > MAX_LINE) {
      yield { line, text: rest }
      rest = ''
    }
  }
  if (rest !== '' || pending !== '') yield { line, text: rest }
}
