import assert from 'node:assert/strict'
import { createWriteStream } from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import yazl from 'yazl'
import { readRows, withFolder } from '../../../../test/read-rows.ts'
import { openDuck } from '../../../adapters/duckdb.ts'
import { literal, sql } from '../../../kernel/sql.ts'
import { relationSql } from '../relation-sql.ts'
import { physicalLines, readLines } from './csv-lines.ts'
import { checkBook } from './unpack.node.ts'

const TIGHT = { bytes: 20e6, ratio: 50, ratioFrom: 1e6, entries: 5 }
const MUCH = Buffer.from('1;2;3\n'.repeat(500_000))

const zipOf = async (path: string, members: Readonly<Record<string, Buffer>>) => {
  const zip = new yazl.ZipFile()
  for (const [name, bytes] of Object.entries(members)) zip.addBuffer(bytes, name)
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
}

for (const [name, pack] of [
  ['bombe.csv.gz', (path: string) => writeFile(path, gzipSync(MUCH))],
  ['bombe.zip', (path: string) => zipOf(path, { 'donnees.csv': MUCH })],
] as const)
  test(`${name}: what unfolds two hundred times its size is refused before it is whole`, () =>
    withFolder(async (folder) => {
      await pack(`${folder}/${name}`)
      const file = { path: `${folder}/${name}`, name, folder: `${folder}/travail` }
      await assert.rejects(readRows(file, {}, { limits: TIGHT }), /bombe de décompression/)
      assert.ok((await stat(`${folder}/travail/deplie-0`)).size < MUCH.length)
    }))

test('a Parquet file that says one value for millions of rows is refused before they are written', () =>
  withFolder(async (folder) => {
    const path = `${folder}/bombe.parquet`
    const file = await openDuck(':memory:')
    const duck = await file.connect()
    const to = literal(path)
    await duck.run(sql`copy (select 1 as a, 'x' as b from range(2000000)) to ${to} (format parquet, compression zstd)`)
    file.close()
    assert.ok((await stat(path)).size < 40_000)
    const asked = { path, name: 'bombe.parquet', folder: `${folder}/t` }
    await assert.rejects(readRows(asked, {}, { limits: TIGHT }), /bombe de décompression/)
  }))

test('an archive of thousands of files is refused', () =>
  withFolder(async (folder) => {
    const members = Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`${i}.csv`, Buffer.from('a;b\n1;2\n')]))
    await zipOf(`${folder}/a.zip`, members)
    const file = { path: `${folder}/a.zip`, name: 'a.zip', folder }
    await assert.rejects(readRows(file, {}, { limits: TIGHT }), /plus de 5 fichiers/)
  }))

