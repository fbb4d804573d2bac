import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { readRows, withFolder } from '../../../../test/read-rows.ts'

/** A cell as people write them: words, accents, blanks, quotes, separators, line breaks, numbers, nothing. */
const cell = fc.oneof(
  fc.constantFrom('', 'Joigny', 'Saint-Rémy', "l'Yonne", '89024', '1 234,5', '12/03/2024', 'a "b" c', 'x;y', 'x,y'),
  fc.stringMatching(/^[a-zé ,;"'.0-9-]{0,12}$/),
  fc.constantFrom('deux\nlignes', ' blanc autour ', '"'),
)

/** A well-formed file: every row as wide as the labels, quotes where they are needed, one end of line throughout. */
const wellFormed = fc
  .record({
    width: fc.integer({ min: 2, max: 5 }),
    separator: fc.constantFrom(';', ',', '\t'),
    newLine: fc.constantFrom('\n', '\r\n'),
    lastEnds: fc.boolean(),
    quotesAll: fc.boolean(),
    cells: fc.array(fc.array(cell, { minLength: 5, maxLength: 5 }), { minLength: 3, maxLength: 40 }),
  })
  .map(({ width, separator, newLine, lastEnds, quotesAll, cells }) => {
    const rows = cells.map((row, i) => [`ligne ${i}`, ...row.slice(1, width)])
    const labels = Array.from({ length: width }, (_, i) => `intitulé ${'abcde'[i]}`)
    const written = (text: string) =>
      quotesAll || /[";,\t\n]/.test(text) ? `"${text.replaceAll('"', '""').replaceAll('\n', newLine)}"` : text
    const text = [labels, ...rows].map((row) => row.map(written).join(separator)).join(newLine)
    return { rows, text: lastEnds ? text + newLine : text }
  })

const plain = (cells: readonly (readonly unknown[])[]) =>
  cells.map((row) => row.map((value) => (value === null ? '' : String(value).replaceAll('\r\n', '\n'))))

test('a well-formed file gives the same rows left to DuckDB or through our reader', async () => {
  await fc.assert(
    fc.asyncProperty(wellFormed, ({ rows, text }) =>
      withFolder(async (folder) => {
        writeFileSync(`${folder}/jeu.csv`, text)
        const read = (careful: boolean) =>
          readRows(
            { path: `${folder}/jeu.csv`, name: 'jeu.csv', folder: `${folder}/lu` },
            {},
            { careful, nativeFrom: 0 },
          )
        const [native, careful] = [await read(false), await read(true)]
        assert.equal(native.table.relation.kind === 'csv' && native.table.relation.numbered, false)
        assert.equal(careful.table.relation.kind === 'csv' && careful.table.relation.numbered, true)
        assert.deepEqual(native.table.header, careful.table.header)
        assert.deepEqual(plain(native.rows), plain(careful.rows))
        assert.deepEqual(plain(careful.rows), rows)
      }),
    ),
    { numRuns: 60 },
  )
})

test('rows of separators alone are passed over by both ways', () =>
  withFolder(async (folder) => {
    writeFileSync(`${folder}/jeu.csv`, 'a;b\n1;2\n;\n3;4\n\n ; \n5;6\n')
    const read = (careful: boolean) =>
      readRows({ path: `${folder}/jeu.csv`, name: 'jeu.csv', folder: `${folder}/lu` }, {}, { careful, nativeFrom: 0 })
    const expected = [
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ]
    assert.deepEqual((await read(true)).rows, expected)
    assert.deepEqual((await read(false)).rows, expected)
  }))

test('a large file that ends with a total or a note is read by our reader, which sets them aside', async () => {
  const rows = Array.from({ length: 3000 }, (_, i) => `Commune ${i};${i};${i + 1}`).join('\n')
  for (const ending of ['Total;4498500;4501500\n', ';4498500;4501500\n', 'Source : département, comptes de 2025\n', ''])
    await withFolder(async (folder) => {
      writeFileSync(`${folder}/jeu.csv`, `commune;avant;apres\n${rows}\n${ending}`)
      const file = { path: `${folder}/jeu.csv`, name: 'jeu.csv', folder: `${folder}/lu` }
      const { table, rows: kept } = await readRows(file, {}, { nativeFrom: 0 })
      assert.equal(table.relation.kind === 'csv' && table.relation.numbered, ending !== '', ending)
      assert.deepEqual([kept.length, table.rejectedCount], [3000, ending === '' ? 0 : 1], ending)
    })
})
