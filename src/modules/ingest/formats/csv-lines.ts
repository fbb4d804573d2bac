import { splitLine } from './csv-dialect.ts'

/** A row of cells as read, with the line of the file where it begins. `broken` says why it cannot be trusted. */
export interface RawRow {
  readonly line: number
  readonly cells: readonly string[]
  readonly text: string
  readonly broken: string | null
}

/** A quoted cell may run over this many lines; past it, the quote is taken as never closed. */
const MAX_JOINED_LINES = 60
const MAX_LINE = 32 * 1024 * 1024

/**
 * Rows of a delimited text, whatever its accidents. A quote that never closes costs one line, not the rest of the file:
 * reading goes on at the line after the one where it opened. Memory holds one row.
 */
export async function* readLines(text: AsyncIterable<string>, separator: string, quote = '"'): AsyncIterable<RawRow> {
  let waiting: { line: number; text: string }[] = []
  for await (const physical of physicalLines(text)) {
    waiting.push(physical)
    for (let row = take(waiting, separator, quote, false); row; row = take(waiting, separator, quote, false)) {
      yield row.row
      waiting = waiting.slice(row.used)
    }
  }
  while (waiting.length > 0) {
    const row = take(waiting, separator, quote, true)
    if (!row) return
    yield row.row
    waiting = waiting.slice(row.used)
  }
}

/** The row that begins at the first waiting line, once enough lines are there to know. */
const take = (
  waiting: readonly { line: number; text: string }[],
  separator: string,
  quote: string,
  last: boolean,
): { row: RawRow; used: number } | null => {
  const [first] = waiting
  if (!first) return null
  const joined = waiting.map((w) => w.text).join('\n')
  const whole = splitLine(waiting.length === 1 ? first.text : joined, separator, quote)
  if (!whole.open)
    return { row: { line: first.line, cells: whole.cells, text: joined, broken: null }, used: waiting.length }
  if (!last && waiting.length < MAX_JOINED_LINES) return null
  const alone = splitLine(first.text, separator, quote)
  return {
    row: { line: first.line, cells: alone.cells, text: first.text, broken: 'guillemet jamais refermé' },
    used: 1,
  }
}

async function* physicalLines(text: AsyncIterable<string>): AsyncIterable<{ line: number; text: string }> {
  let line = 1
  let rest = ''
  for await (const piece of text) {
    const parts = (rest + piece).split(/\r\n|\n|\r(?=[^\n])/)
    rest = parts.pop() ?? ''
    for (const part of parts) {
      yield { line, text: part }
      line += 1
    }
    if (rest.length > MAX_LINE) {
      yield { line, text: rest }
      rest = ''
    }
  }
  if (rest !== '') yield { line, text: rest.replace(/\r$/, '') }
}
