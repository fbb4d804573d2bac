import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { memoryTables } from '../../../test/memory-tables.ts'
import { duckdbBuilder, type TypedColumn } from '../ingest/index.ts'
import type { Expr } from './ast.ts'
import type { Column } from './column.ts'
import { openVersions } from './open-versions.duckdb.ts'
import { type Box, gridFor } from './place-grid.ts'
import type { Cell, ExportQuery, PlaceCell, Tables } from './ports.ts'
import { duckdbTables } from './tables.duckdb.ts'

const column = (name: string, type: Column['type'], semantic: Column['semantic'] = null): Column => ({
  name,
  label: name === 'montant' ? '=montant' : name,
  type,
  semantic,
  unit: null,
})
const columns = [
  column('nom', 'text'),
  column('code', 'text'),
  column('montant', 'number'),
  column('rang', 'integer'),
  column('jour', 'date'),
  column('actif', 'boolean'),
  column('x', 'number', 'longitude'),
  column('y', 'number', 'latitude'),
]
const RULES = {
  text: { kind: 'text' },
  number: { kind: 'number', decimal: ',', thousands: null },
  integer: { kind: 'integer' },
  date: { kind: 'date', formats: ['%d/%m/%Y'] },
  boolean: { kind: 'boolean', yes: ['oui'], no: ['non'] },
} as const
const typed: readonly TypedColumn[] = columns.map((c, source) => ({
  column: c,
  source,
  missing: c.name === 'montant' ? ['nd'] : [],
  rule: RULES[c.type === 'geometry' || c.type === 'datetime' ? 'text' : c.type],
}))

const NAMES = ['Saint-Rémy', 'Auxerre', 'L’Isle-sur-Serein', 'œuvre d’été', 'été', null, '=1+1', 'a "b"; c']
const rows: readonly (readonly Cell[])[] = Array.from({ length: 60 }, (_, i) => [
  NAMES[i % NAMES.length] ?? null,
  `0${1000 + i}`,
  i % 7 === 0 ? null : (i - 20) * 1.5,
  i % 5,
  i % 11 === 0 ? null : `2024-${String((i % 12) + 1).padStart(2, '0')}-03`,
  i % 3 === 0 ? null : i % 2 === 0,
  i % 9 === 0 ? null : 2 + (i % 13) / 10,
  i % 9 === 0 ? null : 47 + (i % 17) / 10,
])
const asTyped = (cell: Cell, c: Column): string => {
  if (cell === null) return c.name === 'montant' ? 'ND' : ''
  if (c.type === 'number') return String(cell).replace('.', ',')
  if (c.type === 'boolean') return cell ? 'Oui' : 'NON'
  if (c.type === 'date') return String(cell).split('-').reverse().join('/')
  return `"${String(cell).replaceAll('"', '""')}"`
}

let folder: string
let tables: Tables
let closeAll: () => Promise<void>
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'icauna-tables-'))
  const path = join(folder, 'jeu.csv')
  await writeFile(
    path,
    `${rows.map((row) => row.map((cell, i) => asTyped(cell, columns[i] ?? column('?', 'text'))).join(';')).join('\n')}\n`,
  )
  const relation = { kind: 'csv', path, delimiter: ';', quote: '"', escape: '"', skip: 0, numbered: false } as const
  const built = await duckdbBuilder(folder).build({ versionId: 'v', relation, columns: typed, firstLine: 1 })
  assert.deepEqual([built.rowCount, built.misfitCounts], [60, {}])
  const versions = openVersions(folder, join(folder, 'exports'))
  tables = duckdbTables(versions, { milliseconds: 20_000 }, join(folder, 'exports'))
  closeAll = versions.close
})
after(async () => {
  await closeAll()
  await rm(folder, { recursive: true })
})

const memory = memoryTables({ v: { columns, rows } })
const all = { select: null, where: null, sort: [], limit: 1000, offset: 0 }
const exported = async (query: Partial<ExportQuery> & { format: ExportQuery['format'] }) =>
  (
    await buffer(
      Readable.from(tables.export('v', { ...all, numbers: 'int', bom: false, ...query }), { objectMode: false }),
    )
  ).toString()

