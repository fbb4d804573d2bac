/*
 * Bytes all along: parsing a page of rows to write it again as objects takes ten times longer.
 */

/**
 * A JSON array of objects, from lines that each hold a JSON array of scalars without blanks between them. `cells` tells
 * which cells of a line to take, each once, in order, and under which names.
 */
export const spliceObjects = (
  pieces: readonly Buffer[],
  cells: readonly { readonly name: string; readonly at: number }[],
): Buffer => {
  const before = cells.map(({ name }, i) => Buffer.from(`${i === 0 ? '{' : ','}${JSON.stringify(name)}:`))
  const beside = before.reduce((sum, name) => sum + name.length, 2)
  const bounds: number[] = []
  const lines = pieces.reduce((sum, piece) => sum + countLines(piece), 0)
  const most = pieces.reduce((sum, piece) => sum + piece.length, 2) + lines * beside
  const target = Buffer.allocUnsafe(most)
  let end = 0
  target[end++] = OPEN
  for (const piece of pieces)
    for (let from = 0; from < piece.length; ) {
      from = findCells(piece, from, bounds)
      if (end > 1) target[end++] = COMMA
      for (const [i, { at }] of cells.entries()) {
        end = copy(before[i] ?? piece, 0, before[i]?.length ?? 0, target, end)
        end = copy(piece, bounds[2 * at] ?? 0, bounds[2 * at + 1] ?? 0, target, end)
      }
      target[end++] = CLOSE_OBJECT
    }
  target[end++] = CLOSE
  return target.subarray(0, end)
}

const [QUOTE, COMMA, OPEN, BACKSLASH, CLOSE, CLOSE_OBJECT, NEW_LINE] = [0x22, 0x2c, 0x5b, 0x5c, 0x5d, 0x7d, 0x0a]

const countLines = (piece: Buffer): number => {
  let lines = 0
  for (let at = piece.indexOf(NEW_LINE); at !== -1; at = piece.indexOf(NEW_LINE, at + 1)) lines += 1
  return lines
}

/** Puts in `bounds` where each cell of the line that begins at `from` begins and ends; gives where the next line begins. */
const findCells = (line: Buffer, from: number, bounds: number[]): number => {
  let cell = 0
  let at = from + 1
  while (at < line.length) {
    bounds[2 * cell] = at
    if (line[at] === QUOTE) at = endOfText(line, at)
    while (at < line.length && line[at] !== COMMA && line[at] !== CLOSE) at += 1
    bounds[2 * cell + 1] = at
    cell += 1
    at += 1
    if (line[at - 1] === CLOSE) return at + 1
  }
  return at
}

/** After the closing quote of the text that begins here. */
const endOfText = (line: Buffer, from: number): number => {
  let at = from + 1
  while (at < line.length && line[at] !== QUOTE) at += line[at] === BACKSLASH ? 2 : 1
  return at + 1
}

/** Copies byte after byte, which is quicker than a call for texts this short; gives where the copy ends. */
const copy = (source: Buffer, from: number, to: number, target: Buffer, at: number): number => {
  let end = at
  for (let i = from; i < to; i += 1) target[end++] = source[i] ?? 0
  return end
}
