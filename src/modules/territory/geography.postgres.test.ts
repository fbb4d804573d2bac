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

const told = async (days: readonly string[]) => {
  let today = ''
  const store = postgresGeography(context.database, { history: async () => [] }, () => new Date(`${today}T09:00:00Z`))
  const found = []
  for (const day of days) {
    today = day
    found.push(await store.today())
  }
  return found
}

test('a day when nothing begins nor ends keeps what was worked out from the day before', async () => {
  const [before, later, back] = await told(['2026-11-24', '2026-11-26', '2026-11-24'])
  assert.deepEqual([before?.day, later?.day, back?.day], ['2026-11-24', '2026-11-26', '2026-11-24'])
  assert.equal(later?.names, before?.names)
  assert.equal(back?.holders, before?.holders)
})

test('the day when communes are reunited, the geography is read anew', async () => {
  const [before, later] = await told(['2015-12-31', '2016-01-01'])
  const [, alone] = await told(['2010-01-01', '2016-01-01'])
  const size = (geography: typeof before) => geography?.names.get('commune')?.size ?? 0
  assert.ok(size(later) < size(before))
  assert.deepEqual(later, alone)
})

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
