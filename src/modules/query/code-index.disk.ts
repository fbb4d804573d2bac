import { readFile, writeFile } from 'node:fs/promises'

/** Where a code is among the rows of a version: lines that may hold it, to be checked against the rows themselves. */
export interface CodeIndex {
  readonly linesOf: (code: string) => readonly number[]
}

/** Writes the index of codes given, some at a time, in the order of their rows: sorted entries of eight bytes, the hash of a code above the position of its row (0 for the first). */
export const writeCodeIndex = async (
  path: string,
  codes: AsyncIterable<Iterable<string>>,
  rowCount: number,
): Promise<void> => {
  const entries = new Uint32Array(2 * rowCount) // little-endian: line, hash, line, hash…
  let line = 0
  for await (const some of codes)
    for (const code of some) {
      entries[2 * line] = line
      entries[2 * line + 1] = hash(code)
      line += 1
    }
  await writeFile(path, new BigUint64Array(entries.buffer).sort())
}

/** Reads an index into memory. */
export const readCodeIndex = async (path: string): Promise<CodeIndex> => {
  const entries = new Uint32Array(new Uint8Array(await readFile(path)).buffer)
  const hashAt = (i: number) => entries[2 * i + 1] ?? Number.POSITIVE_INFINITY
  return {
    linesOf(code) {
      const wanted = hash(code)
      let [low, high] = [0, entries.length / 2]
      while (low < high) {
        const middle = (low + high) >>> 1
        if (hashAt(middle) < wanted) low = middle + 1
        else high = middle
      }
      const lines: number[] = []
      for (let i = low; hashAt(i) === wanted; i += 1) lines.push(entries[2 * i] ?? 0)
      return lines
    },
  }
}

/** FNV-1a on UTF-16 units, 32 bits (Fowler, Noll, Vo). */
const hash = (code: string): number => {
  let h = 0x811c9dc5
  for (let i = 0; i < code.length; i += 1) h = Math.imul(h ^ code.charCodeAt(i), 0x01000193)
  return h >>> 0
}
