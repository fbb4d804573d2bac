import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openDuck } from '../../adapters/duckdb.ts'
import { buildServer } from '../../http/server.ts'
import { literal, sql } from '../../kernel/sql.ts'
import { parquetWriter } from '../query/write-parquet.duckdb.ts'
import type { Geography, Level } from '../territory/index.ts'
import { indicatorApi } from './api.ts'
import { inTurns } from './api-downloads.ts'
import { type MadeValue, packEdition } from './edition.ts'
import type { ShownIndicator } from './known-indicators.ts'

const made = (value: number | null, status: MadeValue['status'], making: MadeValue['making'] = 'published') => ({
  ...{ value, status, making },
})
const edition = packEdition(
  new Map<Level, ReadonlyMap<string, ReadonlyMap<string, MadeValue>>>([
    [
      'commune',
      new Map([
        [
          '89024',
          new Map([
            ['2022', made(12.5, 'value')],
            ['2023', made(0, 'zero')],
          ]),
        ],
        [
          '89206',
          new Map([
            ['2022', made(null, 'secret')],
            ['2023', made(3, 'estimated', 'rebuilt')],
          ]),
        ],
      ]),
    ],
    ['departement', new Map([['89', new Map([['2023', made(1e-7, 'value', 'added-up')]])]])],
  ]),
)
const geography: Geography = {
  day: '2026-11-26',
  names: new Map<Level, ReadonlyMap<string, string>>([['commune', new Map([['89024', 'Auxerre, « la » "ville"']])]]),
  holders: new Map(),
}
const ROWS = [
  ['commune', '89024', 'Auxerre, « la » "ville"', '2022', 12.5, 'value', 'published'],
  ['commune', '89024', 'Auxerre, « la » "ville"', '2023', 0, 'zero', 'published'],
  ['commune', '89206', '', '2022', null, 'secret', 'published'],
  ['commune', '89206', '', '2023', 3, 'estimated', 'rebuilt'],
  ['departement', '89', '', '2022', null, 'missing', 'published'],
  ['departement', '89', '', '2023', 1e-7, 'value', 'added-up'],
]
const shown = { definition: { slug: 'essai' }, record: { number: 4 }, edition } as unknown as ShownIndicator
const asked = async () => assert.fail('not asked in these tests')

test('the files of an indicator hold the same values, whatever their format', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'valeurs-'))
  const known = { get: async () => shown, shown: asked, waiting: asked }
  const store = { today: async () => geography, history: asked, populations: () => assert.fail('not asked') }
  const api = indicatorApi({ known, geography: store, writeParquet: parquetWriter(folder) })
  const app = await buildServer({ logLevel: 'silent', api: [api], pages: [] })
  const duck = await openDuck(':memory:')
  try {
    const file = async (ending: string) => {
      const answer = await app.inject(`/api/v1/indicators/essai/values.${ending}`)
      assert.equal(answer.statusCode, 200)
      assert.match(String(answer.headers['content-disposition']), new RegExp(`"essai-4.${ending}"`))
      return answer
    }
    const lines = (await file('ndjson')).body.trim().split('\n')
    assert.deepEqual(
      lines.map((line) => Object.values(JSON.parse(line))),
      ROWS,
    )

    const connection = await duck.connect()
    for (const [ending, reader] of [
      ['csv', sql`read_csv`],
      ['parquet', sql`read_parquet`],
    ] as const) {
      const answer = await file(ending)
      await writeFile(`${folder}/lu.${ending}`, answer.rawPayload)
      const path = literal(`${folder}/lu.${ending}`)
      const read = await connection.rows(
        sql`select niveau, code::varchar, coalesce(nom, ''), periode::varchar, valeur::double, statut, obtention from ${reader}(${path})`,
      )
      assert.deepEqual(read, ROWS, ending)
    }
  } finally {
    duck.close()
    await app.close()
    await rm(folder, { recursive: true })
  }
})

test('a file of values is not written again for who holds it, nor are many for one reader at once', async () => {
  let release = () => {}
  const waits = new Promise<void>((done) => {
    release = done
  })
  const api = indicatorApi({
    known: { get: async () => shown, shown: asked, waiting: asked },
    geography: { today: async () => geography, history: asked, populations: () => assert.fail('not asked') },
    async *writeParquet() {
      await waits
      yield new Uint8Array([1])
    },
  })
  const app = await buildServer({ logLevel: 'silent', api: [api], pages: [] })
  const ask = async (ending: string, headers: Record<string, string> = {}, remoteAddress = '192.0.2.1') =>
    await app.inject({ url: `/api/v1/indicators/essai/values.${ending}`, headers, remoteAddress })
  const { etag } = (await ask('csv')).headers
  const again = await ask('csv', { 'if-none-match': String(etag) })
  assert.deepEqual([again.statusCode, again.body], [304, ''])
  assert.equal((await ask('ndjson', { 'if-none-match': String(etag) })).statusCode, 200, 'another file')

  const held = [1, 2, 3, 4].map(() => ask('parquet'))
  const refused = await ask('parquet')
  assert.equal(refused.statusCode, 429)
  assert.match(refused.json().detail, /Trop de fichiers/)
  assert.equal((await ask('csv', {}, '192.0.2.2')).statusCode, 200, 'another reader')
  release()
  assert.deepEqual(await Promise.all(held.map(async (one) => (await one).statusCode)), [200, 200, 200, 200])
  assert.equal((await ask('csv')).statusCode, 200)
  await app.close()
})

test('while a file is written, others are heard between two of its pieces', async () => {
  let heard = 0
  const listen = () => {
    heard += 1
    listening = setImmediate(listen)
  }
  let listening = setImmediate(listen)
  const before: number[] = []
  for await (const _ of inTurns(['a', 'b', 'c', 'd'])) before.push(heard)
  clearImmediate(listening)
  for (const [i, count] of before.entries()) assert.ok(i === 0 || count > (before[i - 1] ?? count), `${before}`)
})