test('a workbook is unfolded to be measured before anything reads it, and one that lies about its size is refused', () =>
  withFolder(async (folder) => {
    const path = `${folder}/classeur.xlsx`
    await zipOf(path, { 'xl/worksheets/sheet1.xml': MUCH })
    await checkBook(path, MUCH.length)
    await assert.rejects(checkBook(path, MUCH.length - 1), /Une fois déplié, ce classeur dépasse/)
    const bytes = await readFile(path)
    // The size that the central directory declares, made small.
    bytes.writeUInt32LE(10, bytes.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1')) + 24)
    await writeFile(path, bytes)
    await assert.rejects(checkBook(path, 1e9), /abîmé ou incomplet/)
  }))

test('a member of an archive whose name leaves its folder is refused', () =>
  withFolder(async (folder) => {
    await zipOf(`${folder}/a.zip`, { 'aa/dehors.csv': Buffer.from('a;b\n1;2\n') })
    const bytes = (await readFile(`${folder}/a.zip`)).toString('latin1').replaceAll('aa/dehors', '../dehors')
    await writeFile(`${folder}/a.zip`, bytes, 'latin1')
    await assert.rejects(readRows({ path: `${folder}/a.zip`, name: 'a.zip', folder: `${folder}/t` }), /« \.\.\/ »/)
  }))

test('ten thousand columns are refused with what to do, in CSV as in JSON', () =>
  withFolder(async (folder) => {
    const names = Array.from({ length: 10_000 }, (_, i) => `Mesure du ${i}`)
    await writeFile(`${folder}/a.csv`, `${names.join(';')}\n${names.map((_, i) => i).join(';')}\n`)
    await writeFile(`${folder}/a.json`, JSON.stringify([Object.fromEntries(names.map((name) => [name, 1]))]))
    for (const name of ['a.csv', 'a.json'])
      await assert.rejects(readRows({ path: `${folder}/${name}`, name, folder: `${folder}/t` }), /10000 colonnes/)
  }))

test('JSON in one block past the limit is refused before it is read', () =>
  withFolder(async (folder) => {
    await writeFile(`${folder}/a.json`, `[${'{"a":1},'.repeat(20_000)}{"a":1}]`)
    const file = { path: `${folder}/a.json`, name: 'a.json', folder }
    await assert.rejects(readRows(file, {}, { maxJson: 100_000 }), /d’un seul bloc ; la limite est de 100.ko/)
  }))

test('a quote never closed at the end of a large file costs its own line, and the native reader stays within its memory', () =>
  withFolder(async (folder) => {
    const path = `${folder}/a.csv`
    const rows = Array.from({ length: 30_000 }, (_, i) => `${i};Association ${i};"un, deux"\n`).join('')
    await writeFile(path, `id;nom;texte\n${rows}1;fin;"jamais refermé\n2;après;rien\n`)
    const { relation } = (await readRows({ path, name: 'a.csv', folder: `${folder}/sûr` })).table
    assert.equal(relation.kind, 'csv')
    const careful = await readRows({ path, name: 'a.csv', folder: `${folder}/t` }, {}, { careful: true })
    assert.equal(careful.rows.length, 30_001)
    assert.match(careful.rejects, /^30002;"guillemet jamais refermé"/m)

    const native = { kind: 'csv', path, delimiter: ';', quote: '"', escape: '"', skip: 1, numbered: false } as const
    const file = await openDuck(':memory:', { memory: '150MB' })
    const duck = await file.connect()
    await assert.rejects(duck.rows(sql`select count(*) from ${relationSql(native, ['', '', ''])}`), /quote/i)
    file.close()
  }))

test('columns may bear the names that every object answers to', () =>
  withFolder(async (folder) => {
    const records = ['{"constructor":"a","n":1}', '{"n":2}', '{"__proto__":"b","toString":"c"}']
    await writeFile(`${folder}/a.json`, `[${records.join()}]`)
    await writeFile(`${folder}/a.ndjson`, records.join('\n'))
    for (const name of ['a.json', 'a.ndjson']) {
      const { table, rows } = await readRows({ path: `${folder}/${name}`, name, folder: `${folder}/t` })
      assert.deepEqual(table.header, ['constructor', 'n', '__proto__', 'toString'], name)
      assert.deepEqual(
        rows,
        [
          ['a', '1', null, null],
          [null, '2', null, null],
          [null, null, 'b', 'c'],
        ],
        name,
      )
    }
  }))

test('JSON nested past any use is refused in words, or its line is set aside', () =>
  withFolder(async (folder) => {
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    await writeFile(`${folder}/a.json`, `[${deep}]`)
    await assert.rejects(
      readRows({ path: `${folder}/a.json`, name: 'a.json', folder: `${folder}/t` }),
      /L’enregistrement 1 de ce fichier JSON emboîte ses valeurs trop profondément/,
    )
  }))

test('lines are cut the same wherever the pieces of a text fall', async () => {
  const gather = async (pieces: readonly string[]) => {
    const lines: string[] = []
    for await (const { line, text } of physicalLines(Readable.from(pieces))) lines.push(`${line} ${text}`)
    return lines
  }
  const part = fc.constantFrom('a', 'bc', '\r', '\n', '\r\n')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(part, { minLength: 1 }).map((signs) => signs.join(''))), async (pieces) => {
      assert.deepEqual(await gather(pieces), await gather(pieces.length > 0 ? [pieces.join('')] : []))
    }),
  )
})

test('a line of thirty megabytes is read in the time of thirty', async () => {
  const pieces = Array.from({ length: 2000 }, () => 'x'.repeat(16_000))
  const began = performance.now()
  for await (const { text } of physicalLines(Readable.from(pieces))) assert.equal(text.length, 32_000_000)
  assert.ok(performance.now() - began < 3000, 'looked through again at each piece, it takes a minute')
})

test('a quote never closed holds in memory no more than the longest line', async () => {
  let given = 0
  async function* text() {
    yield 'a;"jamais'
    for (; given < 50; given += 1) yield `${'x'.repeat(4_000_000)}\n`
  }
  for await (const { broken } of readLines(text(), ';')) {
    assert.equal(broken, 'guillemet jamais refermé')
    break
  }
  assert.ok(given < 12, `the first row came after ${given} pieces`)
})

test('a line set aside is told in a file whose cells no spreadsheet runs', () =>
  withFolder(async (folder) => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i};Joigny\n`).join('')
    await writeFile(`${folder}/a.csv`, `n;nom\n${rows}=HYPERLINK("http://x.example");a;b;c\n${rows}`)
    const { rejects } = await readRows({ path: `${folder}/a.csv`, name: 'a.csv', folder: `${folder}/t` })
    assert.match(rejects, /^32;"4 cellule\(s\) au lieu de 2";"'=HYPERLINK/m)
  }))
