import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Duck, openDuck } from '../../adapters/duckdb.ts'
import { literal, sql } from '../../kernel/sql.ts'
import { parquetWriter } from './write-parquet.duckdb.ts'

const COLUMNS = [
  { name: 'nom', type: 'text' },
  { name: 'valeur', type: 'number' },
] as const

const within = async (work: (folder: string) => Promise<void>) => {
  const folder = await mkdtemp(join(tmpdir(), 'parquet-'))
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}
const withDuck = async (work: (duck: Duck) => Promise<void>) => {
  const file = await openDuck(':memory:')
  try {
    await work(await file.connect())
  } finally {
    file.close()
  }
}
const bytesOf = async (chunks: AsyncIterable<Uint8Array>) => Buffer.concat(await Readable.from(chunks).toArray())

test('what is written as Parquet is read back the same, and nothing stays in the folder', async () => {
  const rows = fc.array(
    fc.tuple(
      fc.option(fc.stringMatching(/^[a-zé",;' \n-]{1,12}$/), { nil: null }),
      fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null }),
    ),
    { minLength: 1, maxLength: 30 },
  )
  await within(async (folder) =>
    withDuck((duck) =>
      fc.assert(
        fc.asyncProperty(rows, async (written) => {
          const lines = written.map(([name, value]) => {
            const cell = name === null ? '' : `"${name.replaceAll('"', '""')}"`
            return `${cell},${value ?? ''}\n`
          })
          const bytes = await bytesOf(parquetWriter(`${folder}/travail`)(COLUMNS, lines))
          await writeFile(`${folder}/lu.parquet`, bytes)
          const read = await duck.rows(sql`select * from read_parquet(${literal(`${folder}/lu.parquet`)})`)
          assert.deepEqual(
            read,
            written.map(([name, value]) => [name, Object.is(value, -0) ? 0 : value]),
          )
          assert.deepEqual(await readdir(`${folder}/travail`), [])
        }),
        { numRuns: 15 },
      ),
    ),
  )
})

test('a reader who leaves before the end leaves nothing in the folder', async () =>
  within(async (folder) => {
    const leaving = new AbortController()
    leaving.abort(new Error('parti'))
    await assert.rejects(bytesOf(parquetWriter(folder)(COLUMNS, ['a,1\n'], leaving.signal)))
    assert.deepEqual(await readdir(folder), [])
  }))
