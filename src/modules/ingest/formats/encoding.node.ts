import { isAscii, isUtf8 } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { invalid } from '../../../kernel/errors.ts'
import type { Notes } from './notes.ts'

/** How the bytes of a text file are to be read, and why. `clean`: UTF-8 that can be read where it lies. */
export interface Encoding {
  readonly name: string
  readonly because: string
  readonly clean: boolean
  /** Letters that cannot be read, when the rest is UTF-8. */
  readonly damaged: number
}

/** Letters of French as Windows-1252 and Mac Roman write them, in single bytes. */
const WINDOWS = new Set([0xe9, 0xe8, 0xea, 0xe0, 0xe7, 0xf4, 0xee, 0xfb, 0xf9, 0xc9, 0xc0, 0xef, 0xe2, 0xeb, 0x92])
const MAC = new Set([0x8e, 0x8f, 0x90, 0x88, 0x8d, 0x99, 0x94, 0x9e, 0x9d, 0x83, 0xcb, 0x95, 0x89, 0x91, 0xd5])

/** Looks at every byte of the file: marks at the beginning, then whether it is UTF-8, then which letters it has. */
export const findEncoding = async (path: string): Promise<Encoding> => {
  let head: Buffer | undefined
  let carried = Buffer.alloc(0)
  const seen = { nulls: 0, plain: true, sound: 0, damaged: 0, windows: 0, mac: 0 }
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    const bytes: Buffer = chunk
    head ??= bytes
    if (bytes.includes(0)) seen.nulls += 1
    if (carried.length === 0 && isAscii(bytes)) continue
    seen.plain = false
    const joined = Buffer.concat([carried, bytes])
    const whole = completeUtf8(joined)
    weigh(joined.subarray(0, whole), seen)
    carried = joined.subarray(whole)
    if (seen.damaged > 1000 && seen.damaged > seen.sound) break
  }
  weigh(carried, seen)
  return conclude(head ?? Buffer.alloc(0), seen)
}

interface Seen {
  readonly nulls: number
  readonly plain: boolean
  /** Letters beyond ASCII that are right in UTF-8, and those that are not. */
  sound: number
  damaged: number
  windows: number
  mac: number
}

const weigh = (bytes: Buffer, seen: Seen) => {
  if (isUtf8(bytes)) {
    for (let i = 0; i < bytes.length; i += 1) if ((bytes[i] ?? 0) >= 0xc0) seen.sound += 1
    return
  }
  for (const letter of bytes.toString('utf8')) {
    if (letter === '\uFFFD') seen.damaged += 1
    else if (letter > '\u007F') seen.sound += 1
  }
  tally(bytes, seen)
}

const conclude = (head: Buffer, seen: Seen): Encoding => {
  const wide = wideEncoding(head, seen.nulls > 0)
  if (wide) return { ...wide, clean: false, damaged: 0 }
  const mark = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf
  if (seen.damaged === 0) {
    const because = mark
      ? 'le fichier commence par la marque UTF-8'
      : seen.plain
        ? 'le fichier n’a que des lettres sans accent'
        : 'tout le fichier se lit en UTF-8'
    return { name: 'utf-8', because, clean: !mark && seen.nulls === 0, damaged: 0 }
  }
  if (seen.sound >= 4 * seen.damaged) {
    const because = `${seen.sound} lettres accentuées se lisent en UTF-8, ${seen.damaged} non`
    return { name: 'utf-8', because, clean: false, damaged: seen.damaged }
  }
  if (seen.mac > seen.windows)
    return {
      name: 'macintosh',
      because: `${seen.mac} lettres accentuées y sont écrites comme sur un Mac ancien`,
      clean: false,
      damaged: 0,
    }
  return {
    name: 'windows-1252',
    because: `le fichier n’est pas en UTF-8 et ${seen.windows} lettres accentuées s’y lisent ainsi`,
    clean: false,
    damaged: 0,
  }
}

/** Two bytes a letter: by the mark at the beginning, or because nearly every second byte is null. */
const wideEncoding = (head: Buffer, nulls: boolean): Pick<Encoding, 'name' | 'because'> | null => {
  if (head[0] === 0xff && head[1] === 0xfe)
    return { name: 'utf-16le', because: 'le fichier commence par la marque FF FE' }
  if (head[0] === 0xfe && head[1] === 0xff)
    return { name: 'utf-16be', because: 'le fichier commence par la marque FE FF' }
  if (!nulls) return null
  const sample = head.subarray(0, 2000)
  const half = sample.length / 2
  const [even = 0, odd = 0] = [0, 1].map((side) => sample.filter((byte, i) => i % 2 === side && byte === 0).length)
  if (odd > half * 0.7 && even < half * 0.1) return { name: 'utf-16le', because: 'un octet sur deux est nul' }
  if (even > half * 0.7 && odd < half * 0.1) return { name: 'utf-16be', because: 'un octet sur deux est nul' }
  return null
}

/** Finds the encoding, or takes the one a person chose; writes down which and why, and tells damaged letters. */
export const chooseEncoding = async (
  path: string,
  wanted: string | undefined,
  notes: Notes,
): Promise<{ readonly name: string; readonly clean: boolean }> => {
  const found = await findEncoding(path)
  const name = wanted ?? found.name
  if (!isKnown(name))
    throw invalid(
      `L’encodage « ${name} » n’existe pas. Choisissez par exemple utf-8, windows-1252, macintosh ou utf-16le.`,
    )
  notes.decide('encoding', name, wanted ? 'choisi par une personne' : found.because, wanted !== undefined)
  if (name === 'utf-8' && found.damaged > 0)
    notes.say(
      'damaged-character',
      `${found.damaged} caractère(s) sont abîmés dans le fichier : ils sont remplacés par «\u00A0\uFFFD\u00A0». Corrigez-les à la source, puis déposez le fichier de nouveau.`,
    )
  return { name, clean: found.clean && name === 'utf-8' }
}

const isKnown = (name: string): boolean => {
  try {
    new TextDecoder(name)
    return true
  } catch {
    return false
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

/** Says how many null characters were left out. */
export const sayNulls = (notes: Notes) => (count: number) =>
  notes.say('null-character', `${count} caractère(s) nul(s) ont été retirés du texte.`)

/** C1 controls, which no text has: letters of Windows that a tool carried into Unicode without converting them. */
const CONTROLS = /[\u0080-\u009F]/g
const windows = new TextDecoder('windows-1252')
/** `\u0092` is `’`. (Node 20 takes Windows-1252 for Latin-1 unless it decodes a stream.) */
const repaired = (text: string): string =>
  text.replace(CONTROLS, (letter) => windows.decode(Uint8Array.of(letter.charCodeAt(0)), { stream: true }))

/**
 * The text of a file, piece by piece, marks and null characters left out and letters of Windows given back; `onNull` is
 * told how many null characters there were.
 */
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
    yield repaired(clean)
  }
  yield decoder.decode()
  if (nulls > 0) onNull(nulls)
}
