import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MadeValue } from './edition.ts'
import { packEdition } from './edition.ts'
import { workedOut } from './worked-out.ts'

const counted = (value: number): MadeValue => ({ value, status: 'value', making: 'published' })
const source = packEdition(
  new Map([
    [
      'commune',
      new Map([
        [
          '89024',
          new Map([
            ['2016', counted(34_846)],
            ['2018', counted(34_764)],
            ['2023', counted(35_097)],
          ]),
        ],
        [
          '89197',
          new Map([
            ['2018', counted(739)],
            ['2023', counted(700)],
          ]),
        ],
      ]),
    ],
  ]),
)
const since = workedOut(
  { kind: 'change', of: 'population', as: 'difference' },
  new Map([['population', source]]),
  'commune',
)

test('a change since the beginning begins at the same period everywhere', () => {
  assert.deepEqual(
    [...(since.get('89024') ?? [])].map(([period, { value }]) => [period, value]),
    [
      ['2018', -82],
      ['2023', 251],
    ],
  )
})

test('a place that has no number at the beginning has no change, rather than one since later', () => {
  assert.deepEqual(
    [...(since.get('89197')?.values() ?? [])].map(({ value, status }) => [value, status]),
    [
      [null, 'missing'],
      [null, 'missing'],
    ],
  )
})
