import assert from 'node:assert/strict'
import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { test } from 'node:test'
import yazl from 'yazl'
import { make } from '../../test/make.ts'
import { freshDatabase } from '../../test/postgres.ts'
import { definitionOf } from '../../test/small-country.ts'
import { sql } from '../kernel/sql.ts'
import { postgresAudit } from '../modules/access/person-store.postgres.ts'
import { postgresDatasets } from '../modules/catalog/dataset-store.postgres.ts'
import { postgresIndicators } from '../modules/indicator/indicator-store.postgres.ts'
import { BACKED_UP, backUp, restore } from './backup.ts'

test('what was backed up comes back whole elsewhere, the trail included, and the trail is closed again', async () => {
  const [here, there] = [await freshDatabase(), await freshDatabase()]
  const folder = await mkdtemp(join(tmpdir(), 'icauna-sauvegarde-'))
  try {
    await mkdir(join(folder, 'avant/versions/v1'), { recursive: true })
    await mkdir(join(folder, 'avant/fichiers'), { recursive: true })
    await writeFile(join(folder, 'avant/versions/v1/rows.ndjson'), '{"nom":"Sens"}\n')
    await mkdir(join(folder, 'avant/indicateurs'), { recursive: true })
    await writeFile(join(folder, 'avant/indicateurs/e1.valeurs'), 'values')
    await writeFile(join(folder, 'avant/indicateurs/e2.valeurs.en-cours'), 'half of')
    const indicators = postgresIndicators(here.database)
    const definition = definitionOf({})
    const edition = {
      id: 'e1',
      indicator: 'essai',
      number: 1,
      builtAt: '2026-01-01T00:00:00Z',
      madeFrom: 'x',
      definition,
    }
    await indicators.publish(definition, { ...edition, sources: [], findings: [], counts: {} }, 'ève', new Date(0))
    const dataset = make.dataset({ title: 'L’été à « Sens »', keywords: ['eau', 'été'] })
    await postgresDatasets(here.database).save(dataset)
    await postgresAudit(here.database).record({
      at: new Date(0),
      who: 'système',
      what: 'dataset.create',
      subject: 'jeu',
      details: { n: 1 },
    })
    const quiet = () => undefined
    await backUp({ database: here.database, folder: join(folder, 'avant') }, join(folder, 's.zip'), quiet)
    assert.equal(
      await restore({ database: there.database, folder: join(folder, 'apres') }, join(folder, 's.zip'), false, quiet),
      2,
    )

    assert.deepEqual(await postgresDatasets(there.database).get('jeu'), dataset)
    assert.equal(await readFile(join(folder, 'apres/versions/v1/rows.ndjson'), 'utf8'), '{"nom":"Sens"}\n')
    const again = postgresIndicators(there.database)
    assert.deepEqual(await again.find('essai'), await indicators.find('essai'))
    assert.deepEqual(await again.changes('essai'), await indicators.changes('essai'))
    assert.equal(await readFile(join(folder, 'apres/indicateurs/e1.valeurs'), 'utf8'), 'values')
    await postgresAudit(there.database).record({
      at: new Date(1),
      who: 'système',
      what: 'session.open',
      subject: 'x',
      details: {},
    })
    assert.equal((await postgresAudit(there.database).list(1, 10)).total, 2)
    await assert.rejects(there.database.query(sql`delete from access.audit`), /never changed/)
    await assert.rejects(
      restore({ database: there.database, folder }, join(folder, 's.zip'), false, quiet),
      /contient déjà des jeux de données/,
    )
  } finally {
    await Promise.all([here.close(), there.close(), rm(folder, { recursive: true })])
  }
})

test('what is not a whole backup is refused, and nothing of it is put in place', async () => {
  const { database, close } = await freshDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'icauna-sauvegarde-'))
  const quiet = () => undefined
  try {
    await mkdir(join(folder, 'fichiers/ab'), { recursive: true })
    await writeFile(join(folder, 'fichiers/ab', 'ab'.repeat(32)), 'not what its name says')
    await postgresDatasets(database).save(make.dataset({}))
    await backUp({ database, folder }, join(folder, 'abîmée.zip'), quiet)
    await writeFile(join(folder, 'coupée.zip'), (await readFile(join(folder, 'abîmée.zip'))).subarray(0, 2000))
    const foreign = new yazl.ZipFile()
    foreign.addBuffer(Buffer.from('{}'), 'base/catalog.dataset.ndjson')
    foreign.end()
    await pipeline(foreign.outputStream, createWriteStream(join(folder, 'autre.zip')))
    const there = join(folder, 'ailleurs')
    for (const [name, refusal] of [
      ['abîmée.zip', /le fichier reçu (ab)+ a changé/],
      ['coupée.zip', /abîmée ou incomplète/],
      ['autre.zip', /pas une sauvegarde entière/],
    ] as const)
      await assert.rejects(restore({ database, folder: there }, join(folder, name), true, quiet), refusal)
    assert.ok(await postgresDatasets(database).get('jeu'))
    assert.deepEqual(await readdir(join(there, 'travail')), [])
    assert.deepEqual(await readdir(there), ['travail'])
    await assert.rejects(backUp({ database, folder }, join(folder, 'nulle/part.zip'), quiet), /ce dossier n’existe pas/)
  } finally {
    await Promise.all([close(), rm(folder, { recursive: true })])
  }
})

test('no table is forgotten', async () => {
  const { database, close } = await freshDatabase()
  const rows = await database.query(
    sql`select table_schema || '.' || table_name as name from information_schema.tables where table_schema = any(${[...BACKED_UP.schemas]}) order by 1`,
  )
  await close()
  assert.deepEqual(
    rows.map((row) => (row as { name: string }).name),
    [...BACKED_UP.tables, ...BACKED_UP.left].toSorted(),
  )
})
