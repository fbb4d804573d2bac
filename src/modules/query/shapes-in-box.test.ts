import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { duckdbBuilder } from '../ingest/index.ts'
import { openVersions } from './open-versions.duckdb.ts'
import { duckdbTables } from './tables.duckdb.ts'

const SHAPES = [
  '{"type":"Polygon","coordinates":[[[2.0,47.0],[4.0,47.0],[4.0,48.0],[2.0,48.0],[2.0,47.0]]]}',
  '{"type":"Point","coordinates":[3.57,47.8]}',
  '{"type":"LineString","coordinates":[[5.0, 45.0],[5.5, 45.5]]}',
  '',
]

test('a shape is in the boxes that its own box touches, whichever of its points comes first', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'icauna-formes-'))
  const path = join(folder, 'formes.csv')
  await writeFile(path, SHAPES.map((shape, i) => `"${shape.replaceAll('"', '""')}";${i}\n`).join(''))
  const relation = { kind: 'csv', path, delimiter: ';', quote: '"', escape: '"', skip: 0, numbered: false } as const
  const column = { label: 'forme', semantic: null, unit: null }
  const columns = [
    { source: 0, missing: [], rule: { kind: 'geometry' }, column: { ...column, name: 'forme', type: 'geometry' } },
    { source: 1, missing: [], rule: { kind: 'text' }, column: { ...column, name: 'rang', type: 'text' } },
  ] as const
  const built = await duckdbBuilder(folder).build({ versionId: 'v', relation, columns, firstLine: 1 })
  assert.deepEqual(built.bbox, [2, 45, 5.5, 48])
  const versions = openVersions(folder, join(folder, 'exports'))
  const tables = duckdbTables(versions, { milliseconds: 20_000 }, join(folder, 'exports'))
  const inBox = async (west: number, south: number, east: number, north: number) => {
    const where = { kind: 'bbox', west, south, east, north } as const
    return (await tables.rows('v', { select: null, where, sort: [], limit: 10, offset: 0 })).lines
  }
  assert.deepEqual(await inBox(3.5, 47.7, 3.6, 47.9), [1, 2])
  assert.deepEqual(await inBox(3.0, 47.2, 3.1, 47.3), [1])
  assert.deepEqual(await inBox(5.2, 45.2, 6, 46), [3])
  assert.deepEqual(await inBox(-1, 40, 1, 41), [])
  await versions.close()
  await rm(folder, { recursive: true })
})
