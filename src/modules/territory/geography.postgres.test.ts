import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { databaseWithPlaces } from '../../../test/postgres.ts'
import { postgresGeography } from './geography.postgres.ts'
import { postgresPlaces } from './place-store.postgres.ts'

let context: Awaited<ReturnType<typeof databaseWithPlaces>>
before(async () => {
  context = await databaseWithPlaces()
})
after(() => context.close())

test('Paris is a commune of the geography, its arrondissements are not', async () => {
  const { database } = context
  const { names } = await postgresGeography(
    database,
    postgresPlaces(database, '89'),
    () => new Date('2026-11-24'),
  ).today()
  const communes = names.get('commune')
  assert.deepEqual(
    ['75056', '75107', '13055', '13201', '69123', '69381'].filter((code) => communes?.has(code)),
    ['75056', '13055', '69123'],
  )
})
