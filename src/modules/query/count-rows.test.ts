import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { duckdbBuilder, type TypedColumn } from '../ingest/index.ts'
import { openVersions } from './open-versions.duckdb.ts'
import { parseFilter } from './parse.ts'
import { duckdbTables } from './tables.duckdb.ts'

const integer = (name: string, source: number): TypedColumn => ({
  source,
  missing: [],
  rule: { kind: 'integer' },
  column: { name, label: name, type: 'integer', semantic: null, unit: null },
})

test('rows of a large table are counted the same from combinations of few values and from many values', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'icauna-count-'))
  const path = join(folder, 'grand.csv')
  const rows = Array.from({ length: 120_000 }, (_, i) => [i, i % 7, i % 11 === 0 ? null : i % 5] as const)
  await writeFile(path, `${rows.map((row) => row.map((cell) => cell ?? '').join(',')).join('\n')}\n`)
  const relation = { kind: 'csv', path, delimiter: ',', quote: '"', escape: '"', skip: 0, numbered: false } as const
  const columns = ['rang', 'jour', 'note'].map(integer)
  await duckdbBuilder(folder).build({ versionId: 'v', relation, columns, firstLine: 1 })
  const versions = openVersions(folder, folder)
  const tables = duckdbTables(versions, { milliseconds: 20_000 }, folder)
  const count = (where: string) => tables.count('v', parseFilter(where))
  const plain = (keeps: (row: readonly [number, number, number | null]) => boolean) => rows.filter(keeps).length
  const low = plain(([, jour, note]) => jour > 2 && note !== null && note <= 3)
  assert.equal(await count('jour > 2 and note <= 3'), low)
  assert.equal(await count('note <= 3 and jour > 2 and rang >= 0'), low)
  assert.equal(
    await count('note is null'),
    plain(([, , note]) => note === null),
  )
  assert.equal(
    await count('not (note = 1 or jour = 3)'),
    plain(([, jour, note]) => note !== null && note !== 1 && jour !== 3),
  )
  assert.equal(await count('rang < 1000'), 1000)
  await assert.rejects(count('jour > "lundi"'), /ne se compare pas/)
  await versions.close()
  await rm(folder, { recursive: true })
})
