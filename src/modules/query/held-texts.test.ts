import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { memoryTables } from '../../../test/memory-tables.ts'
import { duckdbBuilder } from '../ingest/index.ts'
import type { Expr } from './ast.ts'
import type { Column } from './column.ts'
import { openVersions } from './open-versions.duckdb.ts'
import type { Cell } from './ports.ts'
import { duckdbTables } from './tables.duckdb.ts'

const column = (name: string): Column => ({ name, label: name, type: 'text', semantic: null, unit: null })
// Names of many values that come back, one of few, one of a value a row.
const columns = ['id', 'titulaire', 'nature'].map(column)
const rows: readonly (readonly Cell[])[] = Array.from({ length: 6000 }, (_, i) => [
  `Marché ${i}`,
  i % 10 === 0 ? null : `Entreprise Léger n° ${(i * 11) % 1399}`,
  i % 3 === 0 ? 'Étude' : 'Entreprise générale',
])

test('texts are found in columns of many, few and single values alike', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'icauna-textes-'))
  const path = join(folder, 'jeu.csv')
  await writeFile(path, rows.map((row) => `${row.map((cell) => cell ?? '').join(';')}\n`).join(''))
  const relation = { kind: 'csv', path, delimiter: ';', quote: '"', escape: '"', skip: 0, numbered: false } as const
  const typed = columns.map((c, source) => ({ column: c, source, missing: [], rule: { kind: 'text' } }) as const)
  await duckdbBuilder(folder).build({ versionId: 'v', relation, columns: typed, firstLine: 1 })
  const versions = openVersions(folder, join(folder, 'exports'))
  const { shape } = await versions.get('v')
  assert.deepEqual([shape.repeated, shape.held, shape.code], [['nature'], ['titulaire'], 'id'])
  const tables = duckdbTables(versions, { milliseconds: 20_000 }, join(folder, 'exports'))
  const memory = memoryTables({ v: { columns, rows } })
  const search = (text: string): Expr => ({ kind: 'search', text })
  const contains = (name: string, text: string): Expr => ({ kind: 'contains', column: name, text })
  const filters: readonly Expr[] = [
    search('entreprise'),
    search('léger 21'),
    search('etude 300'),
    search('marche 12'),
    contains('titulaire', 'leger n 13'),
    contains('nature', 'étud'),
    contains('id', '77'),
    { kind: 'not', of: contains('titulaire', '13') },
    { kind: 'and', left: search('générale'), right: { kind: 'is-null', column: 'titulaire' } },
  ]
  for (const where of filters) {
    const query = { select: null, where, sort: [], limit: 50, offset: 3 }
    const [ours, plain] = [await tables.rows('v', query), await memory.rows('v', query)]
    assert.deepEqual([ours.total, ours.lines, ours.rows], [plain.total, plain.lines, plain.rows], JSON.stringify(where))
  }
  await versions.close()
  await rm(folder, { recursive: true })
})
