import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before } from 'node:test'
import { communesSource } from '../../../test/harvest-office.ts'
import { make } from '../../../test/make.ts'
import { freshDatabase } from '../../../test/postgres.ts'
import { preflightOf } from '../../../test/preflight.ts'
import { prepared } from '../../../test/prepared.ts'
import { sql } from '../../kernel/sql.ts'
import { postgresAudit } from '../access/person-store.postgres.ts'
import { diskBlobs } from '../catalog/blob-store.disk.ts'
import { currentVersions } from '../catalog/current-versions.ts'
import { postgresDatasets } from '../catalog/dataset-store.postgres.ts'
import type { Version } from '../catalog/index.ts'
import { postgresVersions } from '../catalog/version-store.postgres.ts'
import { postgresHarvest } from './harvest-store.postgres.ts'
import { withdrawLeftOut } from './withdraw-left-out.ts'

const BIRTH = '1960-01-31'
const DATASET = 'revenus-communes'
const leftOut = [{ column: 'date de naissance', what: 'La date de naissance des élus', because: 'Elle ne sert pas.' }]
const discreet = communesSource({ leftOut })
let day = 1
const now = () => new Date(`2026-11-${String(day).padStart(2, '0')}T10:00:00Z`)

let base: Awaited<ReturnType<typeof freshDatabase>>
let folder: string
before(async () => {
  base = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'icauna-retrait-'))
})
after(async () => {
  await base.close()
  await rm(folder, { recursive: true, force: true })
})

/** A catalogue whose one dataset has the versions named: those that end in `*` hold dates of birth. */
const office = async () => {
  const { database } = base
  const [datasets, versions, store] = [
    postgresDatasets(database),
    postgresVersions(database),
    postgresHarvest(database),
  ]
  const [audit, blobs] = [postgresAudit(database), diskBlobs(join(folder, 'fichiers'))]
  const discarded: string[] = []
  const discard = async (id: string) => void discarded.push(id)
  const withdraw = withdrawLeftOut({ datasets, versions, blobs, discard, store, audit, now })
  await datasets.save(make.dataset({ id: DATASET, slug: DATASET, title: 'Élus', status: 'published' }))
  const column = (label: string): Version['columns'][number] => ({
    ...{ name: label.toLowerCase().replaceAll(' ', '_'), label, type: 'text', semantic: null, unit: null },
    ...{ filled: 1, distinct: 1, min: BIRTH, max: BIRTH, mean: null, quantiles: null, top: [], histogram: [] },
    sample: [BIRTH],
  })
  return {
    ...{ datasets, versions, store, audit, blobs, discarded, withdraw },
    /** A version as it comes, shown at once or left to wait; gives the print of its file. */
    add: async (id: string, holds: boolean, shown = true) => {
      const text = holds ? `nom;naissance\nA;${BIRTH}\n${id}\n` : `nom\nA\n${id}\n`
      const { sha256, bytes } = await blobs.put(Readable.from([Buffer.from(text)]), 1e6)
      const labels = holds ? ['Nom', 'Date de naissance'] : ['Nom']
      const made = make.version({ id, datasetId: DATASET, columns: labels.map(column) })
      const { number: _, publishedAt: __, ...version } = made
      await versions.add({ ...version, original: { sha256, bytes, name: 'elus.csv' } })
      if (shown) await versions.publish(DATASET, id, now())
      return sha256
    },
    numbers: async () => (await versions.ofDataset(DATASET)).map(({ number }) => number),
  }
}
const test = prepared(async () => {
  await base.database.query(sql`delete from harvest.proposal`)
  await base.database.query(sql`update catalog.dataset set version_id = null`)
  await base.database.query(sql`delete from catalog.version`)
})

