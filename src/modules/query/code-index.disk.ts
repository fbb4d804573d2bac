import { readFile } from 'node:fs/promises'

/** Where a code is among the rows of a version: lines that may hold it, to be checked against the rows themselves. */
export interface CodeIndex {
  readonly linesOf: (code: string) => readonly number[]
}

/** An entry of the index: the hash of a code above the position of its row (0 for the first). Entries are kept sorted. */
export const codeEntry = (code: string, line: number): bigint => (BigInt(hash(code)) << 32n) | BigInt(line)

/** Reads an index made of sorted entries, eight bytes a row, kept in memory. */
export const readCodeIndex = async (path: string): Promise<CodeIndex> => {
  const entries = new Uint32Array(new Uint8Array(await readFile(path)).buffer) // little-endian: line, hash, line, hash…
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
