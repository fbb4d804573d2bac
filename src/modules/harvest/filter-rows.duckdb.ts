import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { type DuckFile, openDuck } from '../../adapters/duckdb.ts'
import { DomainError, invalid } from '../../kernel/errors.ts'
import { ident, literal, type Sql, sql } from '../../kernel/sql.ts'
import type { BlobStore } from '../catalog/index.ts'
import type { ReceiveDeps } from './receive-file.ts'
import type { Source } from './source.ts'

type Filter = NonNullable<Source['filter']>

/**
 * Filters well-formed CSV (in UTF-8 or in Windows-1252; compressed with gzip or not, or a member of a zip archive) and
 * Parquet, as texts, in constant memory; the file of the country is not kept. A column is found by a pattern of its name.
 * `unzip` unfolds one member, and refuses what unfolds past `limit` bytes or without measure; an archive inside an archive
 * is not a table.
 */
export const duckdbFilter =
  (
    blobs: Pick<BlobStore, 'put'>,
    withFolder: <T>(work: (folder: string) => Promise<T>) => Promise<T>,
    unzip: (path: string, target: string, member: RegExp, limit: number) => Promise<unknown>,
  ): ReceiveDeps['filterRows'] =>
  (bytes, name, filter, limit) =>
    withFolder(async (folder) => {
      const [arrived, kept] = [join(folder, `recu${extension(name)}`), join(folder, 'garde.csv')]
      const unfolded = /\.gz$/i.test(name) ? gunzipped(upTo(bytes, limit)) : upTo(bytes, limit)
      await pipeline(unfolded, createWriteStream(arrived, { highWaterMark: WRITTEN_TOGETHER }))
      const received = arrived.endsWith('.zip') ? join(folder, 'membre.csv') : arrived
      const member = new RegExp(filter.member ?? '\\.(csv|txt)$', 'i')
      if (received !== arrived) await unzip(arrived, received, member, limit)
      const file = await openDuck(':memory:', { memory: '400MB', threads: 2, temporary: folder })
      try {
        await keepRows(file, received, kept, filter, name).catch(async (error) => {
          if (!isEncoding(error)) throw error
          const again = join(folder, 'en-utf-8.csv')
          await toUtf8(received, again)
          await keepRows(file, again, kept, filter, name)
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

/** Writes to `kept` the rows of `path` that the filter lets through; `name` is what its producer calls it. */
const keepRows = async (file: DuckFile, path: string, kept: string, filter: Filter, name: string): Promise<void> => {
  const duck = await file.connect()
  try {
    const rows = path.endsWith('.parquet')
      ? sql`read_parquet(${literal(path)})`
      : sql`read_csv(${literal(path)}, all_varchar = true, header = true)`
    const described = await duck.rows(sql`select column_name from (describe select * from ${rows})`)
    const pattern = new RegExp(filter.column, 'i')
    const wanted = described.map(([label]) => String(label)).find((label) => pattern.test(label))
    if (wanted === undefined)
      throw invalid(`La colonne qui dit le département (« ${filter.column} ») n’est plus dans « ${name} ».`)
    await duck.run(sql`copy (select * from ${rows} where ${passes(ident(wanted), filter)})
      to ${literal(kept)} (format csv, header true, delimiter ';')`)
  } finally {
    duck.close()
  }
}

/** Bytes that wait to be written together: a write for each piece of the network would cost as much as the filter. */
const WRITTEN_TOGETHER = 4 * 1024 * 1024

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