test('earlier versions that hold what is left out are read no more, and what they told is gone', async () => {
  const { add, withdraw, numbers, versions, datasets, audit, blobs, discarded } = await office()
  const old = await add('v1', true)
  await add('v2', false)
  await add('v3', false)
  day = 5
  assert.equal(await withdraw([communesSource()]), 0, 'a source that leaves nothing out takes nothing away')
  assert.equal(await withdraw([discreet]), 1)
  assert.deepEqual(await numbers(), [3, 2])
  assert.equal(await versions.get('v1'), undefined)
  const asked = currentVersions({ datasets, versions, now }).find(DATASET, 1)
  await assert.rejects(
    asked,
    /La version 1 a été retirée pour de bon le 5.novembre.2026.* \(la date de naissance des élus\)/,
  )
  await versions.publish(DATASET, 'v1', now())
  assert.equal((await datasets.get(DATASET))?.versionId, 'v3', 'nobody goes back to it')
  assert.deepEqual(discarded, ['v1'])
  await assert.rejects(blobs.localPath(old), /n’existe pas/)
  const [kept] = await base.database.query(
    sql`select jsonb_agg(to_jsonb(v))::text as text from catalog.version v where id = 'v1'`,
  )
  assert.doesNotMatch((kept as { text: string }).text, new RegExp(BIRTH))
  const [entry] = (await audit.list(1, 1, DATASET)).items
  assert.deepEqual(
    [entry?.who, entry?.what, entry?.details],
    ['système', 'version.withdraw', { title: 'Élus', version: 1, because: 'La date de naissance des élus' }],
  )
  const { total } = await audit.list(1, 1, DATASET)
  assert.equal(await withdraw([discreet]), 0)
  assert.equal((await audit.list(1, 1, DATASET)).total, total, 'said once')
})

test('the version in place stays until a clean one takes its place; numbers are never given again', async () => {
  const { add, withdraw, numbers, versions } = await office()
  await add('v1', true)
  await add('v2', true)
  assert.equal(await withdraw([discreet]), 1)
  assert.deepEqual(await numbers(), [2])
  assert.equal(await versions.withdraw('v2', now(), 'Rien'), false)
  await add('v3', false)
  assert.equal(await withdraw([discreet]), 1)
  assert.deepEqual(await numbers(), [3])
  await add('v4', true, false)
  assert.equal(await withdraw([discreet]), 1, 'one that waits is taken away too')
  await add('v5', false, false)
  assert.deepEqual(await numbers(), [5, 3])
})

test('a proposal of such a version waits no more; another one still does', async () => {
  const { add, withdraw, store } = await office()
  await add('v1', false)
  for (const [id, holds] of [
    ['v2', true],
    ['v3', false],
  ] as const) {
    await add(id, holds, false)
    await store.propose({
      ...{ id: `p-${id}`, source: discreet.id, datasetId: DATASET, versionId: id, sha256: id },
      ...{ preflight: preflightOf({}), reasons: [], state: 'waiting', createdAt: now().toISOString() },
      ...{ decidedBy: null, decidedAt: null, concludedAt: null },
    })
    await withdraw([discreet])
  }
  assert.deepEqual(
    [(await store.proposal('p-v2'))?.state, (await store.waiting()).map(({ id }) => id)],
    ['replaced', ['p-v3']],
  )
})

test('a file that a document still is stays; what a stop left is removed the next time', async () => {
  const { add, withdraw, versions, blobs, discarded } = await office()
  const old = await add('v1', true)
  await add('v2', false)
  await base.database.query(sql`insert into catalog.attachment (id, dataset_id, title, name, media_type, bytes, sha256)
    values ('d', ${DATASET}, 'Notice', 'n.csv', 'text/csv', 4, ${old})`)
  assert.equal(await versions.withdraw('v1', now(), 'La date de naissance des élus'), true) // and the portal stops here
  assert.equal(await withdraw([discreet]), 0)
  assert.deepEqual(discarded, ['v1'])
  assert.ok(await blobs.localPath(old))
  await base.database.query(sql`delete from catalog.attachment`)
  await withdraw([discreet])
  assert.equal(
    (await readdir(join(folder, 'fichiers'), { recursive: true })).some((name) => name.endsWith(old)),
    false,
  )
})
