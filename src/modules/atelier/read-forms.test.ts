import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ingested, linesOf } from '../../../test/ingested.ts'
import { overridesOf } from './read-forms.ts'

const version = () => ingested(linesOf('code;montant', '89024;12', '89387;15'))

test('a form imposes what it changes, keeps what was imposed, and leaves the rest to the reader', async () => {
  const found = await version()
  const untouched = { 'label.1': 'montant', 'name.1': 'montant', 'type.1': 'integer', 'semantic.1': 'money' }
  assert.deepEqual(overridesOf({ ...untouched, 'unit.1': '€' }, found, {}), {})
  const before = { encoding: 'macintosh', columns: { 0: { label: 'INSEE' } } }
  assert.deepEqual(
    overridesOf(
      { format: 'csv', encoding: 'macintosh', headerLine: '2', 'unit.1': 'k€', 'semantic.1': '' },
      found,
      before,
    ),
    {
      format: 'csv',
      encoding: 'macintosh',
      headerLine: 2,
      columns: { 1: { semantic: null, unit: 'k€' } },
    },
  )
  assert.deepEqual(overridesOf({ encoding: 'macintosh', 'type.1': 'text' }, found, before), {
    encoding: 'macintosh',
    columns: { 0: { label: 'INSEE' }, 1: { type: 'text' } },
  })
})

test('choosing another sheet drops what was decided of the columns of the first', async () => {
  const before = { sheet: 'A', columns: { 0: { label: 'INSEE' } } }
  assert.deepEqual(overridesOf({ sheet: 'B' }, await version(), before), { sheet: 'B' })
})
