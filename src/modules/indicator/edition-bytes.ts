import type { Level } from '../territory/index.ts'
import { type Cells, type Edition, emptyCells, type LevelTable, middlesOf } from './edition.ts'
import type { KeptBlocks } from './kept-blocks.ts'
import type { Middle } from './middle.ts'

/** What the first line of an edition's bytes tells. */
export interface EditionHead {
  readonly periods: readonly string[]
  readonly levels: readonly { readonly level: Level; readonly codes: readonly string[] }[]
  /** The middles of each level, in the order of levels, period by period; editions written before they were worked out have none. */
  readonly middles: readonly (readonly (Middle | null)[])[] | undefined
}

/** Fills an array with the bytes that begin at a position. */
export type ReadBytes = (into: Uint8Array, from: number) => void

const CELL = 10
/** Cells read together: about 40 kB, the communes of a département over ten years. */
const CELLS_A_BLOCK = 4096

/** An edition as bytes: a line of JSON that tells the shape, then numbers of all levels, then statuses and makings level after level. */
export const encodeEdition = (edition: Edition): Uint8Array => {
  const levels = [...edition.levels].map(([level, { codes }]) => ({ level, codes }))
  const middles = [...edition.levels.values()].map((table) => middlesOf(table, edition.periods.length))
  const head = Buffer.from(JSON.stringify({ periods: edition.periods, middles, levels }))
  const padded = Buffer.concat([head, Buffer.alloc((8 - ((head.length + 8) % 8)) % 8, ' ')])
  const size = Buffer.alloc(8)
  size.writeUInt32LE(padded.length)
  const bytes = (array: Float64Array | Uint8Array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength)
  const tables = [...edition.levels.values()].map(blocksOf)
  return Buffer.concat([
    size,
    padded,
    ...tables.flatMap((blocks) => blocks.map(({ values }) => bytes(values))),
    ...tables.flatMap((blocks) => [
      ...blocks.map(({ statuses }) => bytes(statuses)),
      ...blocks.map(({ makings }) => bytes(makings)),
    ]),
  ])
}

const blocksOf = ({ codes, rowsABlock, block }: LevelTable): readonly Cells[] =>
  Array.from({ length: Math.ceil(codes.length / rowsABlock) }, (_, index) => block(index))

/** Bytes before the line of JSON: its length, little-endian, on eight. */
export const BEFORE_HEAD = 8

const damaged = () => new Error('Édition d’indicateur coupée ou abîmée.')

/** The length in bytes of the line of JSON, from the first bytes of an edition of `size` bytes. */
export const headLength = (first: Uint8Array, size: number): number => {
  if (first.length < BEFORE_HEAD) throw damaged()
  const length = new DataView(first.buffer, first.byteOffset, first.byteLength).getUint32(0, true)
  if (BEFORE_HEAD + length > size) throw damaged()
  return length
}

type Levels = EditionHead['levels']

/** Reads the places of an edition, from a text of JSON: those read before may be given again. */
export type ReadLevels = (json: string) => Levels

/** Reads the line of JSON of an edition of `size` bytes; refuses one that has not what the line promises. */
export const readHead = (line: Uint8Array, size: number, readLevels: ReadLevels = JSON.parse): EditionHead => {
  const text = Buffer.from(line.buffer, line.byteOffset, line.byteLength).toString('utf8').trimEnd()
  const cut = text.indexOf(BEFORE_LEVELS)
  if (cut < 0) throw damaged()
  const { periods, middles }: Pick<EditionHead, 'periods' | 'middles'> = JSON.parse(`${text.slice(0, cut)}}`)
  const levels = readLevels(text.slice(cut + BEFORE_LEVELS.length, -1))
  const cells = levels.reduce((sum, { codes }) => sum + codes.length * periods.length, 0)
  if (size !== BEFORE_HEAD + line.length + cells * CELL) throw damaged()
  return { periods, levels, middles }
}

/** What the line of JSON has between its periods and its places. */
const BEFORE_LEVELS = ',"levels":'

/** An edition whose cells are read block by block when asked for; `blocks` keeps those used last. `start`: where cells begin. */
export const pagedEdition = (head: EditionHead, start: number, read: ReadBytes, blocks: KeptBlocks): Edition => {
  const width = head.periods.length
  const rowsABlock = Math.max(1, Math.floor(CELLS_A_BLOCK / Math.max(1, width)))
  let numbers = start
  let octets = start + head.levels.reduce((sum, { codes }) => sum + codes.length * width * 8, 0)
  const levels = head.levels.map(({ level, codes }, n): readonly [Level, LevelTable] => {
    const [values, statuses, makings] = [numbers, octets, octets + codes.length * width]
    numbers += codes.length * width * 8
    octets += codes.length * width * 2
    const readBlock = (index: number): Cells => {
      const from = index * rowsABlock * width
      const cells = emptyCells(Math.min(rowsABlock * width, codes.length * width - from))
      read(new Uint8Array(cells.values.buffer, 0, cells.values.byteLength), values + from * 8)
      read(cells.statuses, statuses + from)
      read(cells.makings, makings + from)
      return cells
    }
    return [level, { codes, rowsABlock, block: blocks.reader(readBlock), middles: head.middles?.[n] }]
  })
  return { periods: head.periods, levels: new Map(levels) }
}
