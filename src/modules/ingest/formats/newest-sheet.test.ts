import assert from 'node:assert/strict'
import { test } from 'node:test'
import { utils, write } from '@e965/xlsx'
import { ingested } from '../../../../test/ingested.ts'

/** A workbook of sheets under a notice, in the shape in which statistics offices keep a table year after year. */
const workbook = (sheets: Readonly<Record<string, readonly (readonly (string | number)[])[]>>): Buffer => {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet([['Lisez-moi']]), 'Paramètres')
  for (const [name, rows] of Object.entries(sheets))
    utils.book_append_sheet(
      book,
      utils.aoa_to_sheet([
        ['Accessibilité aux médecins généralistes'],
        ['Source : un producteur'],
        [],
        ['Code commune INSEE', 'Commune', 'APL aux médecins généralistes'],
        ...rows.map((row) => [...row]),
      ]),
      name,
    )
  return write(book, { type: 'buffer', bookType: 'xlsx' })
}
const rows = (count: number, value: number) =>
  Array.from({ length: count }, (_, i) => [`89${String(i + 1).padStart(3, '0')}`, `Bourg-${i}`, value])
const read = async (sheets: Parameters<typeof workbook>[0]) => {
  const { rowCount, columns, decisions } = await ingested(workbook(sheets), {}, 'apl.xlsx')
  return { rowCount, value: columns.at(-1)?.max, why: decisions.find(({ key }) => key === 'sheet')?.because }
}

test('of sheets that differ only by their year, the newest is read, though another has more rows', async () => {
  const { rowCount, value, why } = await read({
    'APL 2022': rows(30, 2),
    'APL 2024': rows(28, 4),
    'APL 2023': rows(29, 3),
  })
  assert.deepEqual([rowCount, Number(value)], [28, 4])
  assert.match(why ?? '', /la plus récente/)
})

test('a sheet of another year that is nearly empty, or of another subject, does not take the place of the fullest', async () => {
  assert.equal(Number((await read({ 'APL 2022': rows(30, 2), 'APL 2025': rows(3, 5) })).value), 2)
  assert.equal(Number((await read({ 'APL 2022': rows(30, 2), 'Notes 2025': rows(29, 5) })).value), 2)
})
