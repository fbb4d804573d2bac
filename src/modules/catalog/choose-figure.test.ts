import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from '../../../test/make.ts'
import type { GroupQuery, Tables } from '../query/index.ts'
import { chooseFigure } from './choose-figure.ts'
import type { ColumnProfile } from './version.ts'

const column = (name: string, filled: number, changes: Partial<ColumnProfile> = {}): ColumnProfile => ({
  ...{ name, label: name, type: 'integer', semantic: null, unit: null, filled, distinct: 10 },
  ...{ min: null, max: null, mean: null, quantiles: null, top: [], histogram: [], sample: [] },
  ...changes,
})

test('a line follows the year that most rows have, not one that a few of them mention', async () => {
  const asked: GroupQuery[] = []
  const tables: Pick<Tables, 'group'> = {
    group: async (_, query) => {
      asked.push(query)
      const rows = [
        [2022, 10],
        [2023, 12],
      ]
      return { columns: [], rows, total: 2 } as unknown as Awaited<ReturnType<Tables['group']>>
    },
  }
  const version = make.version({
    rowCount: 100,
    columns: [
      column('annee_fermeture', 4, { semantic: 'year' }),
      column('annee', 100, { semantic: 'year' }),
      column('total', 98),
    ],
  })
  const figure = await chooseFigure(tables as Tables, version, null)
  assert.equal(figure?.kind, 'line')
  assert.deepEqual(asked[0]?.by, ['annee'])
})
