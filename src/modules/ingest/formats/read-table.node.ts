import { once } from 'node:events'
import { mkdir, stat } from 'node:fs/promises'
import { openDuck } from '../../../adapters/duckdb.ts'
import { DomainError, invalid } from '../../../kernel/errors.ts'
import { literal, sql } from '../../../kernel/sql.ts'
import { startThread } from '../../../kernel/thread.ts'
import type { Overrides } from '../overrides.ts'
import type { ReadTable } from '../relation.ts'
import { detect, type Format } from './detect.node.ts'
import { type Notes, notes } from './notes.ts'
import { readCsv } from './read-csv.node.ts'
import { checkUnfolded, gunzip, UNPACK_LIMITS, type UnpackLimits, unzip } from './unpack.node.ts'

export interface FileToRead {
  readonly path: string
  /** As its sender named it: a hint, never a path. */
  readonly name: string
  /** Where to write what has to be written; the caller removes it. */
  readonly folder: string
}

export interface ReadOptions {
  readonly careful?: boolean
  readonly signal?: AbortSignal
  readonly limits?: UnpackLimits
  /** Bytes past which a well-formed CSV is left to DuckDB. */
  readonly nativeFrom?: number
  /** Bytes past which JSON in one block is refused. */
  readonly maxJson?: number
}

/** From any file to a table of text, with every guess told. Refuses what is not a table, in words a clerk understands. */
export const readTable = async (
  file: FileToRead,
  overrides: Overrides,
  options: ReadOptions = {},
): Promise<ReadTable> => {
  await mkdir(file.folder, { recursive: true })
  const book = notes()
  const { path, format } = await unfold(file, overrides, book, options.limits ?? UNPACK_LIMITS)
  const source = { path, folder: file.folder }
  if (format === 'csv') return readCsv(source, overrides, book, options)
  if (format === 'parquet') return readParquet(path, book, options.limits ?? UNPACK_LIMITS)
  return inThread(source, format, overrides, book, options)
}

/** Opens gzip and zip, one inside the other at most twice, until something that is not packed. */
const unfold = async (
  file: FileToRead,
  overrides: Overrides,
  book: Notes,
  limits: UnpackLimits,
): Promise<{ path: string; format: Format }> => {
  let [path, name] = [file.path, file.name]
  for (let depth = 0; depth < 3; depth += 1) {
    const found = await detect(path, name).catch((refusal) => {
      // Who says what the file is knows better than its first bytes.
      if (overrides.format && refusal instanceof DomainError) return { is: overrides.format, because: '' }
      throw refusal
    })
    if (found.is !== 'gzip' && found.is !== 'zip') {
      const format = overrides.format ?? found.is
      book.decide(
        'format',
        format,
        overrides.format ? 'choisi par une personne' : found.because,
        overrides.format !== undefined,
      )
      sayWrongName(name, format, book)
      return { path, format }
    }
    const target = `${file.folder}/deplie-${depth}`
    if (found.is === 'gzip') await gunzip(path, target, limits)
    else name = await unzip(path, target, depth === 0 ? overrides.member : undefined, book, limits)
    path = target
  }
  throw invalid('Cette archive en contient une autre, qui en contient une autre : déposez le tableau lui-même.')
}

const NAMES: Readonly<Record<Format, RegExp>> = {
  csv: /\.(csv|tsv|txt|tab)(\.gz)?$/i,
  xlsx: /\.(xlsx|xlsm)$/i,
  xls: /\.xls$/i,
  ods: /\.ods$/i,
  json: /\.(json|js)(\.gz)?$/i,
  ndjson: /\.(ndjson|jsonl|json)(\.gz)?$/i,
  geojson: /\.(geojson|json)(\.gz)?$/i,
  parquet: /\.parquet$/i,
}

const sayWrongName = (name: string, format: Format, book: Notes) => {
  const extension = /\.[a-z0-9]{2,8}$/i.exec(name)?.[0]
  if (extension && !NAMES[format].test(name) && !/\.(gz|zip)$/i.test(name))
    book.say(
      'wrong-extension',
      `Le nom du fichier finit par « ${extension} », mais son contenu est du ${format.toUpperCase()} : le contenu a été suivi.`,
      null,
      'info',
    )
}

/** Parquet is packed too: a value said once may stand for a billion rows. A cell counts as a byte unfolded. */
const readParquet = async (path: string, book: Notes, limits: UnpackLimits): Promise<ReadTable> => {
  const file = await openDuck(':memory:', { memory: '256MB' })
  try {
    const duck = await file.connect()
    const columns = await duck.rows(
      sql`select column_name from (describe select * from read_parquet(${literal(path)}))`,
    )
    const [[rows] = []] = await duck.rows(sql`select num_rows from parquet_file_metadata(${literal(path)})`)
    duck.close()
    checkUnfolded(Number(rows) * columns.length, (await stat(path)).size, limits)
    return {
      relation: { kind: 'parquet', path },
      header: columns.map(([name]) => String(name)),
      firstLine: 1,
      format: 'parquet',
      decisions: book.decisions,
      diagnostics: book.diagnostics,
      totals: book.totals,
      rejectsPath: null,
      rejectedCount: 0,
    }
  } catch (error) {
    if (error instanceof DomainError) throw error
    throw invalid(
      `Ce fichier Parquet ne peut pas être lu : il est abîmé ou incomplet. (${String(error).slice(0, 160)})`,
    )
  } finally {
    file.close()
  }
}

/** Spreadsheets and JSON are parsed whole: in a thread of their own, so that the portal goes on answering. */
const inThread = async (
  file: { path: string; folder: string },
  format: Format,
  overrides: Overrides,
  book: Notes,
  { signal, maxJson }: ReadOptions,
): Promise<ReadTable> => {
  const data = { file, format, overrides, maxJson }
  const thread = startThread(new URL('./read-thread.ts', import.meta.url), data, 3072)
  const stop = () => thread.terminate()
  signal?.addEventListener('abort', stop)
  try {
    const [answer] = await Promise.race([
      once(thread, 'message'),
      once(thread, 'exit').then((code) => [{ refused: `lecture interrompue (${code})` }]),
    ])
    signal?.throwIfAborted()
    if (answer.refused) throw invalid(answer.refused)
    if (answer.fault) throw new DomainError(answer.fault)
    const table: ReadTable = answer.table
    return {
      ...table,
      decisions: [...book.decisions, ...table.decisions],
      diagnostics: [...book.diagnostics, ...table.diagnostics],
      totals: { ...book.totals, ...table.totals },
    }
  } catch (error) {
    if (error instanceof DomainError) throw error
    if (String(error).includes('ERR_WORKER_OUT_OF_MEMORY'))
      throw invalid('Ce fichier demande trop de mémoire pour être lu : enregistrez-le en CSV, puis déposez ce CSV.')
    throw error
  } finally {
    signal?.removeEventListener('abort', stop)
    await thread.terminate()
  }
}