const node = <T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record<T>(shape, { noNullPrototype: true })
const textValue = fc.oneof(
  fc.constantFrom('Auxerre', 'été', "l'isle", 'sur', '01005', '', '%', '_', 'Œuvre', '"'),
  fc.string({ maxLength: 3 }),
)
const textual = fc.constantFrom('nom', 'code')
const numeric = fc.constantFrom('montant', 'rang')
const number = fc.oneof(fc.integer({ min: -40, max: 70 }), fc.constantFrom(1.5, -1.5, 0))
const day = fc.constantFrom('2024-01-03', '2024-06-03', '2024-06-04', '2025-01-01')
const op = fc.constantFrom('=' as const, '!=' as const, '<' as const, '<=' as const, '>' as const, '>=' as const)
const { expr } = fc.letrec<{ expr: Expr }>((tie) => ({
  expr: fc.oneof(
    { maxDepth: 4 },
    node({ kind: fc.constant('compare' as const), column: textual, op, value: textValue }),
    node({ kind: fc.constant('compare' as const), column: numeric, op, value: number }),
    node({ kind: fc.constant('compare' as const), column: fc.constant('jour'), op, value: day }),
    node({
      kind: fc.constant('compare' as const),
      column: fc.constant('actif'),
      op: fc.constantFrom('=' as const, '!=' as const),
      value: fc.boolean(),
    }),
    node({
      kind: fc.constant('in' as const),
      column: textual,
      values: fc.array(textValue, { minLength: 1, maxLength: 4 }),
    }),
    node({ kind: fc.constant('between' as const), column: numeric, low: number, high: number }),
    node({ kind: fc.constant('is-null' as const), column: fc.constantFrom('nom', 'montant', 'jour', 'actif', 'x') }),
    node({ kind: fc.constant('contains' as const), column: textual, text: textValue }),
    node({
      kind: fc.constant('search' as const),
      text: fc.constantFrom('Auxerre', 'été', 'saint rémy', '01005', 'oeuvre', 'rien du tout', 'b'),
    }),
    node({
      kind: fc.constant('bbox' as const),
      west: fc.constantFrom(2, 2.3),
      south: fc.constantFrom(47, 47.5),
      east: fc.constantFrom(2.4, 3),
      north: fc.constantFrom(47.9, 48.5),
    }),
    node({ kind: fc.constantFrom('and' as const, 'or' as const), left: tie('expr'), right: tie('expr') }),
    node({ kind: fc.constant('not' as const), of: tie('expr') }),
  ),
}))
const sorts = fc
  .subarray(['nom', 'montant', 'rang', 'jour', 'actif'])
  .chain((names) => fc.tuple(...names.map((name) => fc.boolean().map((descending) => ({ column: name, descending })))))

test('any filter keeps the rows that a plain reading of it keeps, in the same order', async () => {
  await fc.assert(
    fc.asyncProperty(expr, sorts, async (where, sort) => {
      const asked = { ...all, where, sort }
      assert.deepEqual(await tables.rows('v', asked), await memory.rows('v', asked))
    }),
    { numRuns: 150 },
  )
})

test('pages of any size, in any order, give each row once', async () => {
  await fc.assert(
    fc.asyncProperty(sorts, fc.integer({ min: 1, max: 25 }), async (sort, limit) => {
      const lines: number[] = []
      for (let offset = 0; offset < 60; offset += limit)
        lines.push(...(await tables.rows('v', { ...all, sort, limit, offset })).lines)
      assert.deepEqual(
        lines.toSorted((a, b) => a - b),
        Array.from({ length: 60 }, (_, i) => i + 1),
      )
    }),
    { numRuns: 20 },
  )
})

const read = (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString())

test('encoded rows say the same as decoded ones', async () => {
  for (const query of [
    all,
    { ...all, offset: 57 },
    { ...all, select: ['jour', 'nom'], sort: [{ column: 'montant', descending: true }] },
  ]) {
    const [fast, slow] = [await tables.rowsJson('v', query), await memory.rowsJson('v', query)]
    assert.deepEqual([fast.total, read(fast.rows)], [slow.total, read(slow.rows)])
  }
})

test('facets add up to the number of rows', async () => {
  const [facet] = await tables.facets('v', ['nom'], null, 100)
  assert.equal(
    facet?.values.reduce((sum, v) => sum + v.count, 0),
    60,
  )
  assert.equal(facet?.distinct, 8)
})

