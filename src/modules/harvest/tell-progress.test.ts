import assert from 'node:assert/strict'
import { test } from 'node:test'
import { communesSource, editor, memoryHarvest } from '../../../test/harvest-office.ts'
import type { HarvestOptions } from './harvest-source.ts'
import { progressAnywhere, toldToAll } from './tell-progress.ts'

const SOURCES = [communesSource(), communesSource({ id: 'autre', title: 'Une autre' })]
const START = Date.parse('2026-11-25T10:00:00Z')

/** A harvest of two processes: one that does it, under a clock that the test moves; one that looks. */
const office = () => {
  const store = memoryHarvest()
  let now = START
  let again: () => void = () => undefined
  const bugs: unknown[] = []
  const beat = (call: () => void) => {
    again = call
    return () => {
      again = () => undefined
    }
  }
  const told = toldToAll({ store, newId: () => 'moisson', now: () => new Date(now), beat, onBug: (e) => bugs.push(e) })
  const look = () => progressAnywhere(store)(new Date(now))
  const settled = () => new Promise(setImmediate)
  return {
    ...{ store, bugs, told, look, settled },
    pass: async (seconds: number, alive = true) => {
      now += seconds * 1000
      if (alive) again()
      await settled()
    },
  }
}

const options: HarvestOptions = { person: editor }

test('a harvest of another process is seen at each step, through a long one, and no more when it ends', async () => {
  const { told, look, settled, pass } = office()
  assert.equal(await look(), null)
  const heard: string[] = []
  await told(async ([first], { onStep, onDone }) => {
    assert.ok(first)
    await settled()
    assert.deepEqual(await look(), { done: 0, total: 2, failed: 0, title: 'Revenus des communes', sentence: '' })
    onStep?.(first, 'Réception du fichier.')
    await settled()
    assert.equal((await look())?.sentence, 'Réception du fichier.')
    for (let i = 0; i < 10; i += 1) await pass(20)
    assert.equal((await look())?.sentence, 'Réception du fichier.', 'three minutes later it is still alive')
    const run = { state: 'failed' } as Parameters<NonNullable<typeof onDone>>[0]['run']
    onDone?.({ source: first.id, run, filled: [] })
    await settled()
    assert.deepEqual(await look(), { done: 1, total: 2, failed: 1, title: 'Une autre', sentence: '' })
    return []
  })(SOURCES, { ...options, onStep: (_, sentence) => heard.push(sentence) })
  assert.deepEqual(heard, ['Réception du fichier.'])
  assert.equal(await look(), null)
})

test('one that was killed is forgotten after a minute, or at the next start', async () => {
  const killed = () => new Promise<never>(() => undefined)
  const first = office()
  void first.told(killed)(SOURCES, options)
  await first.pass(50, false)
  assert.ok(await first.look())
  await first.pass(20, false)
  assert.equal(await first.look(), null)

  const second = office()
  void second.told(killed)(SOURCES, options)
  await second.settled()
  await second.store.interruptAll(new Date(START))
  assert.equal(await second.look(), null)
})

test('what cannot be told does not stop the harvest', async () => {
  const { store, bugs } = office()
  const failing = { ...store, tellProgress: () => Promise.reject(new Error('panne')) }
  const told = toldToAll({
    store: failing,
    newId: () => 'm',
    now: () => new Date(),
    beat: () => () => undefined,
    onBug: (e) => bugs.push(e),
  })
  assert.deepEqual(await told(async () => [])(SOURCES, options), [])
  assert.match(String(bugs[0]), /panne/)
})
