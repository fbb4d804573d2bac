import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { type Duck, type DuckFile, openDuck } from '../../adapters/duckdb.ts'
import { DomainError, invalid } from '../../kernel/errors.ts'
import { join as glued, ident, literal, type Sql, sql } from '../../kernel/sql.ts'
import type { BlobStore } from '../catalog/index.ts'
import { firstLinesOf } from './first-lines.disk.ts'
import type { ReceiveDeps } from './receive-file.ts'
import type { Part } from './source.ts'

type Filter = NonNullable<Part['filter']>

/**
 * Takes the wanted rows and columns of well-formed CSV (in UTF-8 or in Windows-1252; compressed with gzip or not, or a
 * member of a zip archive) and of Parquet, as texts, in constant memory; the file received is not kept. A column is found
 * by a pattern of its name; one that is to be left out and is not found has the file refused. `unzip` unfolds one member,
 * and refuses what unfolds past `limit` bytes or without measure; an archive inside an archive is not a table.
 */
export const duckdbPart =
  (
    blobs: Pick<BlobStore, 'put'>,
    withFolder: <T>(work: (folder: string) => Promise<T>) => Promise<T>,
    unzip: Unzip,
  ): ReceiveDeps['takePart'] =>
  (bytes, name, part, limit, at) =>
    withFolder(async (folder) => {
      const arrived = arrivalIn(folder, unzip)
      if (/\.(json|ndjson|geojson|xlsx?|ods)$/i.test(name))
        throw invalid(`« ${name} » n’est pas un texte en colonnes : le portail ne sait pas n’en prendre qu’une partie.`)
      const kept = join(folder, 'garde.csv')
      const inPlace = at !== undefined && (await isReadInPlace(at, name, limit))
      if (inPlace) await beginningOf(bytes)
      const received = inPlace ? at : await arrived(bytes, name, part, limit)
      const file = await openDuck(':memory:', { memory: MEMORY, threads: 2, temporary: folder })
      try {
        await keepPart(file, received, kept, part, name).catch(async (error) => {
          if (!isEncoding(error)) throw error
          const again = join(folder, 'en-utf-8.csv')
          await toUtf8(received, again)
          await keepPart(file, again, kept, part, name)
        })
      } catch (error) {
        if (error instanceof DomainError) throw error
        throw new DomainError(
          { kind: 'invalid', detail: `« ${name} » ne se lit pas comme un tableau bien formé.`, issues: [] },
          { cause: error },
        )
      } finally {
        file.close()
      }
      return { ...(await blobs.put(createReadStream(kept), limit)), name: `${name.replace(/(\.[a-z]+)+$/i, '')}.csv` }
    })

type Unzip = (path: string, target: string, member: RegExp, limit: number) => Promise<unknown>

/** Brings a file into a folder, unfolded, and tells where it is. */
const arrivalIn =
  (folder: string, unzip: Unzip) =>
  async (bytes: AsyncIterable<Uint8Array>, name: string, part: Part, limit: number): Promise<string> => {
    const arrived = join(folder, `recu${extension(name)}`)
    const unfolded = /\.gz$/i.test(name) ? gunzipped(upTo(bytes, limit)) : upTo(bytes, limit)
    await pipeline(unfolded, createWriteStream(arrived, { highWaterMark: WRITTEN_TOGETHER }))
    if (!arrived.endsWith('.zip')) return arrived
    const member = join(folder, 'membre.csv')
    await unzip(arrived, member, new RegExp(part.filter?.member ?? '\\.(csv|txt)$', 'i'), limit)
    return member
  }

/** A plain file that DuckDB opens by its very name (it takes some signs for patterns). */
const isReadInPlace = async (path: string, name: string, limit: number): Promise<boolean> =>
  [path, name].every((one) => /\.(csv|parquet)$/i.test(one)) &&
  !/[*?[\]{}]/.test(path) &&
  (await stat(path)).size <= limit

/** Reads no more than the checks of a body need. */
const beginningOf = async (bytes: AsyncIterable<Uint8Array>): Promise<void> => {
  for await (const _ of bytes) return
}

/**
 * Writes to `kept` the rows of `path` that the filter lets through, without the columns left out; `name` is what its
 * producer calls it. The columns are those that the first lines tell: to guess how a text is written from a large sample,
 * twice, would cost a sixth of the filter. Should the whole be read otherwise than its first lines, their names are not
 * found in it, and it is asked itself.
 */
