import type { FileHandle } from 'node:fs/promises'

/** Rows already written as JSON, one a line, reached by position. */
export interface EncodedRows {
  readonly count: number
  /** JSON text of the rows from `from` (0 for the first), without brackets: `{…},{…}`. */
  readonly range: (from: number, count: number) => Promise<string>
  /** JSON text of each of these rows, in the order asked. */
  readonly at: (lines: readonly number[]) => Promise<readonly string[]>
  readonly close: () => Promise<void>
}

/** Opens the encoded rows of a version and where each begins. */
export const encodedRows = async (rows: FileHandle, offsets: FileHandle): Promise<EncodedRows> => {
  const count = Math.max(0, (await offsets.stat()).size / 8 - 1)
  const bounds = async (from: number, n: number): Promise<Float64Array> => {
    const bytes = Buffer.alloc((n + 1) * 8)
    await offsets.read(bytes, 0, bytes.length, from * 8)
    return new Float64Array(bytes.buffer, bytes.byteOffset, n + 1)
  }
  const text = async (begin: number, end: number): Promise<string> => {
    const bytes = Buffer.alloc(Math.max(0, end - begin))
    await rows.read(bytes, 0, bytes.length, begin)
    return bytes.toString('utf8')
  }
  const range = async (from: number, n: number) => {
    const wanted = Math.min(n, count - from)
    if (wanted <= 0) return ''
    const edge = await bounds(from, wanted)
    return (await text(edge[0] ?? 0, (edge[wanted] ?? 0) - 1)).replaceAll('\n', ',')
  }
  const one = async (line: number) => {
    const edge = await bounds(line, 1)
    return text(edge[0] ?? 0, (edge[1] ?? 0) - 1)
  }
  return {
    count,
    range,
    at: (lines) => Promise.all(lines.map(one)),
    async close() {
      await rows.close()
      await offsets.close()
    },
  }
}
