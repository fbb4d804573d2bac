import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ingested, linesOf } from '../../../test/ingested.ts'

test('a column of moments is built, with its days and hours', async () => {
  const { columns } = await ingested(linesOf('lieu,relevé', 'Joigny,2024-05-01T08:30:00', 'Sens,2024-05-02T09:00:00'))
  assert.deepEqual(
    columns.map((c) => [c.type, c.min]),
    [
      ['text', 'Joigny'],
      ['datetime', '2024-05-01 08:30:00'],
    ],
  )
})
