import { readSync } from 'node:fs'
import { type FileHandle, open, readFile } from 'node:fs/promises'
import type { Cell } from './ports.ts'

/** Rows already written as JSON arrays, one a line, reached by position (0 for the first). */
export interface EncodedRows {
  readonly count: number
  /** Whole lines of the file, in the order asked: one piece for lines that follow each other. */
  readonly linesAt: (lines: readonly number[]) => Promise<readonly Buffer[]>
  /** The cells of each of these rows, in the order asked. */
  readonly at: (lines: readonly number[]) => Promise<readonly (readonly Cell[])[]>
  readonly close: () => Promise<void>
}

/** Opens the encoded rows of a version. Where each begins is kept in memory: eight bytes a row. */
export const encodedRows = async (rowsPath: string, offsetsPath: string): Promise<EncodedRows> => {
  const offsets = new Float64Array(new Uint8Array(await readFile(offsetsPath)).buffer)
  const rows = await open(rowsPath)
  const linesAt = (lines: readonly number[]) => readRuns(rows, runsOf(lines, offsets))
  return {
    count: Math.max(0, offsets.length - 1),
    linesAt,
    at: async (lines) => (await linesAt(lines)).flatMap(cellsOf),
    close: () => rows.close(),
  }
}

/** Bytes of lines that follow each other. */
interface Run {
  readonly begin: number
  readonly end: number
}

const runsOf = (lines: readonly number[], offsets: Float64Array): readonly Run[] => {
  const runs: { begin: number; end: number }[] = []
  let before = -2
  for (const line of lines) {
    const [begin = 0, end = 0] = [offsets[line], offsets[line + 1]]
    const last = runs.at(-1)
    if (last && line === before + 1) last.end = end
    else runs.push({ begin, end })
    before = line
  }
  return runs
}

/** Milliseconds that others may wait for the reads of one answer: from memory, a page of rows scattered anywhere takes less than one. */
const PATIENCE = 5
/** Longer pieces are left to threads whatever happens. */
const SHORT = 1024 * 1024

/**
 * What the system already holds in memory is read at once, thirty times quicker than through a thread. When the reads
 * have taken too long, because they wait for the disk, threads read the rest together, and others are served meanwhile.
 */
const readRuns = async (file: FileHandle, runs: readonly Run[]): Promise<readonly Buffer[]> => {
  const read: Buffer[] = []
  const began = performance.now()
  for (const { begin, end } of runs) {
    if (end - begin > SHORT || performance.now() - began > PATIENCE) break
    const bytes = Buffer.allocUnsafe(end - begin)
    readSync(file.fd, bytes, 0, bytes.length, begin)
    read.push(bytes)
  }
  const others = runs.slice(read.length).map(async ({ begin, end }) => {
    const bytes = Buffer.allocUnsafe(end - begin)
    await file.read(bytes, 0, bytes.length, begin)
    return bytes
  })
  return [...read, ...(await Promise.all(others))]
}

const cellsOf = (lines: Buffer): readonly Cell[][] =>
  JSON.parse(`[${lines.toString('utf8', 0, lines.length - 1).replaceAll('\n', ',')}]`)
