import assert from 'node:assert/strict'
import { test } from 'node:test'
import { editor, memoryHarvest } from '../../../test/harvest-office.ts'
import { make } from '../../../test/make.ts'
import { preflightOf } from '../../../test/preflight.ts'
import { conflict } from '../../kernel/errors.ts'
import { decideProposal, finishDecisions } from './decide-proposal.ts'

/** A decision to take, of which one step fails once. */
const office = async (
  failing: 'settle' | 'publish' | 'audit' | 'conclude' | null,
  error: unknown = new Error('coupure'),
) => {
  const kept = memoryHarvest()
  await kept.propose({
    ...{ id: 'p', source: 'une', datasetId: 'jeu', versionId: 'v2', sha256: 'a' },
    ...{ preflight: preflightOf({}), reasons: [], state: 'waiting', createdAt: '2026-11-25T09:00:00Z' },
    ...{ decidedBy: null, decidedAt: null, concludedAt: null },
  })
  let left = failing
  const step = <T>(name: NonNullable<typeof failing>, work: () => Promise<T>): Promise<T> => {
    if (left !== name) return work()
    left = null
    return Promise.reject(error)
  }
  let shown = 'v1'
  const trail: string[] = []
  const now = () => new Date('2026-11-25T10:00:00Z')
  const deps = {
    store: {
      ...kept,
      settle: (...word: Parameters<typeof kept.settle>) => step('settle', () => kept.settle(...word)),
      conclude: (...word: Parameters<typeof kept.conclude>) => step('conclude', () => kept.conclude(...word)),
    },
    publish: (_: unknown, __: string, versionId: string) =>
      step('publish', async () => {
        shown = versionId
      }),
    audit: {
      record: ({ who, what }: { who: string | null; what: string }) =>
        step('audit', async () => void trail.push(`${who} ${what}`)),
    },
    datasets: { get: async () => make.dataset({ id: 'jeu', versionId: shown }) },
    versions: { get: async (id: string) => make.version({ id, number: Number(id.slice(1)) }) },
    now,
  }
  return {
    kept,
    trail,
    shown: () => shown,
    show: (versionId: string) => {
      shown = versionId
    },
    decide: (decision: 'accepted' | 'refused') => decideProposal(deps)(editor, 'p', decision),
    restart: finishDecisions(deps),
    state: async () => {
      const { state, concludedAt } = (await kept.proposal('p')) ?? {}
      return { state, over: concludedAt !== null }
    },
  }
}

for (const failing of ['settle', 'publish', 'audit', 'conclude'] as const)
  for (const decision of ['accepted', 'refused'] as const)
    test(`cut at « ${failing} », a decision (${decision}) is taken whole or not at all once the portal starts again`, async () => {
      const { decide, restart, state, shown, trail } = await office(failing)
      if (failing === 'publish' && decision === 'refused') return void (await decide(decision))
      await assert.rejects(decide(decision), /coupure/)
      await restart()
      if (failing === 'settle') {
        assert.deepEqual([await state(), shown(), trail], [{ state: 'waiting', over: false }, 'v1', []])
        await decide(decision)
      }
      assert.deepEqual(await state(), { state: decision, over: true })
      assert.equal(shown(), decision === 'accepted' ? 'v2' : 'v1')
      assert.deepEqual([...new Set(trail)], [`editrice harvest.${decision === 'accepted' ? 'accept' : 'refuse'}`])
      assert.equal(await restart(), 0, 'nothing is left')
    })

test('a decision that cannot be followed waits again, and says why', async () => {
  const { decide, state, shown } = await office('publish', conflict('Il manque encore : la licence.'))
  await assert.rejects(decide('accepted'), /la licence/)
  assert.deepEqual([await state(), shown()], [{ state: 'waiting', over: false }, 'v1'])
  await decide('accepted')
  assert.deepEqual([await state(), shown()], [{ state: 'accepted', over: true }, 'v2'])
})

test('what came after a decision cut short is not undone by it', async () => {
  const { decide, restart, show, shown, state } = await office('publish')
  await assert.rejects(decide('accepted'))
  show('v3')
  await restart()
  assert.deepEqual([shown(), await state()], ['v3', { state: 'accepted', over: true }])
})
