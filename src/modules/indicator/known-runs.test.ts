import assert from 'node:assert/strict'
import { test } from 'node:test'
import { knownRuns } from './known-runs.ts'

test('dates that say the same are told in one line, and a change begins another', () => {
  const all = new Map([['value', 3]] as const)
  const less = new Map([
    ['value', 2],
    ['secret', 1],
  ] as const)
  assert.deepEqual(knownRuns(['2019', '2020', '2021', '2022'], [all, new Map(all), less, all]), [
    { from: '2019', to: '2020', counts: all },
    { from: '2021', to: '2021', counts: less },
    { from: '2022', to: '2022', counts: all },
  ])
})
