import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from '../../../test/make.ts'
import { DomainError, invalid } from '../../kernel/errors.ts'
import type { Run, RunStore } from './ports.ts'
import { runQueue } from './run-queue.ts'

const away = () => new DomainError({ kind: 'unavailable', detail: 'La base ne répond pas.' })
const request = { datasetId: 'jeu', original: make.version().original, actor: null, publish: true }

/** Runs in memory, whose database refuses `refusals` writes once `lost` is set. */
const memoryRuns = (refusals: number) => {
  const kept = new Map<string, Run>()
  const state = { lost: false, left: refusals }
  const runs: RunStore = {
    get: async (id) => kept.get(id),
    recent: async () => [...kept.values()],
    add: async (run) => void kept.set(run.id, run),
    async change(id, changes) {
      if (state.lost && state.left > 0) {
        state.left -= 1
        throw away()
      }
      const run = kept.get(id)
      if (run) kept.set(id, { ...run, ...changes })
    },
    interruptAll: async () => 0,
  }
  return { runs, kept, state }
}

const queueOver = (memory: ReturnType<typeof memoryRuns>, ingest: Parameters<typeof runQueue>[0]['ingest']) => {
  const bugs: unknown[] = []
  const pauses: AbortSignal[] = []
  const queue = runQueue({
    runs: memory.runs,
    ingest,
    newId: () => 'dépôt',
    now: () => new Date(0),
    pause: async (signal) => {
      pauses.push(signal)
    },
    onBug: (error) => bugs.push(error),
  })
  return { queue, bugs, pauses }
}

test('what became of a run is written as soon as the database is back', async () => {
  const memory = memoryRuns(3)
  const { queue, pauses, bugs } = queueOver(memory, async () => {
    memory.state.lost = true
    throw away()
  })
  await queue.start(request)
  await queue.idle()
  assert.equal(memory.kept.get('dépôt')?.state, 'failed')
  assert.equal(memory.kept.get('dépôt')?.error, 'La base ne répond pas.')
  assert.equal(pauses.length, 3)
  assert.deepEqual(bugs, [])
})

test('a file that is refused fails with its own words, and the next one is read', async () => {
  const memory = memoryRuns(0)
  let calls = 0
  const { queue } = queueOver(memory, async () => {
    calls += 1
    if (calls === 1) throw invalid('Ce fichier est vide.')
    return make.version({ id: 'deuxième' })
  })
  await queue.start(request)
  await queue.idle()
  assert.equal(memory.kept.get('dépôt')?.error, 'Ce fichier est vide.')
  await queue.start(request)
  await queue.idle()
  assert.equal(memory.kept.get('dépôt')?.versionId, 'deuxième')
})

test('a portal that stops marks the work in hand as interrupted', async () => {
  const memory = memoryRuns(0)
  let begun: () => void = () => undefined
  const working = new Promise<void>((done) => {
    begun = done
  })
  const { queue } = queueOver(memory, (_request, { signal }) => {
    begun()
    return new Promise((_, fail) => signal?.addEventListener('abort', () => fail(signal.reason), { once: true }))
  })
  await queue.start(request)
  await working
  await queue.close()
  assert.equal(memory.kept.get('dépôt')?.state, 'interrupted')
})
