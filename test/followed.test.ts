import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { compose } from '../src/compose.ts'
import { readConfig } from '../src/config.ts'
import type { Person } from '../src/modules/access/index.ts'
import { showVersion } from '../src/modules/catalog/index.ts'
import { valueAt } from '../src/modules/indicator/edition.ts'
import { databaseWithPlaces } from './postgres.ts'
import { definitionOf } from './small-country.ts'

const operator: Person = { id: 'o', email: '', name: 'Opérateur', role: 'administrator', organisation: null }
const definition = definitionOf(
  { dataset: 'communes', period: { column: 'annee' }, value: { of: 'sum', column: 'habitants' } },
  { levels: ['commune'], upward: 'none' },
)
const rows = (n: number) => `code;annee;habitants\n89024;2022;${n}\n89387;2022;${n + 1}\n89206;2022;${n + 2}\n`

test('whoever shows other rows of a dataset moves its indicators, there and back, and a command ends after it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'icauna-suivi-'))
  const { url, close } = await databaseWithPlaces()
  const told: string[] = []
  const config = readConfig({ DATABASE_URL: url, DATA_DIR: folder, LOG_LEVEL: 'silent' })
  const product = await compose(config, (doing) => told.push(doing), 'command')
  const figure = async () => {
    await product.follower.settled()
    const shown = await product.indicators.known.get('essai')
    return shown && valueAt(shown.edition, 'commune', '89024', '2022').value
  }
  const put = async (n: number) => {
    const path = join(folder, `${n}.csv`)
    await writeFile(path, rows(n))
    const original = { ...(await product.blobs.put(createReadStream(path), 1e9)), name: 'essai.csv' }
    return product.ingest({ datasetId: 'communes', original, actor: null, publish: true })
  }
  const show = (versionId: string) => showVersion(product.edit)(operator, 'communes', versionId)
  try {
    await product.prepare()
    await product.indicators.store.saveDefinition(definition, new Date())
    const first = await put(3000)
    assert.equal(await figure(), 3000)
    const second = await put(5000)
    assert.equal(await figure(), 5000)
    await show(first.id)
    assert.equal(await figure(), 3000)
    const before = told.length
    await show(first.id)
    await product.follower.settled()
    assert.deepEqual(told.slice(before), [], 'nothing changed, nothing is built')
    await show(second.id)
  } finally {
    await product.close()
    await Promise.all([close(), rm(folder, { recursive: true, force: true })])
  }
  assert.equal(told.at(-1), 'Indicateur essai', 'the last change was followed before the end')
})
