import { type FileHandle, open, readFile } from 'node:fs/promises'
import type { Cell } from './ports.ts'

/** Rows already written as JSON arrays, one a line, reached by position (0 for the first). */
export interface EncodedRows {
  readonly count: number
  /** The cells of each of these rows, in the order asked. */
  readonly at: (lines: readonly number[]) => Promise<readonly (readonly Cell[])[]>
  readonly close: () => Promise<void>
}

/** Opens the encoded rows of a version. Where each begins is kept in memory: eight bytes a row. */
export const encodedRows = async (rowsPath: string, offsetsPath: string): Promise<EncodedRows> => {
  const offsets = new Float64Array(new Uint8Array(await readFile(offsetsPath)).buffer)
  const rows = await open(rowsPath)
  return {
    count: Math.max(0, offsets.length - 1),
    at: async (lines) => (await Promise.all(runsOf(lines).map((run) => read(rows, offsets, run)))).flat(),
    close: () => rows.close(),
  }
}

interface Run {
  readonly from: number
  readonly count: number
}

/** Lines that follow each other, together. */
const runsOf = (lines: readonly number[]): readonly Run[] => {
  const runs: { from: number; count: number }[] = []
  for (const line of lines) {
    const last = runs.at(-1)
    if (last && line === last.from + last.count) last.count += 1
    else runs.push({ from: line, count: 1 })
  }
  return runs
}

const read = async (rows: FileHandle, offsets: Float64Array, { from, count }: Run): Promise<readonly Cell[][]> => {
  const [begin = 0, end = 0] = [offsets[from], offsets[from + count]]
  const bytes = Buffer.alloc(end - begin)
  await rows.read(bytes, 0, bytes.length, begin)
  const text = bytes.toString('utf8', 0, bytes.length - 1)
  return JSON.parse(`[${text.replaceAll('\n', ',')}]`)
}
