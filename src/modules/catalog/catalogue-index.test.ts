import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  alike,
  type CatalogueEntry,
  type CatalogueIndex,
  type Choices,
  FACET_NAMES,
  narrow,
  ordered,
  titled,
} from './catalogue-index.ts'

const NOW = Date.UTC(2026, 10, 25)
const entry = (changes: Partial<CatalogueEntry> & Pick<CatalogueEntry, 'id'>): CatalogueEntry => ({
  slug: changes.id,
  title: changes.id,
  keywords: [],
  theme: null,
  localThemes: [],
  producer: null,
  territory: null,
  format: null,
  licence: null,
  updated: NOW,
  uses: 0,
  ...changes,
})
const none: Choices = { theme: [], producer: [], territory: [], format: [], licence: [], freshness: [] }
const index = (entries: readonly CatalogueEntry[]): CatalogueIndex => ({
  entries,
  byId: new Map(entries.map((e) => [e.id, e])),
  producers: new Map(),
  places: new Map(),
  made: new Date(NOW),
})
const ids = (entries: readonly CatalogueEntry[]) => entries.map((e) => e.id)

test('local themes are counted and chosen beside the European ones', () => {
  const entries = [
    entry({ id: 'a', theme: 'EDUC', localThemes: ['Puisaye', 'Collèges'] }),
    entry({ id: 'b', theme: 'TRAN', localThemes: ['Puisaye'] }),
    entry({ id: 'c', theme: 'EDUC' }),
  ]
  const found = narrow(entries, { ...none, theme: ['Puisaye'] }, NOW)
  assert.deepEqual(ids(found.kept), ['a', 'b'])
  assert.deepEqual(Object.fromEntries(found.counts.theme), { EDUC: 2, TRAN: 1, Puisaye: 2, Collèges: 1 })
})

test('freshness follows the day asked', () => {
  const days = (n: number) => NOW - n * 86_400_000
  const entries = [1, 20, 200, 2000].map((n) => entry({ id: `j${n}`, updated: days(n) }))
  const { counts } = narrow(entries, none, NOW)
  assert.deepEqual(Object.fromEntries(counts.freshness), { week: 1, month: 1, year: 1, older: 1 })
  assert.deepEqual(ids(narrow(entries, { ...none, freshness: ['month'] }, NOW).kept), ['j20'])
})

const some = fc.constantFrom('x', 'y', 'z')
const arbitraryEntry = fc.record({ theme: some, producer: some, format: fc.option(some), licence: some })
const arbitraryChoices = fc.record({ theme: fc.array(some), producer: fc.array(some), format: fc.array(some) })

test('the count beside a value is the number of datasets that choosing it alone in its facet would show', () => {
  fc.assert(
    fc.property(fc.array(arbitraryEntry, { maxLength: 20 }), arbitraryChoices, (made, chosen) => {
      const entries = made.map((fields, i) => entry({ id: `e${i}`, ...fields }))
      const choices = { ...none, ...chosen }
      const { counts } = narrow(entries, choices, NOW)
      for (const name of FACET_NAMES)
        for (const [value, count] of counts[name])
          assert.equal(count, narrow(entries, { ...choices, [name]: [value] }, NOW).kept.length)
    }),
  )
})

test('titles are sorted as a French reader sorts them, and equal ones always alike', () => {
  const entries = [
    entry({ id: '1', title: 'Zones' }),
    entry({ id: '2', title: 'Écoles' }),
    entry({ id: '4', title: 'arbres' }),
    entry({ id: '3', title: 'Arbres' }),
  ]
  assert.deepEqual(ids(ordered(index(entries), entries, 'title', false)), ['3', '4', '2', '1'])
})

test('what is being typed finds titles, whatever accents, those that begin with it first', () => {
  const all = index([
    entry({ id: 'a', title: 'Les collèges de l’Yonne' }),
    entry({ id: 'b', title: 'Collèges : effectifs' }),
    entry({ id: 'c', title: 'Écoles' }),
  ])
  assert.deepEqual(ids(titled(all, 'COLLEG', 5)), ['b', 'a'])
  assert.deepEqual(ids(titled(all, 'yonne coll', 5)), ['a'])
  assert.deepEqual(titled(all, ' - ', 5), [])
})

test('datasets are alike by the keywords that they share', () => {
  const from = entry({ id: 'a', keywords: ['eau', 'rivière'], theme: 'ENVI' })
  const all = index([
    from,
    entry({ id: 'b', keywords: ['eau'], theme: 'HEAL' }),
    entry({ id: 'c', keywords: ['eau'], theme: 'ENVI' }),
    entry({ id: 'd', keywords: ['rivière', 'eau'] }),
    entry({ id: 'e', theme: 'ENVI' }),
  ])
  assert.deepEqual(ids(alike(all, from, 5)), ['d', 'c', 'b'])
})
