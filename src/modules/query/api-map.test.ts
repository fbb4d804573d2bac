import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryTables } from '../../../test/memory-tables.ts'
import { buildServer } from '../../http/server.ts'
import { queryApi } from './api.ts'
import type { Column } from './column.ts'
import type { Cell, Tables } from './ports.ts'

const column = (name: string, type: Column['type'], semantic: Column['semantic'] = null): Column => ({
  ...{ name, label: name, type, semantic },
  unit: null,
})
const PLACES: readonly (readonly Cell[])[] = [
  ['Gare d’Auxerre', 3.5852, 47.7973],
  ['Pont de Joigny', 3.3975, 47.9825],
  ['Halle de Sens', 3.2834, 48.1977],
  ['Bureau itinérant', null, null],
]
const absent = async () => {
  throw new Error('not asked in these tests')
}
const held = memoryTables({
  places: {
    columns: [column('nom', 'text'), column('x', 'number', 'longitude'), column('y', 'number', 'latitude')],
    rows: PLACES,
  },
})
const tables: Tables = {
  ...held,
  group: absent,
  facets: absent,
  export: () => ({ [Symbol.asyncIterator]: () => ({ next: absent }) }),
}
const get = async (url: string) => {
  const versions = {
    find: async (slug: string) => ({ datasetId: slug, slug, versionId: slug, number: 3 }),
  }
  const api = queryApi({ tables, versions, countUse: () => undefined })
  const app = await buildServer({ logLevel: 'silent', api: [api], pages: [] })
  return app.inject({ url: `/api/v1/datasets/${url}` })
}

test('every row with a position is a feature that bears its line and the columns asked for', async () => {
  const answer = (await get('places/map?select=nom')).json()
  assert.deepEqual([answer.type, answer.version, answer.by, answer.total], ['FeatureCollection', 3, 'row', 3])
  assert.deepEqual(answer.everywhere, { placed: 3, matching: 4 })
  assert.deepEqual(answer.features[1], {
    type: 'Feature',
    id: 2,
    geometry: { type: 'Point', coordinates: [3.3975, 47.9825] },
    properties: { nom: 'Pont de Joigny' },
  })
})

test('a box keeps its rows, under the filter', async () => {
  const boxed = (await get('places/map?bbox=3,47.9,3.5,48.5')).json()
  assert.deepEqual([boxed.total, boxed.everywhere, boxed.frame], [2, null, [3, 47.9, 3.5, 48.5]])
  const filtered = (await get('places/map?bbox=3,47.9,3.5,48.5&where=nom%20contains%20"sens"')).json()
  assert.deepEqual(
    filtered.features.map(({ id }: { id: number }) => id),
    [3],
  )
})

test('more rows than can be shown are counted by square, all of them', async () => {
  const answer = (await get('places/map?limit=2')).json()
  assert.deepEqual([answer.by, answer.total], ['cell', 3])
  const counts = answer.features.map(({ properties }: { properties: { count: number } }) => properties.count)
  assert.equal(
    counts.reduce((sum: number, count: number) => sum + count, 0),
    3,
  )
})

test('a filter that keeps nothing has no frame and no feature', async () => {
  const answer = (await get('places/map?where=nom%20=%20"personne"')).json()
  assert.deepEqual([answer.total, answer.frame, answer.features], [0, null, []])
})

test('a box that cannot be read is refused in words', async () => {
  for (const bbox of ['1,2,3', 'a,b,c,d', '4,47,3,48', '3,48,4,47', '3,47,400,48', '3,47,4,48,5', '3,,4,48']) {
    const answer = await get(`places/map?bbox=${bbox}`)
    assert.equal(answer.statusCode, 422, bbox)
    assert.match(answer.json().detail, /cadre ne peut pas être lu/)
  }
})
