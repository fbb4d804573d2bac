import assert from 'node:assert/strict'
import { test } from 'node:test'
import { correctedOverrides, typedOverrides } from './typed-overrides.ts'

test('each decision of reading may be typed, and an empty one is left to the reader', () => {
  const typed = {
    format: 'xlsx',
    encoding: 'windows-1252',
    separator: '\t',
    decimal: ',',
    headerLine: '3',
    headerRows: '2',
    sheet: 'Données',
    member: 'a/b.csv',
    recordsPath: 'a.b',
  }
  const column = { name: 'aide', label: 'Aide versée', type: 'number', semantic: 'money', unit: 'k€' }
  const expected = { ...typed, headerLine: 3, headerRows: 2, columns: { 4: column } }
  assert.deepEqual(typedOverrides(typed, { 4: column, 5: {} }), expected)
  assert.deepEqual(typedOverrides({ encoding: '', sheet: ' ' }, {}), {})
})

test('a decision that cannot be is refused by its name, in French', () => {
  const refused = (file: Record<string, string>, columns: Record<string, Record<string, string>>, message: string) =>
    assert.throws(() => typedOverrides(file, columns), { name: 'DomainError', message })
  refused({ headerLine: 'trois' }, {}, '« trois » n’est pas possible comme ligne des intitulés.')
  refused({ format: 'docx' }, {}, '« docx » n’est pas possible comme format.')
  refused({}, { 1: { name: 'Été !' } }, 'Pour la colonne 2, « Été ! » n’est pas possible comme nom.')
})

test('new decisions go over those kept; those on columns are dropped when another table is read', () => {
  const before = { encoding: 'macintosh', sheet: 'A', columns: { 0: { label: 'Commune' }, 2: { unit: '€' } } }
  assert.deepEqual(correctedOverrides(before, { headerLine: '2' }, { 2: { unit: null } }), {
    ...before,
    headerLine: 2,
    columns: { 0: { label: 'Commune' }, 2: { unit: null } },
  })
  assert.deepEqual(correctedOverrides(before, { sheet: 'B' }, {}), { encoding: 'macintosh', sheet: 'B' })
})
