import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inOrder } from './indicator-rows.ts'

test('indicators are listed as a French dictionary has them, accents aside', () => {
  const names = ['Part des écoles', 'Élèves', 'Zones', 'Écart', 'Âge 75', 'Âge 9']
  const records = names.map((name) => ({ definition: { name, theme: 'SOCI', subtheme: 'École' } }))
  assert.deepEqual(
    inOrder(records).map(({ definition }) => definition.name),
    ['Âge 9', 'Âge 75', 'Écart', 'Élèves', 'Part des écoles', 'Zones'],
  )
})
