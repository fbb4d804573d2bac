/** How a delimited text is written. */
export interface Dialect {
  readonly separator: string
  readonly quote: string
  readonly because: string
}

const CANDIDATES = [';', ',', '\t', '|', ':', '~'] as const
const NAMES: Readonly<Record<string, string>> = {
  ';': 'point-virgule',
  ',': 'virgule',
  '\t': 'tabulation',
  '|': 'barre verticale',
  ':': 'deux-points',
  '~': 'tilde',
}

/** The name of a separator in a sentence. */
export const separatorName = (separator: string): string => NAMES[separator] ?? `« ${separator} »`

/** The separator that cuts the most lines of the sample into the same number of cells, two at least. */
export const findDialect = (sample: string): Dialect => {
  const scored = CANDIDATES.map((separator) => ({ separator, ...consistency(sample, separator) }))
  const [best] = scored.toSorted((a, b) => b.score - a.score)
  if (!best || best.width < 2)
    return { separator: ',', quote: '"', because: 'aucun séparateur ne coupe les lignes : une seule colonne' }
  return {
    separator: best.separator,
    quote: '"',
    because: `${best.agreeing} lignes sur ${best.lines} ont ${best.width} cellules avec ce séparateur (${separatorName(best.separator)})`,
  }
}

const consistency = (sample: string, separator: string) => {
  const lines = logicalLines(sample)
  const widths = new Map<number, number>()
  for (const line of lines) {
    const width = splitLine(line, separator, '"').cells.length
    widths.set(width, (widths.get(width) ?? 0) + 1)
  }
  let [width, agreeing] = [1, 0]
  for (const [w, n] of widths)
    if (w > 1 && n * Math.min(w, 6) > agreeing * Math.min(width, 6)) [width, agreeing] = [w, n]
  return {
    width,
    agreeing,
    lines: lines.length,
    score: width < 2 ? 0 : (agreeing / Math.max(1, lines.length)) * (1 + Math.min(width, 20) / 20),
  }
}

/** Lines of the sample, those inside quotes joined; the last one is left out, it may be cut. */
const logicalLines = (sample: string): readonly string[] => {
  const lines: string[] = []
  let open = ''
  for (const line of sample.split(/\r\n|\n|\r/).slice(0, 400)) {
    const joined = open === '' ? line : `${open}\n${line}`
    const quotes = joined.split('"').length - 1
    if (quotes % 2 === 1 && joined.length < 20_000) open = joined
    else {
      if (joined.trim() !== '') lines.push(joined)
      open = ''
    }
  }
  return lines.length > 1 && open === '' ? lines.slice(0, -1) : lines
}

interface Split {
  readonly cells: readonly string[]
  /** A quote is not closed. */
  readonly open: boolean
  /** Nothing but blanks stands between a closing quote and the separator after it. */
  readonly tidy: boolean
}

/** A line cut into cells (RFC 4180). A quote inside an unquoted cell is a plain sign. */
export const splitLine = (line: string, separator: string, quote: string): Split => {
  if (!line.includes(quote)) return { cells: line.split(separator), open: false, tidy: true }
  const cells: string[] = []
  let tidy = true
  let at = 0
  while (at <= line.length) {
    if (line[at] !== quote) {
      const end = line.indexOf(separator, at)
      cells.push(line.slice(at, end === -1 ? undefined : end))
      if (end === -1) return { cells, open: false, tidy }
      at = end + 1
      continue
    }
    const closed = closing(line, at, quote)
    if (closed === -1)
      return { cells: [...cells, line.slice(at + 1).replaceAll(quote + quote, quote)], open: true, tidy }
    const after = line.indexOf(separator, closed + 1)
    const rest = line.slice(closed + 1, after === -1 ? undefined : after).trim()
    tidy &&= rest === ''
    cells.push(line.slice(at + 1, closed).replaceAll(quote + quote, quote) + rest)
    if (after === -1) return { cells, open: false, tidy }
    at = after + 1
  }
  return { cells, open: false, tidy }
}

/** Where the quoted cell that begins at `from` ends: the first quote that is not doubled. */
const closing = (line: string, from: number, quote: string): number => {
  for (let at = line.indexOf(quote, from + 1); at !== -1; at = line.indexOf(quote, at + 1)) {
    if (line[at + 1] !== quote) return at
    at += 1
  }
  return -1
}
