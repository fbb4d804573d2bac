import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { ingested, linesOf, someCodes } from '../../../test/ingested.ts'
import { make } from '../../../test/make.ts'
import { withFolder } from '../../../test/read-rows.ts'
import type { Dataset } from '../catalog/index.ts'
import { readTable } from './formats/read-table.node.ts'
import { type IngestRequest, ingestFile } from './ingest-file.ts'
import { duckdbBuilder } from './version-builder.duckdb.ts'

test('a column of moments is built, with its days and hours', async () => {
  const { columns } = await ingested(linesOf('lieu,relevé', 'Joigny,2024-05-01T08:30:00', 'Sens,2024-05-02T09:00:00'))
  assert.deepEqual(
    columns.map((c) => [c.type, c.min]),
    [
      ['text', 'Joigny'],
      ['datetime', '2024-05-01 08:30:00'],
    ],
  )
})

test('moments keep their second whatever is written after it', async () => {
  const written = ['2021-05-27T09:14:29.142000', '2021-05-27T09:14:29.5Z', '2021-05-27T09:14:29+00:00']
  const { columns, diagnosticCounts } = await ingested(linesOf('n,maj', ...written.map((at, i) => `a${i},${at}`)))
  assert.deepEqual(diagnosticCounts, [])
  assert.equal(columns[1]?.type, 'datetime')
  assert.match(String(columns[1]?.min), /^2021-05-27 09:14:29/)
  assert.match(String(columns[1]?.max), /^2021-05-27 09:14:29/)
})

test('yes and no said in several ways are read as one', async () => {
  const { columns } = await ingested(linesOf('n,ouvert', 'a,true', 'b,FALSE', 'c,0', 'd,1', 'e,oui'))
  const [, open] = columns
  assert.deepEqual(
    open?.top.toSorted((a, b) => a.count - b.count).map((bar) => [bar.label, bar.count]),
    [
      ['false', 2],
      ['true', 3],
    ],
  )
})

test('two columns never answer to one name', async () => {
  const twice = { columns: { 0: { name: 'aide' }, 1: { name: 'aide' } } }
  await assert.rejects(
    ingested(linesOf('montant,total', '1,2', '3,4'), twice),
    /Deux colonnes ne peuvent pas porter le même nom « aide » \(« montant » et « total »\)/,
  )
})

/** The versions shown of a dataset that is of one status when a file is put in it, and of another when it is read. */
const shownOf = (publish: IngestRequest['publish'], asked: Dataset['status'], ready: Dataset['status']) =>
  withFolder(async (folder) => {
    const path = `${folder}/jeu.csv`
    writeFileSync(path, linesOf('code,nom', '89206,Joigny', '89387,Sens'))
    const states = [asked, ready].map((status) => make.dataset({ id: 'jeu', status, versionId: null }))
    const shown: string[] = []
    const nothing = async () => undefined
    await ingestFile({
      datasets: { get: async () => (states.length > 1 ? states.shift() : states[0]) },
      versions: {
        get: nothing,
        add: async (made) => ({ ...made, number: 1, publishedAt: null }),
        publish: async (_dataset, version) => void shown.push(version),
      },
      blobs: { localPath: async () => path },
      overrides: { get: async () => ({}), save: nothing },
      builder: duckdbBuilder(folder),
      begun: { begin: nothing, settle: nothing, left: async () => [] },
      read: readTable,
      references: async () => someCodes,
      withFolder: (work) => work(`${folder}/travail`),
      newId: () => 'v1',
      now: () => new Date('2026-11-25T10:00:00Z'),
    })({ datasetId: 'jeu', original: { sha256: '0'.repeat(64), bytes: 1, name: 'jeu.csv' }, actor: null, publish })
    return shown
  })

test('what someone who may not publish put in a draft is not shown when it was published in the meantime', async () => {
  assert.deepEqual(await shownOf('while-draft', 'draft', 'draft'), ['v1'])
  assert.deepEqual(await shownOf('while-draft', 'draft', 'published'), [])
  assert.deepEqual(await shownOf('while-draft', 'published', 'published'), [])
  assert.deepEqual(await shownOf(true, 'published', 'published'), ['v1'])
})
