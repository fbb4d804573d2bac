import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Face, MeasureText } from './fit-text.ts'

const find = (path: string) => createRequire(import.meta.url).resolve(`@expo-google-fonts/${path}`)

/** Files of the faces that pictures are set in, always the same whatever the machine has. */
export const FONT_FILES: Readonly<Record<Face, string>> = {
  serif: find('source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf'),
  sans: find('source-sans-3/400Regular/SourceSans3_400Regular.ttf'),
  bold: find('source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf'),
}

/** Measures texts by the advance widths of the font files; kerning, which mostly tightens, is left out. */
export const measureWithFonts = (): MeasureText => {
  const widths = new Map<Face, (codePoint: number) => number>()
  const widthsOf = (face: Face) => {
    const known = widths.get(face) ?? advances(readFileSync(FONT_FILES[face]))
    widths.set(face, known)
    return known
  }
  return (text, face, size) => {
    const widthOf = widthsOf(face)
    let sum = 0
    for (const sign of text) sum += widthOf(sign.codePointAt(0) ?? 0)
    return sum * size
  }
}

/** The advance of each character in parts of the size, from the tables of a TrueType file (OpenType 1.9: cmap, hmtx). */
const advances = (bytes: Buffer): ((codePoint: number) => number) => {
  const tables = tablesOf(bytes)
  const table = (tag: string) => tables.get(tag) ?? Buffer.alloc(0)
  const unitsPerEm = table('head').readUInt16BE(18)
  const measured = table('hhea').readUInt16BE(34)
  const metrics = table('hmtx')
  const glyphOf = glyphsOf(table('cmap'))
  return (codePoint) => metrics.readUInt16BE(4 * Math.min(glyphOf(codePoint), measured - 1)) / unitsPerEm
}

const tablesOf = (bytes: Buffer): ReadonlyMap<string, Buffer> =>
  new Map(
    Array.from({ length: bytes.readUInt16BE(4) }, (_, i) => {
      const at = 12 + 16 * i
      const [offset, length] = [bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12)]
      return [bytes.toString('latin1', at, at + 4), bytes.subarray(offset, offset + length)]
    }),
  )

/** Characters to glyphs, by the table of the basic plane (format 4): 0 for what the face does not have. */
const glyphsOf = (cmap: Buffer): ((codePoint: number) => number) => {
  const offsets = Array.from({ length: cmap.readUInt16BE(2) }, (_, i) => cmap.readUInt32BE(8 + 8 * i))
  const table = cmap.subarray(offsets.find((offset) => cmap.readUInt16BE(offset) === 4) ?? cmap.length)
  if (table.length === 0) throw new Error('Police sans table de caractères de format 4.')
  const doubled = table.readUInt16BE(6)
  const [ends, starts] = [14, 16 + doubled]
  const [deltas, ranges] = [starts + doubled, starts + 2 * doubled]
  return (codePoint) => {
    for (let i = 0; i < doubled; i += 2) {
      if (table.readUInt16BE(ends + i) < codePoint) continue
      const start = table.readUInt16BE(starts + i)
      if (start > codePoint) return 0
      const [delta, range] = [table.readUInt16BE(deltas + i), table.readUInt16BE(ranges + i)]
      if (range === 0) return (codePoint + delta) & 0xffff
      const glyph = table.readUInt16BE(ranges + i + range + 2 * (codePoint - start))
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff
    }
    return 0
  }
}