const keepPart = async (file: DuckFile, path: string, kept: string, part: Part, name: string): Promise<void> => {
  const duck = await file.connect()
  const keep = async (described: string): Promise<void> => {
    const labels = await labelsOf(duck, rowsOf(described, part))
    const out = leftOutOf(labels, part, name)
    const columns = labels.filter((label) => !out.has(label)).map(ident)
    const all = part.joined ? [...columns, joinedOf(labels, part.joined, name)] : columns
    const where = part.filter ? passes(ident(filtered(labels, part.filter, name)), part.filter) : sql`true`
    await duck.run(sql`copy (select ${glued(all)} from ${rowsOf(path, part)} where ${where})
      to ${literal(kept)} (format csv, header true, delimiter ';')`)
  }
  const beginning = `${kept}.debut.csv`
  try {
    const isBegun = !path.endsWith('.parquet') && (await firstLinesOf(path, beginning))
    if (!isBegun) return await keep(path)
    await keep(beginning).catch((error) => {
      if (isEncoding(error)) throw error
      return keep(path)
    })
  } finally {
    duck.close()
  }
}

const labelsOf = async (duck: Duck, rows: Sql): Promise<readonly string[]> => {
  const described = await duck.rows(sql`select column_name from (describe select * from ${rows})`)
  return described.map(([label]) => String(label))
}

/** Under this, DuckDB reads a CSV with one thread only; it takes little more than half of it. */
const MEMORY = '600MB'

/** Bytes that wait to be written together: a write for each piece of the network would cost as much as the filter. */
const WRITTEN_TOGETHER = 4 * 1024 * 1024

const rowsOf = (path: string, { unnamed }: Part): Sql => {
  if (path.endsWith('.parquet')) return sql`read_parquet(${literal(path)})`
  if (!unnamed) return sql`read_csv(${literal(path)}, all_varchar = true, header = true)`
  const columns = unnamed.names.map((name) => sql`${literal(name)}: 'VARCHAR'`)
  // Lines of another kind are shorter, or begin the file: the filter drops them.
  return sql`read_csv(${literal(path)}, auto_detect = false, header = false, null_padding = true, quote = '"',
    delim = ${literal(unnamed.separator)}, columns = {${glued(columns)}})`
}

const labelsLike = (labels: readonly string[], pattern: string): readonly string[] => {
  const wanted = new RegExp(pattern, 'i')
  return labels.filter((label) => wanted.test(label.trim()))
}

const filtered = (labels: readonly string[], { column }: Filter, name: string): string => {
  const [found] = labelsLike(labels, column)
  if (found !== undefined) return found
  throw invalid(`La colonne qui dit le département (« ${column} ») n’est plus dans « ${name} ».`)
}

const leftOutOf = (labels: readonly string[], { leftOut = [] }: Part, name: string): ReadonlySet<string> =>
  new Set(
    leftOut.flatMap(({ column, what }) => {
      const found = labelsLike(labels, column)
      if (found.length > 0) return found
      throw invalid(
        `${what} ne doit pas entrer ici, et sa colonne (« ${column} ») n’est pas dans « ${name} » : elle a peut-être changé de nom. Rien n’est pris du fichier.`,
      )
    }),
  )

const joinedOf = (labels: readonly string[], joined: NonNullable<Part['joined']>, name: string): Sql => {
  const pieces = joined.of.map((pattern) => {
    const [found] = labelsLike(labels, pattern)
    if (found !== undefined) return sql`${ident(found)}::varchar`
    throw invalid(`La colonne « ${pattern} » n’est plus dans « ${name} ».`)
  })
  return sql`${glued(pieces, ' || ')} as ${ident(joined.name)}`
}

const passes = (column: Sql, filter: Filter): Sql =>
  'equals' in filter
    ? sql`${column}::varchar = ${literal(filter.equals)}`
    : sql`starts_with(${column}::varchar, ${literal(filter.startsWith)})`

const isEncoding = (error: unknown): boolean => error instanceof Error && /utf-?8|unicode/i.test(error.message)

/** No national file is larger once unfolded: past it, an archive is a trap. */
const MOST_UNFOLDED = 8e9

async function* gunzipped(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const folded = Readable.from(bytes)
  const unfolding = createGunzip()
  folded.on('error', (error) => unfolding.destroy(error))
  try {
    yield* upTo(folded.pipe(unfolding), MOST_UNFOLDED)
  } catch (error) {
    if (error instanceof DomainError) throw error
    throw new DomainError(
      { kind: 'invalid', detail: 'Le fichier compressé du producteur est abîmé ou incomplet.', issues: [] },
      { cause: error },
    )
  } finally {
    folded.destroy()
  }
}

/** What is not UTF-8 is what French administrations wrote before: Windows-1252, of which Latin-1 is the part that is printed. */
const toUtf8 = (path: string, target: string): Promise<void> =>
  pipeline(async function* () {
    const decoder = new TextDecoder('windows-1252')
    for await (const chunk of createReadStream(path)) yield decoder.decode(chunk, { stream: true })
  }, createWriteStream(target))

const extension = (name: string): string => /\.(parquet|zip)$/i.exec(name)?.[0].toLowerCase() ?? '.csv'

async function* upTo(bytes: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.byteLength
    if (size > limit)
      throw new DomainError({ kind: 'too-large', detail: 'Le fichier du producteur est trop grand.', limit })
    yield chunk
  }
}
