import { open } from 'node:fs/promises'
import { readLines } from './csv-lines.ts'
import { isNamedTotal, isNote, type SeenRow, seenRow } from './footer.ts'

const ENDING = 64 * 1024
const LAST_ROWS = 30

/**
 * Whether one of the last rows of a UTF-8 file may be a total or a note: then its sums are worth a careful reading. Said
 * from the row alone, so that a few files are read carefully for nothing, and none with a total at its foot is not.
 */
export const mayEndWithTotals = async (path: string, separator: string, width: number): Promise<boolean> => {
  const rows: SeenRow[] = []
  for await (const row of readLines(ending(path), separator)) rows.push(seenRow(row.cells))
  return rows.slice(-LAST_ROWS).some((row) => isNamedTotal(row) || isNote(row, width) || isNumbersAlone(row))
}

/** Numbers under an empty first cell. */
const isNumbersAlone = ({ there, numbers }: SeenRow): boolean =>
  (there[0]?.i ?? 0) > 0 && numbers.length === there.length

/** The last whole lines of a file. */
async function* ending(path: string) {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const bytes = Buffer.alloc(Math.min(size, ENDING))
    await file.read(bytes, 0, bytes.length, size - bytes.length)
    const text = bytes.toString('utf8')
    yield size > ENDING ? text.slice(text.indexOf('\n') + 1) : text
  } finally {
    await file.close()
  }
}
