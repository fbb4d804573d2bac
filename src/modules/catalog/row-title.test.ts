import assert from 'node:assert/strict'
import { test } from 'node:test'
import { titleColumns } from './row-title.ts'
import type { ColumnProfile } from './version.ts'

const column = (name: string, changes: Partial<ColumnProfile> = {}): ColumnProfile => ({
  ...{ name, label: name, type: 'text', semantic: null, unit: null, filled: 100, distinct: 90 },
  ...{ min: null, max: null, mean: null, quantiles: null, top: [], histogram: [] },
  sample: ['Gare de Sens', 'Place du marché'],
  ...changes,
})
const id = column('id_lieu', { sample: ['89024-C-001', '72089-C-001'] })
const kind = column('type', { distinct: 3 })
const code = column('insee', { semantic: 'commune', sample: ['89024'] })

test('a row is named by what it is, then by its commune; identifiers and kinds name nothing', () => {
  const columns = [id, kind, column('nom_lieu'), column('ad_lieu'), column('com_lieu', { distinct: 60 }), code]
  assert.deepEqual(titleColumns(columns, 100), ['nom_lieu', 'com_lieu'])
})

test('a column recognised as a name of place tells where', () => {
  const columns = [column('lib_fs'), column('ville_mairie', { semantic: 'place-name' })]
  assert.deepEqual(titleColumns(columns, 100), ['lib_fs', 'ville_mairie'])
})

test('without a name, any text that tells rows apart does; without a text, none', () => {
  assert.deepEqual(titleColumns([id, kind, column('adresse')], 100), ['adresse'])
  assert.deepEqual(titleColumns([column('x', { type: 'number' }), id, column('note', { filled: 12 })], 100), [])
})
