import { open } from 'node:fs/promises'

const CHUNK = 4 * 1024 * 1024

/** Writes where each line of an NDJSON file begins (and where the last ends), as 64-bit floats: what row look-ups read. */
export const writeOffsets = async (encoded: string, offsets: string): Promise<number> => {
  const source = await open(encoded, 'r')
  const target = await open(offsets, 'w')
  const buffer = Buffer.alloc(CHUNK)
  let starts: number[] = [0]
  let base = 0
  let lines = 0
  try {
    for (let { bytesRead } = await source.read(buffer); bytesRead > 0; { bytesRead } = await source.read(buffer)) {
      const chunk = buffer.subarray(0, bytesRead)
      for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) {
        starts.push(base + at + 1)
        lines += 1
      }
      base += bytesRead
      if (starts.length > 100_000) {
        await target.write(Buffer.from(Float64Array.from(starts).buffer))
        starts = []
      }
    }
    await target.write(Buffer.from(Float64Array.from(starts).buffer))
    await target.sync()
  } finally {
    await source.close()
    await target.close()
  }
  return lines
}