const box = fc
  .tuple(fc.integer({ min: -2, max: 12 }), fc.integer({ min: -2, max: 16 }), fc.integer({ min: 1, max: 15 }))
  .map(([x, y, size]): Box => [2 + x / 10 - 0.05, 47 + y / 10 - 0.05, 2 + (x + size) / 10, 47 + (y + size) / 10])

test('counts by square add up to the rows of the box, each where a plain reading puts it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.option(expr), box, async (where, asked) => {
      const query = { where, box: asked, grid: gridFor(asked) }
      const [found, plain] = [await tables.cells('v', query), await memory.cells('v', query)]
      const told = (cells: readonly PlaceCell[]) =>
        cells.map((c) => [...c.box, c.count, c.longitude.toFixed(9), c.latitude.toFixed(9)].join(' ')).toSorted()
      assert.deepEqual(told(found), told(plain))
      const [west, south, east, north] = asked
      const inside: Expr = { kind: 'bbox', west, south, east, north }
      const among: Expr = where ? { kind: 'and', left: where, right: inside } : inside
      assert.equal(
        found.reduce((sum, cell) => sum + cell.count, 0),
        await tables.count('v', among),
      )
    }),
    { numRuns: 25 },
  )
})

test('rows without a position are left out of the frame of a filter, and counted apart', async () => {
  assert.deepEqual(await tables.placed('v', null), await memory.placed('v', null))
  assert.equal((await tables.placed('v', null)).count, rows.filter((row) => row[6] !== null).length)
  const nobody: Expr = { kind: 'compare', column: 'nom', op: '=', value: 'personne' }
  assert.deepEqual(await tables.placed('v', nobody), { count: 0, frame: null })
})

test('groups are measured', async () => {
  const measures = [
    { of: 'count', column: null, as: 'n' },
    { of: 'sum', column: 'montant', as: 's' },
    { of: 'distinct', column: 'nom', as: 'd' },
  ] as const
  const page = await tables.group('v', { by: ['rang'], measures, where: null, sort: [], limit: 10 })
  const expected = [0, 1, 2, 3, 4].map((rang) => {
    const of = rows.filter((row) => row[3] === rang)
    return [
      rang,
      of.length,
      of.reduce((sum, row) => sum + Number(row[2] ?? 0), 0),
      new Set(of.map((row) => row[0]).filter((n) => n !== null)).size,
    ]
  })
  assert.deepEqual(page.rows, expected)
})

test('the French CSV has semicolons, decimal commas, labels, and no live formula', async () => {
  const lines = (
    await exported({
      format: 'csv',
      numbers: 'fr',
      bom: true,
      select: ['nom', 'montant'],
      sort: [{ column: 'montant', descending: false }],
    })
  ).split('\n')
  assert.deepEqual(lines.slice(0, 2), ["\uFEFFnom;'=montant", 'Auxerre;-28,5'])
  assert.ok(lines.some((line) => line.startsWith("'=1+1;")))
})

test('JSON and NDJSON files hold every row', async () => {
  const expected = read((await memory.rowsJson('v', all)).rows)
  assert.deepEqual(JSON.parse(await exported({ format: 'json' })), expected)
  const lines = (await exported({ format: 'ndjson', where: { kind: 'compare', column: 'rang', op: '=', value: 1 } }))
    .trim()
    .split('\n')
  assert.deepEqual(
    lines.map((line) => JSON.parse(line)),
    expected.filter((row: { rang: number }) => row.rang === 1),
  )
})

test('an empty selection is an empty JSON array', async () => {
  assert.deepEqual(
    JSON.parse(
      await exported({ format: 'json', where: { kind: 'compare', column: 'nom', op: '=', value: 'personne' } }),
    ),
    [],
  )
})

test('a query stops with its signal', async () => {
  const gone = AbortSignal.abort(new Error('parti'))
  await assert.rejects(tables.count('v', { kind: 'compare', column: 'rang', op: '=', value: 99 }, gone), /parti/)
})

for (const [where, message] of [
  [{ kind: 'compare', column: 'inconnue', op: '=', value: 1 }, /La colonne « inconnue » n’existe pas/],
  [{ kind: 'compare', column: 'rang', op: '=', value: 'abc' }, /ne se compare pas à « abc »/],
  [{ kind: 'compare', column: 'jour', op: '=', value: '2024-02-31' }, /ne se compare pas/],
] as const)
  test(`a question that makes no sense is refused: ${message.source}`, async () => {
    await assert.rejects(tables.rows('v', { ...all, where }), message)
  })
