import { isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'

/** How the bytes of a text file are to be read, and why. `clean`: UTF-8 that can be read where it lies. */
export interface Encoding {
  readonly name: string
  readonly because: string
  readonly clean: boolean
}

/** Letters of French as Windows-1252 and Mac Roman write them, in single bytes. */
const WINDOWS = new Set([0xe9, 0xe8, 0xea, 0xe0, 0xe7, 0xf4, 0xee, 0xfb, 0xf9, 0xc9, 0xc0, 0xef, 0xe2, 0xeb, 0x92])
const MAC = new Set([0x8e, 0x8f, 0x90, 0x88, 0x8d, 0x99, 0x94, 0x9e, 0x9d, 0x83, 0xcb, 0x95, 0x89, 0x91, 0xd5])

/** Looks at every byte of the file: marks at the beginning, then whether all of it is UTF-8, then which letters it has. */
export const findEncoding = async (path: string): Promise<Encoding> => {
  let head: Buffer | undefined
  let carried = Buffer.alloc(0)
  let utf8 = true
  let nulls = 0
  let plain = true
  const score = { windows: 0, mac: 0 }
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    const bytes: Buffer = chunk
    head ??= bytes
    if (utf8) {
      const joined = Buffer.concat([carried, bytes])
      const whole = completeUtf8(joined)
      utf8 = isUtf8(joined.subarray(0, whole))
      carried = joined.subarray(whole)
    }
    if (bytes.includes(0)) nulls += 1
    if (!utf8) tally(bytes, score)
    plain &&= !bytes.some((byte) => byte > 127)
    if (!utf8 && score.windows + score.mac > 1000) break
  }
  return conclude(head ?? Buffer.alloc(0), { utf8: utf8 && isUtf8(carried), nulls, plain, score })
}

const conclude = (
  head: Buffer,
  seen: { utf8: boolean; nulls: number; plain: boolean; score: { windows: number; mac: number } },
): Encoding => {
  if (head[0] === 0xff && head[1] === 0xfe)
    return { name: 'utf-16le', because: 'le fichier commence par la marque FF FE', clean: false }
  if (head[0] === 0xfe && head[1] === 0xff)
    return { name: 'utf-16be', because: 'le fichier commence par la marque FE FF', clean: false }
  if (seen.nulls > 0) {
    const [even, odd] = [0, 1].map(
      (side) => head.subarray(0, 2000).filter((byte, i) => i % 2 === side && byte === 0).length,
    )
    if ((odd ?? 0) > 200 && (even ?? 0) < 20)
      return { name: 'utf-16le', because: 'un octet sur deux est nul', clean: false }
    if ((even ?? 0) > 200 && (odd ?? 0) < 20)
      return { name: 'utf-16be', because: 'un octet sur deux est nul', clean: false }
  }
  const mark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf
  if (seen.utf8) {
    const because = mark
      ? 'le fichier commence par la marque UTF-8'
      : seen.plain
        ? 'le fichier n’a que des lettres sans accent'
        : 'tout le fichier se lit en UTF-8'
    return { name: 'utf-8', because, clean: !mark && seen.nulls === 0 }
  }
  if (seen.score.mac > seen.score.windows)
    return {
      name: 'macintosh',
      because: `${seen.score.mac} lettres accentuées y sont écrites comme sur un Mac ancien`,
      clean: false,
    }
  return {
    name: 'windows-1252',
    because: `le fichier n’est pas en UTF-8 et ${seen.score.windows} lettres accentuées s’y lisent ainsi`,
    clean: false,
  }
}

/** Where the last whole UTF-8 character ends. */
const completeUtf8 = (bytes: Buffer): number => {
  for (let back = 1; back <= Math.min(4, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return bytes.length
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return needed > back ? bytes.length - back : bytes.length
    }
  }
  return bytes.length
}

const tally = (bytes: Buffer, score: { windows: number; mac: number }) => {
  for (const byte of bytes) {
    if (WINDOWS.has(byte)) score.windows += 1
    if (MAC.has(byte)) score.mac += 1
  }
}

/** The text of a file, piece by piece, marks and null characters left out; `onNull` is told how many there were. */
export async function* decoded(
  path: string,
  encoding: string,
  onNull: (count: number) => void = () => undefined,
): AsyncIterable<string> {
  const decoder = new TextDecoder(encoding)
  let nulls = 0
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const text = decoder.decode(chunk, { stream: true })
    const clean = text.includes('\0') ? text.replaceAll('\0', '') : text
    nulls += text.length - clean.length
    yield clean
  }
  yield decoder.decode()
  if (nulls > 0) onNull(nulls)
}
