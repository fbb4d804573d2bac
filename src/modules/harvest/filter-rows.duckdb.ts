import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { openDuck } from '../../adapters/duckdb.ts'
import { DomainError, invalid } from '../../kernel/errors.ts'
import { ident, literal, sql } from '../../kernel/sql.ts'
import type { BlobStore } from '../catalog/index.ts'
import type { ReceiveDeps } from './receive-file.ts'

/**
 * Filters well-formed CSV (gzipped or not, or a member of a zip archive) and Parquet, as texts, in constant memory; the
 * file of the country is not kept. A column is found by a pattern of its name. `unzip` unfolds one member, and refuses
 * what unfolds past `limit` bytes or without measure; an archive inside an archive is not a table.
 */
export const duckdbFilter =
  (
    blobs: Pick<BlobStore, 'put'>,
    withFolder: <T>(work: (folder: string) => Promise<T>) => Promise<T>,
    unzip: (path: string, target: string, member: RegExp, limit: number) => Promise<unknown>,
  ): ReceiveDeps['filterRows'] =>
  (bytes, name, { column, equals, member }, limit) =>
    withFolder(async (folder) => {
      const [arrived, kept] = [join(folder, `recu${extension(name)}`), join(folder, 'garde.csv')]
      await pipeline(Readable.from(upTo(bytes, limit)), createWriteStream(arrived))
      const received = arrived.endsWith('.zip') ? join(folder, 'membre.csv') : arrived
      if (received !== arrived) await unzip(arrived, received, new RegExp(member ?? '\\.(csv|txt)$', 'i'), limit)
      const file = await openDuck(':memory:', { memory: '400MB', threads: 2, temporary: folder })
      try {
        const duck = await file.connect()
        const rows = received.endsWith('.parquet')
          ? sql`read_parquet(${literal(received)})`
          : sql`read_csv(${literal(received)}, all_varchar = true, header = true)`
        const described = await duck.rows(sql`select column_name from (describe select * from ${rows})`)
        const wanted = described.map(([label]) => String(label)).find((label) => new RegExp(column, 'i').test(label))
        if (wanted === undefined)
          throw invalid(`La colonne qui dit le département (« ${column} ») n’est plus dans « ${name} ».`)
        await duck.run(sql`copy (select * from ${rows} where ${ident(wanted)}::varchar = ${literal(equals)})
          to ${literal(kept)} (format csv, header true, delimiter ';')`)
        duck.close()
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

const extension = (name: string): string => /\.(parquet|csv\.gz|csv|zip)$/i.exec(name)?.[0].toLowerCase() ?? '.csv'

async function* upTo(bytes: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.byteLength
    if (size > limit)
      throw new DomainError({ kind: 'too-large', detail: 'Le fichier du producteur est trop grand.', limit })
    yield chunk
  }
}
