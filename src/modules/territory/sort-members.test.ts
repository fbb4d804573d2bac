import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Place } from './place.ts'
import { sortedBy, sortMembers } from './sort-members.ts'

const commune = (code: string, value: number | null): Place => ({
  id: `commune:${code}`,
  level: 'commune',
  code,
  name: `Étaule ${code}`,
  kind: 'commune-actuelle',
  liaison: 0,
  validFrom: null,
  validUntil: null,
  postcodes: [],
  population: value === null ? null : { value, year: 2023, source: 'INSEE' },
})
const communes = fc
  .array(fc.option(fc.integer({ min: 0, max: 50 })), { maxLength: 30 })
  .map((values) => values.map((value, i) => commune(String(100 + i), value)))

test('sorting keeps every commune once, in order, those without a number last', () => {
  fc.assert(
    fc.property(communes, fc.boolean(), (members, rising) => {
      const sorted = sortMembers(members, [], { by: 'population', rising })
      assert.deepEqual(sorted.map(({ code }) => code).toSorted(), members.map(({ code }) => code).toSorted())
      const values = sorted.map(({ population }) => population?.value ?? null)
      const known = values.filter((value) => value !== null)
      assert.deepEqual(values.slice(0, known.length), known)
      assert.deepEqual(
        known,
        known.toSorted((a, b) => (rising ? a - b : b - a)),
      )
    }),
  )
})

test('a column of an indicator is sorted both ways, secrets and gaps last in each, whatever the reason', () => {
  const cell = fc.oneof(
    fc.integer({ min: -20, max: 20 }).map((value) => ({ value, text: String(value) })),
    fc.constantFrom({ value: null, text: 'secret statistique' }, { value: null, text: 'manquant' }),
  )
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 30 }), fc.boolean(), (cells, rising) => {
      const members = cells.map((_, i) => commune(String(100 + i), null))
      const column = { slug: 'taux', label: 'Taux', note: '%', of: (code: string) => cells[Number(code) - 100] ?? NONE }
      const values = sortMembers(members, [column], { by: 'taux', rising }).map(({ code }) => column.of(code).value)
      const known = cells.flatMap(({ value }) => (value === null ? [] : [value]))
      const gaps = Array.from({ length: cells.length - known.length }, () => null)
      assert.deepEqual(values, [...known.toSorted((a, b) => (rising ? a - b : b - a)), ...gaps])
    }),
  )
})
const NONE = { value: null, text: 'manquant' }

test('a column that does not exist sorts by name', () => {
  const members = [commune('2', 5), commune('1', 9)]
  assert.deepEqual(
    sortMembers(members, [], { by: 'richesse', rising: false }).map(({ code }) => code),
    ['1', '2'],
  )
  assert.equal(sortedBy([], 'richesse'), 'nom')
})
