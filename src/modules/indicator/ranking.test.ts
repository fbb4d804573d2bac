import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Geography } from '../territory/index.ts'
import { type MadeValue, packEdition } from './edition.ts'
import { middleOf } from './middle.ts'
import { rankedPlaces } from './ranking.ts'

const made = (value: number | null): ReadonlyMap<string, MadeValue> =>
  new Map([['2023', { value, status: value === null ? 'missing' : 'value', making: 'published' }]])
const names = new Map([
  ['58', 'Nièvre'],
  ['89', 'Yonne'],
  ['975', 'Saint-Pierre-et-Miquelon'],
  ['21', "Côte-d'Or"],
])
const geography: Geography = { day: '2026-01-01', names: new Map([['departement', names]]), holders: new Map() }
const edition = packEdition(
  new Map([
    [
      'departement',
      new Map([
        ['89', made(5)],
        ['58', made(5)],
        ['975', made(9)],
        ['21', made(null)],
        ['99', made(1)],
      ]),
    ],
  ]),
)
const ranked = rankedPlaces(edition, geography, { level: 'departement', period: '2023' })

test('equals share a rank, and places without a number come last without one, all with names as they are printed', () => {
  assert.deepEqual(
    ranked.map(({ name, rank }) => [name, rank]),
    [
      ['Nièvre', 1],
      ['Yonne', 1],
      ['Côte-d’Or', null],
    ],
  )
})

test('collectivities overseas are not ranked among départements', () => {
  assert.ok(!ranked.some(({ code }) => code === '975'))
})

test('a middle that most places share is told with how many are above it', () => {
  assert.deepEqual(middleOf([0, 0, 0, 0, 3]), { median: 0, above: 1, equal: 4, known: 5 })
  assert.equal(middleOf([0, 0, 0, 3]), null)
})
