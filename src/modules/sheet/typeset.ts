/** Typefaces of a sheet. */
export type Face = 'sans' | 'bold' | 'serif'

/** Width of a text on one line, in points. */
export type Measure = (text: string, face: Face, size: number) => number

/** What is seen: a text, a path, a disc. Places are in points from the top left corner of the page. */
export type Mark = TextMark | PathMark

export interface TextMark {
  readonly kind: 'text'
  readonly text: string
  readonly x: number
  /** Of the line that letters stand on. */
  readonly y: number
  readonly face: Face
  readonly size: number
  readonly colour: string
}

export interface PathMark {
  readonly kind: 'path'
  readonly d: string
  /** Where the origin of the path goes, and how many points its unit takes. */
  readonly x: number
  readonly y: number
  readonly scale: number
  readonly fill?: string
  readonly stroke?: string
  /** Of the stroke, in units of the path. */
  readonly width?: number
}

export type Tag =
  | 'Artifact'
  | 'Figure'
  | 'H1'
  | 'H2'
  | 'Link'
  | 'P'
  | 'Sect'
  | 'Table'
  | 'TBody'
  | 'TD'
  | 'TH'
  | 'THead'
  | 'TR'

/** A piece of the document as its structure tells it. What is in an `Artifact` is decoration: nobody hears it. */
export interface Node {
  readonly tag: Tag
  readonly alt?: string
  /** Left, top, right, bottom of a figure. */
  readonly box?: readonly [number, number, number, number]
  readonly scope?: 'Row' | 'Column'
  /** Rows that a header of row covers. */
  readonly rows?: number
  /** Where a link leads. */
  readonly href?: string
  readonly children: readonly (Node | Mark)[]
}

export const isMark = (child: Node | Mark): child is Mark => 'kind' in child

/** A piece of a paragraph in one look. */
export interface Run {
  readonly text: string
  readonly face?: Face
  readonly colour?: string
  readonly href?: string
}

export interface Look {
  readonly face: Face
  readonly size: number
  readonly colour: string
  /** From a line to the next, in sizes; 1.3 when not said. */
  readonly leading?: number
  readonly align?: 'left' | 'right' | 'centre'
}

/** A paragraph broken into lines that fit a width, not yet at its place. */
export interface Paragraph {
  readonly height: number
  readonly lines: number
  /** The paragraph with its top left corner there. */
  readonly at: (x: number, y: number) => readonly (Node | Mark)[]
}

/** A paragraph at its place, under its name in the structure. */
export const tagged = (tag: Tag, text: Paragraph, x: number, y: number): Node => ({ tag, children: text.at(x, y) })

interface Piece {
  readonly text: string
  readonly run: Run
  readonly width: number
}

/** Part of the size that stands above the line of letters. */
const ABOVE = 0.92

/** Breaks a text into lines no wider than `width`: after spaces, hyphens and slashes; a longer word is cut where it must. */
export const paragraph = (measure: Measure, text: string | readonly Run[], width: number, look: Look): Paragraph => {
  const runs = (typeof text === 'string' ? [{ text }] : text).map((run: Run) => ({ ...run, text: held(run.text) }))
  const { face, size, colour, leading = 1.3, align = 'left' } = look
  const widthOf = (run: Run, piece: string) => measure(piece, run.face ?? face, size)
  const lines = brokenLines(runs, width, widthOf)
  return {
    height: lines.length * size * leading,
    lines: lines.length,
    at: (left, top) =>
      lines.flatMap((line, i) => {
        const last = line.at(-1)
        const space = last ? last.width - widthOf(last.run, last.text.trimEnd()) : 0
        const free = width - line.reduce((sum, piece) => sum + piece.width, 0) + space
        let x = left + (align === 'right' ? free : align === 'centre' ? free / 2 : 0)
        const y = top + i * size * leading + (size * (leading - 1)) / 2 + size * ABOVE - size * 0.1
        return line.map(({ text: words, run, width: wide }): Node | Mark => {
          const mark = { kind: 'text', text: words, x, y, size, face: run.face ?? face } as const
          const seen: TextMark = { ...mark, colour: run.colour ?? colour }
          x += wide
          return run.href === undefined ? seen : { tag: 'Link', href: run.href, children: [seen] }
        })
      }),
  }
}

/** French signs that a line never begins or ends with, and groups of figures: their space does not break. */
const held = (text: string): string =>
  text
    .replaceAll(/ (?=[:;?!»/])/g, '\u00A0')
    .replaceAll(/(?<=[«/]) /g, '\u00A0')
    .replaceAll(/(?<=\d) (?=\d{3}(\D|$))/g, '\u202F')

type WidthOf = (run: Run, text: string) => number

const brokenLines = (runs: readonly Run[], width: number, widthOf: WidthOf): readonly (readonly Piece[])[] => {
  const lines: Piece[][] = [[]]
  let taken = 0
  for (const run of runs)
    for (const word of run.text.split(/(?<=[ \-/])/).flatMap((word) => cutToFit(word, width, run, widthOf))) {
      if (word === '') continue
      const line = lines.at(-1) ?? []
      if (line.length > 0 && taken + widthOf(run, word.trimEnd()) > width) {
        lines.push([{ text: word, run, width: widthOf(run, word) }])
        taken = widthOf(run, word)
        continue
      }
      const last = line.at(-1)
      const joined = last?.run === run ? `${last.text}${word}` : word
      const piece = { text: joined, run, width: widthOf(run, joined) }
      if (last?.run === run) line.pop()
      line.push(piece)
      taken = line.reduce((sum, one) => sum + one.width, 0)
    }
  return lines.map(trimmedEnd)
}

/** The last space of a line takes no room; it is kept as a sign, so that words stay apart when read aloud or copied. */
const trimmedEnd = (line: readonly Piece[], i: number, all: readonly unknown[]): readonly Piece[] =>
  i === all.length - 1
    ? line.map((piece, at) => (at === line.length - 1 ? { ...piece, text: piece.text.trimEnd() } : piece))
    : line

const cutToFit = (word: string, width: number, run: Run, widthOf: WidthOf): readonly string[] => {
  if (widthOf(run, word.trimEnd()) <= width || word.length < 2) return [word]
  let end = word.length - 1
  while (end > 1 && widthOf(run, word.slice(0, end)) > width) end -= 1
  return [word.slice(0, end), ...cutToFit(word.slice(end), width, run, widthOf)]
}
