import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryTables } from '../../../test/memory-tables.ts'
import { buildServer } from '../../http/server.ts'
import { notFound } from '../../kernel/errors.ts'
import { queryApi } from './api.ts'
import type { Column } from './column.ts'
import type { Tables } from './ports.ts'

const column = (name: string, type: Column['type']): Column => ({ name, label: name, type, semantic: null, unit: null })
const communes = memoryTables({
  v2: {
    columns: [column('code', 'text'), column('nom', 'text'), column('population', 'integer')],
    rows: [
      ['89024', 'Auxerre', 34843],
      ['89387', 'Sens', 26688],
      ['89206', 'Joigny', 9292],
      ['89464', 'Vézelay', null],
    ],
  },
})
const absent = async () => {
  throw new Error('not asked in these tests')
}
const tables: Tables = {
  ...communes,
  group: async (_version, { by }) => ({ columns: by, rows: [[`${by.length}`]] }),
  facets: absent,
  export: () => ({ [Symbol.asyncIterator]: () => ({ next: absent }) }),
}

const server = async () => {
  const uses: string[] = []
  const versions = {
    find: async (slug: string, number: number | null) => {
      if (slug !== 'communes' || (number ?? 2) !== 2) throw notFound('Le jeu de données', slug)
      return { datasetId: 'd', slug, versionId: 'v2', number: 2 }
    },
  }
  const api = queryApi({ tables, versions, countUse: (_id, kind) => uses.push(kind) })
  return { app: await buildServer({ logLevel: 'silent', api: [api], pages: [] }), uses }
}
const get = async (url: string, headers: Record<string, string> = {}) =>
  (await server()).app.inject({ url: `/api/v1/datasets/${url}`, headers })

test('rows are filtered, sorted and cut, and the next page stays on the same version', async () => {
  const answer = await get('communes/rows?where=population%20%3E%209000&sort=-population&limit=2&select=nom,population')
  assert.equal(answer.statusCode, 200)
  assert.deepEqual(answer.json(), {
    version: 2,
    total: 3,
    next: '/api/v1/datasets/communes/rows?where=population+%3E+9000&sort=-population&limit=2&select=nom%2Cpopulation&offset=2&version=2',
    previous: null,
    rows: [
      { nom: 'Auxerre', population: 34843 },
      { nom: 'Sens', population: 26688 },
    ],
  })
})

test('following next visits every row once', async () => {
  const { app } = await server()
  const seen: string[] = []
  let url: string | null = '/api/v1/datasets/communes/rows?limit=3'
  while (url) {
    const page: { next: string | null; rows: { code: string }[] } = (await app.inject({ url })).json()
    seen.push(...page.rows.map((row) => row.code))
    url = page.next
  }
  assert.deepEqual(seen, ['89024', '89387', '89206', '89464'])
})

test('a filter that cannot be read is a 422 that says where', async () => {
  const answer = await get('communes/rows?where=population%20%3E')
  assert.equal(answer.statusCode, 422)
  assert.equal(answer.headers['content-type']?.toString().split(';')[0], 'application/problem+json')
  assert.match(answer.json().detail, /au caractère 13, une valeur est attendue/)
})

test('whoever holds the version is told that nothing changed', async () => {
  const first = await get('communes/rows')
  const again = await get('communes/rows', { 'if-none-match': String(first.headers.etag) })
  assert.equal(again.statusCode, 304)
  assert.equal(again.body, '')
})

test('one row is read by its line, and a line that is not there is a 404', async () => {
  assert.deepEqual((await get('communes/rows/3')).json(), { code: '89206', nom: 'Joigny', population: 9292 })
  assert.equal((await get('communes/rows/5')).statusCode, 404)
})

test('rows that answer a search are counted', async () => {
  assert.deepEqual((await get('communes/count?q=vezelay')).json(), { version: 2, count: 1 })
})

test('a spreadsheet is sent under a name that tells the version', async () => {
  const answer = await get('communes/rows.xlsx?where=code%20%3D%20%2289024%22')
  assert.equal(answer.statusCode, 200)
  assert.equal(answer.headers['content-disposition'], 'attachment; filename="communes-v2.xlsx"')
  assert.equal(answer.rawPayload.subarray(0, 2).toString(), 'PK')
})

test('a file that cannot be made is refused before its first byte', async () => {
  const answer = await get('communes/rows.geojson')
  assert.equal(answer.statusCode, 422)
  assert.match(answer.json().detail, /pas de position géographique/)
})

test('groups on more columns or measures than a memory holds are refused before any work, and the same one twice is once', async () => {
  const many = (n: number, text: (n: number) => string) => Array.from({ length: n }, (_, i) => text(i)).join()
  for (const query of [`by=${many(11, (n) => `c${n}`)}`, `measures=${many(31, (n) => `sum(p) as m${n}`)}`]) {
    const answer = await get(`communes/aggregates?${query}`)
    assert.deepEqual([answer.statusCode, answer.json().issues.length], [422, 1], query)
  }
  const once = await get(`communes/aggregates?by=${many(2000, () => 'nom')}`)
  assert.deepEqual(once.json().groups, [{ nom: '1' }])
})
