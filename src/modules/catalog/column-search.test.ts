import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Column, print } from '../query/index.ts'
import { searchInColumn } from './column-search.ts'

const column = (type: Column['type']): Column => ({ name: 'c', label: 'Colonne', type, semantic: null, unit: null })
const read = (type: Column['type'], typed: string) => {
  const answer = searchInColumn(column(type), typed)
  return answer.kind === 'found' ? print(answer.expr) : answer.detail
}

for (const [type, typed, filter] of [
  ['text', ' joigny ', 'c contains "joigny"'],
  ['integer', '5 000', 'c = 5000'],
  ['integer', '>= 5000', 'c >= 5000'],
  ['number', '≤ 12,5', 'c <= 12.5'],
  ['number', '10..20', 'c between 10 and 20'],
  ['number', '10 à 20,5', 'c between 10 and 20.5'],
  ['date', '2024', 'c between "2024-01-01" and "2024-12-31"'],
  ['date', '2024-02', 'c between "2024-02-01" and "2024-02-29"'],
  ['date', '12/03/2024', 'c between "2024-03-12" and "2024-03-12"'],
  ['datetime', '2024-03-12', 'c between "2024-03-12" and "2024-03-12T23:59:59"'],
  ['boolean', 'Oui', 'c = true'],
] as const)
  test(`« ${typed} » in a column of type ${type} asks ${filter}`, () => assert.equal(read(type, typed), filter))

for (const [type, typed] of [
  ['integer', 'beaucoup'],
  ['date', '31/02/2024'],
  ['date', 'mars'],
  ['boolean', 'peut-être'],
] as const)
  test(`« ${typed} » in a column of type ${type} is refused in words`, () =>
    assert.match(read(type, typed), /« Colonne », « .+ » ne se lit pas : écrivez/))
