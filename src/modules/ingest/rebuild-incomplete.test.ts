import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { make } from '../../../test/make.ts'
import { rebuildIncomplete } from './rebuild-incomplete.ts'
import { duckdbBuilder } from './version-builder.duckdb.ts'

test('datasets whose shown version lacks a file are read again, whatever becomes of the others', async () => {
  const versions = await mkdtemp(join(tmpdir(), 'icauna-incomplets-'))
  const builder = duckdbBuilder(versions)
  const path = join(versions, 'jeu.csv')
  await writeFile(path, '01004\n')
  const relation = { kind: 'csv', path, delimiter: ';', quote: '"', escape: '"', skip: 0, numbered: false } as const
  const column = { name: 'code', label: 'code', type: 'text', semantic: null, unit: null } as const
  const columns = [{ source: 0, missing: [], rule: { kind: 'text' }, column }] as const
  for (const versionId of ['entiere', 'ancienne']) await builder.build({ versionId, relation, columns, firstLine: 1 })
  assert.ok((await readdir(join(versions, 'ancienne'))).includes('index.duckdb'))
  await rm(join(versions, 'ancienne', 'index.duckdb'))

  const shown = { entier: 'entiere', abime: 'perdue', ancien: 'ancienne', brouillon: null }
  const items = Object.entries(shown).map(([id, versionId]) => ({
    dataset: make.dataset({ id, title: id, versionId }),
    producerName: null,
    producerSlug: null,
    rowCount: null,
    columnCount: null,
    format: null,
  }))
  const [rebuilt, said]: [string[], string[]] = [[], []]
  await rebuildIncomplete({
    datasets: { list: async () => ({ total: items.length, items }) },
    builder,
    rebuild: async (id) => {
      if (id === 'abime') throw new Error('Fichier reçu manquant.')
      rebuilt.push(id)
      return make.version({ datasetId: id })
    },
  })((doing) => said.push(doing))
  assert.deepEqual(rebuilt, ['ancien'])
  assert.match(said.join('\n'), /« abime » n’a pas pu être relu : Fichier reçu manquant\. Lancez « icauna doctor »\./)
  await rm(versions, { recursive: true })
})
