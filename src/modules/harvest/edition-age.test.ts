import assert from 'node:assert/strict'
import { test } from 'node:test'
import { oldEditionInWords } from './edition-age.ts'
import { unknownState } from './ports.ts'
import type { Standing } from './schedule.ts'

const NOW = new Date('2026-11-25T10:00:00Z')
const told = (edition: string | null, standing: Standing = 'fresh') =>
  oldEditionInWords({ standing, state: { ...unknownState('une'), edition } }, NOW)?.replaceAll(/\s/g, ' ') ?? null

test('an edition that is years old is told beside « à jour », with its age', () => {
  const last = 'la dernière trouvée chez le producteur'
  assert.equal(told('2021'), `édition 2021, vieille de 5 ans : ${last}`)
  assert.equal(told('2024-06-15'), `édition 2024-06-15, vieille de 2 ans : ${last}`)
})

test('nothing is told of an edition that is recent, or that names no year, nor of a source that is not up to date', () => {
  for (const edition of ['2026', '2025-01', 'T3', '2021 provisoire', null]) assert.equal(told(edition), null)
  for (const standing of ['late', 'failing', 'waiting', 'paused', 'absent', 'never'] as const)
    assert.equal(told('2021', standing), null)
})
