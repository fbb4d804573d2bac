import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memoryHarvest } from '../../../test/harvest-office.ts'
import { make } from '../../../test/make.ts'
import { endBeforeServer, freshDatabase } from '../../../test/postgres.ts'
import { preflightOf } from '../../../test/preflight.ts'
import { postgresDatasets } from '../catalog/dataset-store.postgres.ts'
import { postgresVersions } from '../catalog/version-store.postgres.ts'
import { postgresHarvest } from './harvest-store.postgres.ts'
import { type HarvestRun, type HarvestStore, type Proposal, type SourceState, unknownState } from './ports.ts'

const ends: (() => Promise<void>)[] = []
endBeforeServer(async () => {
  for (const end of ends) await end()
})

const stored = async (): Promise<HarvestStore> => {
  const { database, close } = await freshDatabase()
  ends.push(close)
  await postgresDatasets(database, async () => new Map()).save(make.dataset({ status: 'draft', producer: null }))
  const versions = postgresVersions(database)
  for (const id of ['v1', 'v2']) await versions.add(make.version({ id }))
  return postgresHarvest(database)
}

const state: SourceState = {
  source: 'une',
  received: {
    'https://exemple.fr/a.csv': {
      etag: '"un"',
      lastModified: null,
      original: { sha256: 'a'.repeat(64), name: 'a.csv', bytes: 12 },
      edition: '2026',
    },
  },
  edition: '2026',
  checkedAt: '2026-11-25T10:00:00Z',
  triedAt: '2026-11-25T10:00:00Z',
  changedAt: null,
  failingSince: null,
  failure: null,
  everyDays: 3,
  paused: false,
}
const run: HarvestRun = {
  id: 'r1',
  source: 'une',
  actor: 'moi',
  dry: false,
  state: 'running',
  doing: 'Recherche',
  log: [],
  requests: 0,
  bytes: 0,
  createdAt: '2026-11-25T10:00:00Z',
  finishedAt: null,
}
const proposal: Proposal = {
  id: 'p1',
  source: 'une',
  datasetId: 'jeu',
  versionId: 'v1',
  sha256: 'a'.repeat(64),
  preflight: preflightOf({ rowsBefore: null, rowsAfter: 3, rowsAdded: 3, rowsRemoved: 0, rowsChanged: null }),
  reasons: [{ kind: 'few-rows', sentence: 'Peu.', meaning: 'Incomplet.' }],
  state: 'waiting',
  createdAt: '2026-11-25T10:00:00Z',
  decidedBy: null,
  decidedAt: null,
  concludedAt: null,
}

for (const [kind, open] of [
  ['memory', async () => memoryHarvest()],
  ['PostgreSQL', stored],
] as const)
  test(`states, runs and proposals come back as they were kept (${kind})`, async () => {
    const store = await open()
    await store.saveState(state)
    await store.saveState({ ...state, edition: '2027', paused: true })
    assert.deepEqual(await store.state('une'), { ...state, edition: '2027' }, 'a run leaves the rhythm alone')
    await store.saveRhythm('une', { everyDays: null, paused: true })
    assert.deepEqual(await store.state('une'), { ...state, edition: '2027', everyDays: null, paused: true })
    assert.deepEqual([await store.state('autre'), (await store.states()).length], [undefined, 1])
    await store.saveRhythm('autre', { everyDays: 14, paused: false })
    assert.deepEqual(await store.state('autre'), { ...unknownState('autre'), everyDays: 14 })

    await store.addRun(run)
    const ended: HarvestRun = {
      ...run,
      state: 'failed',
      doing: '',
      log: [{ at: '2026-11-25T10:00:01Z', sentence: 'Rien.' }],
      requests: 4,
      bytes: 5_000_000_000,
      finishedAt: '2026-11-25T10:00:02Z',
    }
    await store.changeRun(ended)
    assert.deepEqual(await store.runs(5, 'une'), [ended])
    assert.deepEqual(await store.runs(5, 'autre'), [])

    await store.propose(proposal)
    await store.propose({ ...proposal, id: 'p2', versionId: 'v2', createdAt: '2026-11-25T11:00:00Z' })
    assert.deepEqual(
      (await store.waiting()).map(({ id }) => id),
      ['p2'],
    )
    assert.equal((await store.proposal('p1'))?.state, 'replaced')
    assert.equal((await store.lastProposal('jeu'))?.id, 'p2')
    const at = new Date('2026-11-25T12:00:00Z')
    assert.equal(await store.settle('p2', 'refused', 'moi', at), true)
    assert.equal(await store.settle('p2', 'accepted', 'moi', at), false)
    assert.deepEqual([(await store.proposal('p2'))?.state, (await store.proposal('p2'))?.decidedBy], ['refused', 'moi'])
    assert.deepEqual(
      (await store.unconcluded()).map(({ id, state: decided }) => [id, decided]),
      [['p2', 'refused']],
    )
    await store.conclude('p2', at)
    assert.deepEqual(
      [await store.unconcluded(), (await store.proposal('p2'))?.concludedAt],
      [[], '2026-11-25T12:00:00Z'],
    )
    await store.propose({ ...proposal, id: 'p4', createdAt: '2026-11-25T12:30:00Z' })
    await store.settle('p4', 'accepted', 'moi', at)
    await store.reopen('p4', at)
    assert.deepEqual([(await store.proposal('p4'))?.state, (await store.proposal('p4'))?.decidedBy], ['waiting', null])
    await store.settle('p4', 'accepted', 'moi', at)
    await store.propose({ ...proposal, id: 'p5', createdAt: '2026-11-25T12:40:00Z' })
    await store.reopen('p4', at)
    assert.equal((await store.proposal('p4'))?.state, 'replaced', 'a newer one waits')
    await store.propose({ ...proposal, id: 'p3', createdAt: '2026-11-25T13:00:00Z' })
    await store.withdraw('jeu', at)
    assert.deepEqual(await store.waiting(), [])

    const progress = { done: 1, total: 4, failed: 0, title: 'Une', sentence: 'Lecture' }
    await store.tellProgress('a', progress, at)
    await store.tellProgress('a', { ...progress, done: 2 }, at)
    assert.deepEqual(await store.progressSince(at), { ...progress, done: 2 })
    assert.equal(await store.progressSince(new Date(at.getTime() + 1)), undefined)
    await store.endProgress('a')
    assert.equal(await store.progressSince(at), undefined)
  })

test('a run that a stop left unfinished is told as interrupted', async () => {
  const store = await stored()
  await store.addRun(run)
  const progress = { done: 1, total: 4, failed: 0, title: 'Une', sentence: 'Lecture' }
  await store.tellProgress('a', progress, new Date('2026-11-25T12:00:00Z'))
  assert.equal(await store.interruptAll(new Date('2026-11-25T12:00:00Z')), 1)
  assert.equal((await store.runs(1))[0]?.state, 'interrupted')
  assert.equal(await store.progressSince(new Date(0)), undefined)
})
