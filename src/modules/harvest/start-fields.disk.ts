import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { constants, gunzipSync } from 'node:zlib'
import type { IngestDeps, Overrides } from '../ingest/index.ts'
import type { ProbeDeps } from './probe-sources.ts'
import type { Source } from './source.ts'

interface StartFieldsDeps extends Pick<IngestDeps, 'read' | 'withFolder'> {
  /** What is known of how a source's file is read. */
  readonly readingOf: (source: Source) => Promise<Overrides>
}

/** Columns of a table from its first bytes, as our reader understands them: text, gzipped or not, and JSON by its first record. An archive, a workbook or a Parquet file tells nothing so soon. */
export const startFields =
  ({ read, withFolder, readingOf }: StartFieldsDeps): ProbeDeps['fieldsOf'] =>
  async (start, name, source) => {
    const bytes = unfolded(Buffer.from(start))
    if (bytes === null) return null
    const text = bytes
      .toString()
      .replace(/^\uFEFF/, '')
      .trimStart()
    if (text.startsWith('{') || text.startsWith('[')) return fieldsOfRecord(firstRecord(text))
    return withFolder(async (folder) => {
      const path = join(folder, 'debut')
      await writeFile(path, wholeLines(bytes))
      const file = { path, name: name.replace(/\.gz$/i, ''), folder: join(folder, 'lu') }
      return (await read(file, await readingOf(source), {})).header
    })
  }

const PACKED = ['PK', 'PAR1', '\xD0\xCF\x11\xE0']

const unfolded = (start: Buffer): Buffer | null => {
  const mark = start.toString('latin1', 0, 4)
  if (PACKED.some((one) => mark.startsWith(one))) return null
  return mark.startsWith('\x1F\x8B') ? gunzipSync(start, { finishFlush: constants.Z_SYNC_FLUSH }) : start
}

/** Without the last line, which may be cut; a single line is kept. */
const wholeLines = (bytes: Buffer): Buffer => {
  const last = bytes.lastIndexOf('\n')
  return last < 0 ? bytes : bytes.subarray(0, last + 1)
}

/** The first record of a list, of a collection of features or of lines of JSON; nothing when it does not end in what came. */
const firstRecord = (text: string): unknown => {
  const features = /^\{[^[]*"features"\s*:\s*\[/.exec(text)
  const from = text.indexOf('{', features ? features[0].length : 0)
  let [depth, inText] = [0, false]
  for (let at = from; at >= 0 && at < text.length; at += 1) {
    const sign = text[at]
    if (inText) {
      if (sign === '\\') at += 1
      else if (sign === '"') inText = false
    } else if (sign === '"') inText = true
    else if (sign === '{') depth += 1
    else if (sign === '}') {
      depth -= 1
      if (depth === 0) return parsed(text.slice(from, at + 1))
    }
  }
  return undefined
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const fieldsOfRecord = (record: unknown): readonly string[] | null => {
  if (typeof record !== 'object' || record === null) return null
  const { type, properties } = record as { type?: unknown; properties?: unknown }
  return Object.keys(type === 'Feature' && typeof properties === 'object' && properties ? properties : record)
}
