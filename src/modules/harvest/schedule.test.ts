import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SourceState } from './ports.ts'
import { unknownState } from './ports.ts'
import { nextLook, standingOf, usualDays } from './schedule.ts'

const now = new Date('2026-11-25T10:00:00Z')
const state = (changes: Partial<SourceState> = {}): SourceState => ({
  ...unknownState('une'),
  checkedAt: '2026-11-24T10:00:00Z',
  changedAt: '2026-11-01T10:00:00Z',
  ...changes,
})

test('late is later than the producer’s own frequency, and a half', () => {
  assert.equal(standingOf(state(), 'MONTHLY', [], now), 'fresh')
  assert.equal(standingOf(state({ changedAt: '2026-10-01T10:00:00Z' }), 'MONTHLY', [], now), 'late')
  assert.equal(standingOf(state({ changedAt: '2026-10-01T10:00:00Z' }), 'ANNUAL', [], now), 'fresh')
  assert.equal(standingOf(state({ changedAt: '2020-01-01T10:00:00Z' }), 'IRREG', [], now), 'fresh')
})

test('what asks for a person comes before what fails, and a pause before all', () => {
  const failing = state({ failingSince: '2026-11-20T10:00:00Z', failure: 'en panne' })
  assert.equal(standingOf(undefined, 'ANNUAL', [], now), 'never')
  assert.equal(standingOf(failing, 'ANNUAL', [], now), 'failing')
  assert.equal(standingOf(failing, 'ANNUAL', [{ source: 'une' }], now), 'waiting')
  assert.equal(standingOf(failing, 'ANNUAL', [{ source: 'autre' }], now), 'failing')
  assert.equal(standingOf({ ...failing, paused: true }, 'ANNUAL', [{ source: 'une' }], now), 'paused')
})

test('what cannot be brought is neither late, nor failing, nor new', () => {
  const late = state({ changedAt: '2020-01-01T10:00:00Z' })
  const failing = state({ failingSince: '2026-11-20T10:00:00Z' })
  for (const one of [late, failing, undefined]) assert.equal(standingOf(one, 'ANNUAL', [], now, true), 'absent')
  assert.equal(standingOf(state(), 'ANNUAL', [], now, true), 'fresh')
  assert.equal(standingOf(late, 'ANNUAL', [{ source: 'une' }], now, true), 'waiting')
  assert.equal(standingOf({ ...late, paused: true }, 'ANNUAL', [], now, true), 'paused')
})

test('a producer is looked at every day at most and every week at least, unless a person says otherwise', () => {
  assert.deepEqual((['CONT', 'WEEKLY', 'ANNUAL', 'IRREG'] as const).map(usualDays), [1, 7, 7, 7])
  assert.equal(nextLook(state(), 'ANNUAL', now)?.toISOString(), '2026-12-01T10:00:00.000Z')
  assert.equal(nextLook(state({ everyDays: 31 }), 'DAILY', now)?.toISOString(), '2026-12-25T10:00:00.000Z')
  assert.equal(nextLook(undefined, 'ANNUAL', now)?.getTime(), now.getTime())
  assert.equal(nextLook(state({ paused: true }), 'ANNUAL', now), null)
  const failing = state({ failingSince: '2026-11-25T04:00:00Z' })
  assert.equal(nextLook(failing, 'ANNUAL', now)?.toISOString(), '2026-11-26T04:00:00.000Z')
})
