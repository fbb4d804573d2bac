import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { notFound } from '../../kernel/errors.ts'
import {
  BEFORE_HEAD,
  type EditionHead,
  encodeEdition,
  headLength,
  pagedEdition,
  type ReadLevels,
  readHead,
} from './edition-bytes.ts'
import { keptBlocks } from './kept-blocks.ts'
import type { EditionFiles } from './ports.ts'

/** Blocks of cells kept in memory, all editions together: three hundred indicators of a whole region over ten years. */
const KEPT_BYTES = 192e6

/** An open file, closed when nothing reads it any more. */
interface OpenFile {
  readonly descriptor: number
}

const closing = new FinalizationRegistry<number>((descriptor) => closeSync(descriptor))

/**
 * Editions as files under `folder`, each named by its identifier; a file takes its name once whole. An edition read keeps
 * its codes in memory, shared with the editions that have the same; its values stay in the file, read by blocks of which
 * at most `keptBytes` are kept.
 */
export const diskEditions = (folder: string, keptBytes = KEPT_BYTES): EditionFiles => {
  const [blocks, shared] = [keptBlocks(keptBytes), sharedLevels()]
  const pathOf = (id: string) => {
    if (!/^[A-Za-z0-9-]{1,64}$/.test(id)) throw notFound('L’édition', id)
    return `${folder}/${id}.valeurs`
  }
  return {
    async write(id, edition) {
      await mkdir(folder, { recursive: true })
      const path = pathOf(id)
      await writeFile(`${path}.en-cours`, encodeEdition(edition))
      await rename(`${path}.en-cours`, path)
    },
    remove: (id) => rm(pathOf(id), { force: true }),
    async read(id) {
      const file = openFile(pathOf(id), id)
      const size = fstatSync(file.descriptor).size
      const bytes = (from: number, length: number) => readWhole(file, new Uint8Array(length), from)
      const length = headLength(bytes(0, Math.min(size, BEFORE_HEAD)), size)
      const head = readHead(bytes(BEFORE_HEAD, length), size, shared)
      return pagedEdition(head, BEFORE_HEAD + length, (into, from) => readWhole(file, into, from), blocks)
    },
  }
}

/** Removes the files of editions that no record tells of, when they were written before a day: a building that was killed leaves one. Gives how many. */
export const clearUnrecorded = async (folder: string, recorded: ReadonlySet<string>, before: Date): Promise<number> => {
  const names = await readdir(folder).catch(() => [])
  let removed = 0
  for (const name of names) {
    const [, id = ''] = /^(.+)\.valeurs(?:\.en-cours)?$/.exec(name) ?? []
    if (id === '' || (recorded.has(id) && name.endsWith('.valeurs'))) continue
    if ((await stat(`${folder}/${name}`)).mtime >= before) continue
    await rm(`${folder}/${name}`, { force: true })
    removed += 1
  }
  return removed
}

/** Descriptors rather than `FileHandle`: an edition let go may still be read by a page being made, so that its file closes when it is collected. */
const openFile = (path: string, id: string): OpenFile => {
  const file = { descriptor: whenThere(() => openSync(path, 'r'), id) }
  closing.register(file, file.descriptor)
  return file
}

const whenThere = <T>(open: () => T, id: string): T => {
  try {
    return open()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw notFound('L’édition', id)
    throw error
  }
}

/**
 * Reads without leaving the turn, so that a page asks thousands of values as plainly as from memory: a few microseconds a
 * block when the system holds the file.
 */
const readWhole = ({ descriptor }: OpenFile, into: Uint8Array, from: number): Uint8Array => {
  let done = 0
  while (done < into.length) {
    const read = readSync(descriptor, into, done, into.length - done, from + done)
    if (read === 0) throw new Error('Édition d’indicateur coupée ou abîmée.')
    done += read
  }
  return into
}

type Levels = EditionHead['levels']

/** Reads once the places that several editions have, and gives the same array for the same codes: most indicators are about the same communes. */
const sharedLevels = (): ReadLevels => {
  const texts = shared<Levels>()
  const lists = shared<readonly string[]>()
  return (json) =>
    texts(json, () => {
      const levels: Levels = JSON.parse(json)
      return levels.map(({ level, codes }) => ({ level, codes: lists(codes.join(), () => codes) }))
    })
}

/** Gives again what was made for the same text, while something uses it. */
const shared = <T extends object>() => {
  const known = new Map<string, WeakRef<T>>()
  return (text: string, make: () => T): T => {
    const print = createHash('sha1').update(text).digest('base64')
    const same = known.get(print)?.deref()
    if (same) return same
    const made = make()
    known.set(print, new WeakRef(made))
    return made
  }
}
