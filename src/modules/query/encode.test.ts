import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { test } from 'node:test'
import { read, utils } from '@e965/xlsx'
import { memoryTables } from '../../../test/memory-tables.ts'
import type { Column } from './column.ts'
import { geojsonChunks } from './encode-geojson.ts'
import { xlsxChunks } from './encode-xlsx.ts'
import type { Cell, ExportQuery } from './ports.ts'

const column = (name: string, type: Column['type'], semantic: Column['semantic'] = null): Column => ({
  name,
  label: name,
  type,
  semantic,
  unit: null,
})
const query = (format: ExportQuery['format']): ExportQuery => ({
  format,
  select: null,
  where: null,
  sort: [],
  numbers: 'int',
  bom: false,
})
const whole = (chunks: AsyncIterable<Uint8Array>) => buffer(Readable.from(chunks, { objectMode: false }))
const signal = new AbortController().signal

const columns = [column('nom', 'text'), column('montant', 'number'), column('jour', 'date'), column('actif', 'boolean')]
const rows: readonly (readonly Cell[])[] = [
  ['Saint-Rémy & <fils>', 1234.5, '2024-03-12', true],
  ['=1+1', -3, null, false],
  ['\u0000\uD800 fin', null, '0031-01-01', null],
]

test('a spreadsheet reads back what the rows say, and a text that looks like a formula stays a text', async () => {
  const file = await whole(xlsxChunks(memoryTables({ v: { columns, rows } }), 'v', query('xlsx'), signal))
  const sheet = read(file, { cellDates: true, UTC: true }).Sheets.Données
  assert.ok(sheet)
  assert.deepEqual(utils.sheet_to_json(sheet, { header: 1, raw: true, defval: null, UTC: true }), [
    ['nom', 'montant', 'jour', 'actif'],
    ['Saint-Rémy & <fils>', 1234.5, new Date('2024-03-12T00:00:00Z'), true],
    ['=1+1', -3, null, false],
    ['\uFFFD fin', null, '0031-01-01', null],
  ])
  assert.equal(sheet.A3?.f, undefined)
})

test('points become features, and a row without a place keeps its values', async () => {
  const placed = [column('nom', 'text'), column('x', 'number', 'longitude'), column('y', 'number', 'latitude')]
  const tables = memoryTables({
    v: {
      columns: placed,
      rows: [
        ['Auxerre', 3.57, 47.8],
        ['Nulle part', null, null],
      ],
    },
  })
  assert.deepEqual(JSON.parse((await whole(geojsonChunks(tables, 'v', query('geojson'), signal))).toString()), {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [3.57, 47.8] },
        properties: { nom: 'Auxerre', x: 3.57, y: 47.8 },
      },
      { type: 'Feature', geometry: null, properties: { nom: 'Nulle part', x: null, y: null } },
    ],
  })
})

test('an empty selection of rows is still a valid collection', async () => {
  const tables = memoryTables({ v: { columns: [column('g', 'geometry')], rows: [] } })
  const text = (await whole(geojsonChunks(tables, 'v', query('geojson'), signal))).toString()
  assert.deepEqual(JSON.parse(text), { type: 'FeatureCollection', features: [] })
})

test('rows without any place are refused as GeoJSON, with another format proposed', async () => {
  await assert.rejects(
    whole(geojsonChunks(memoryTables({ v: { columns, rows } }), 'v', query('geojson'), signal)),
    /choisissez un autre format/,
  )
})
