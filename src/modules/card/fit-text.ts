/** The faces that pictures are set in. */
export type Face = 'serif' | 'sans' | 'bold'

/** How wide a text is, set in a face at a size, in the unit of the size. */
export type MeasureText = (text: string, face: Face, size: number) => number

/** A text cut into lines that hold in a width, and the size at which they do. */
export interface FittedText {
  readonly lines: readonly string[]
  readonly size: number
  readonly face: Face
}

export interface Room {
  readonly width: number
  readonly face: Face
  /** Sizes to try, the largest first; at the last one, what does not hold is cut and ends in `…`. */
  readonly sizes: readonly number[]
  readonly lines: number
}

/** Sets a text as large as it holds: never a line wider than the room, never more lines than it has. */
export const fitText = (text: string, room: Room, measure: MeasureText): FittedText => {
  const { face, width } = room
  for (const size of room.sizes) {
    const lines = wrapped(text, size, room, measure)
    if (lines.length <= room.lines && lines.every((line) => measure(line, face, size) <= width))
      return { lines, size, face }
  }
  const size = room.sizes.at(-1) ?? 0
  const pieces = brokenInto(text, size, room, measure)
  const kept = [...pieces.slice(0, room.lines - 1), pieces.slice(room.lines - 1).join('')]
  return { lines: kept.map((line) => cut(line.trim(), size, room, measure)).filter(Boolean), size, face }
}

const wrapped = (text: string, size: number, room: Room, measure: MeasureText): readonly string[] =>
  brokenInto(text, size, room, measure)
    .map((line) => line.trim())
    .filter(Boolean)

/** As many words a line as hold, spaces kept; a word too long for a line has its own. Lines may break after a hyphen. */
const brokenInto = (text: string, size: number, { width, face }: Room, measure: MeasureText): readonly string[] => {
  const lines: string[] = []
  for (const piece of text.split(/(?<=[ -])(?! )/)) {
    const line = lines.at(-1)
    if (line !== undefined && measure((line + piece).trim(), face, size) <= width)
      lines[lines.length - 1] = line + piece
    else lines.push(piece)
  }
  return lines
}

const cut = (line: string, size: number, { width, face }: Room, measure: MeasureText): string => {
  if (measure(line, face, size) <= width) return line
  const signs = [...line]
  while (signs.length > 0 && measure(`${signs.join('').trimEnd()}…`, face, size) > width) signs.pop()
  return `${signs.join('').trimEnd()}…`
}
