import assert from 'node:assert/strict'
import { test } from 'node:test'
import { playedProducers, questionOf } from '../../../../../test/played-producers.ts'

const producers = playedProducers()

test('a column renamed with another year is told before anything travels', async () => {
  const tabular = questionOf('tabular')
  const profile = producers.install(tabular)[1] ?? ''
  producers.answer(profile, JSON.stringify({ profile: { header: ['CODE_DEP_2026'] } }))
  await assert.rejects(producers.receive(tabular), /renommée/)
})
