import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Column, print } from '../query/index.ts'
import { apiParameters, hasEmptyFields, readRowsAddress, rowsAddress, whereOf } from './rows-address.ts'

const COLUMNS: readonly Column[] = [
  { name: 'commune', label: 'Commune', type: 'text', semantic: null, unit: null },
  { name: 'habitants', label: 'Habitants', type: 'integer', semantic: null, unit: null },
]
const read = (address: string) => readRowsAddress(address, COLUMNS)

test('words, a filter and searches in columns are asked together', () => {
  const where = whereOf(read('/donnees/x?q=pont&filtre=habitants+%3C+9000&dans.commune=saint&dans.habitants=%3E100'))
  assert.equal(
    where && print(where),
    '(((habitants < 9000 and commune contains "saint") and habitants > 100) and search("pont"))',
  )
})

test('a view written as an address and read again is the same view', () => {
  const view = read(
    '/donnees/x?filtre=habitants+%3C+9000&q=pont&dans.commune=saint&tri=-habitants&colonnes=commune&page=2',
  )
  assert.deepEqual(read(rowsAddress('/donnees/x', view, {})), view)
})

test('the files of a view carry its searches in columns', () => {
  assert.equal(apiParameters(read('/donnees/x?dans.habitants=10..20')), '?where=habitants+between+10+and+20')
})

test('a search that a column cannot take is told, and the others stay', () => {
  const view = read('/donnees/x?dans.habitants=beaucoup&dans.commune=sens')
  assert.match(view.mistake ?? '', /« Habitants », « beaucoup » ne se lit pas/)
  assert.equal(view.searches.length, 1)
})

test('an address that a form filled with empty fields has a shorter one', () => {
  assert.equal(hasEmptyFields('/donnees/x?q=&dans.commune=sens'), true)
  assert.equal(hasEmptyFields('/donnees/x?q=sens&dans.commune='), true)
  assert.equal(hasEmptyFields('/donnees/x?q=sens'), false)
  assert.equal(hasEmptyFields('/donnees/x?filtre=a+%3D+%22%22'), false)
})
