import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { databaseWithPlaces } from '../../../test/postgres.ts'
import type { StatedValue } from '../figure/index.ts'
import { postgresPlaces } from './place-store.postgres.ts'
import { rebuildSeries } from './rebuild-series.ts'
import { rebuiltSentence } from './rebuilt-words.ts'

const TODAY = '2026-11-24'
let context: Awaited<ReturnType<typeof databaseWithPlaces>>
const places = () => postgresPlaces(context.database, '89')
before(async () => {
  context = await databaseWithPlaces()
})
after(() => context.close())

const ones = (codes: readonly string[]): ReadonlyMap<string, StatedValue> =>
  new Map(codes.map((code) => [code, { value: 1, status: 'value' }]))
const rebuilt = async (codes: readonly string[], from: string, to = TODAY) =>
  rebuildSeries({
    values: ones(codes),
    measure: { kind: 'count' },
    movements: await places().history('commune', from, to),
    from,
  })
const communesOf = async (departement: string, day: string) =>
  (await places().members(`departement:${departement}`, 'commune', day)).map(({ code }) => code)
const plain = (text: string) => text.replaceAll(/\s/g, ' ')

for (const [code, name, parts, day] of [
  ['89086', 'Charny Orée de Puisaye', 'quatorze', '1er janvier 2016'],
  ['89197', 'Guillon-Terre-Plaine', 'cinq', '1er janvier 2019'],
  ['89003', 'Montholon', 'quatre', '1er janvier 2017'],
] as const)
  test(`values of 2015 add up on ${name}`, async () => {
    const found = (await rebuilt(await communesOf('89', '2015-06-01'), '2015-06-01')).get(code)
    assert.equal(found && plain(rebuiltSentence(found.how)), `Somme des ${parts} communes réunies le ${day}.`)
    assert.equal(found?.value, found?.how.of.length)
  })

test('the 455 communes of the Yonne in 2015 become those of today, and their total stays', async () => {
  const found = await rebuilt(await communesOf('89', '2015-06-01'), '2015-06-01')
  assert.deepEqual([...found.keys()].toSorted(), (await communesOf('89', TODAY)).toSorted())
  assert.equal(
    [...found.values()].reduce((sum, { value }) => sum + (value ?? 0), 0),
    455,
  )
})

test('a commune restored in 2017 leaves no value to either side', async () => {
  const found = await rebuilt(['76676', '76001'], '2016-06-01')
  assert.deepEqual([found.get('76676')?.status, found.get('76601')?.status], ['missing', 'missing'])
  assert.match(found.get('76601')?.how.kind ?? '', /impossible/)
  assert.equal(found.get('76001')?.value, 1)
})

test('a change that two editions frame is told between them', async () => {
  const moved = (await places().history('commune', '2022-06-01', TODAY)).find(({ into }) => into.includes('85212'))
  assert.deepEqual([moved?.after, moved?.on, moved?.before], ['2022-01-01', '2024-01-01', ['85084']])
  const oullins = (await rebuilt(['69149', '69152'], '2022-01-01')).get('69149')
  assert.equal(oullins && rebuiltSentence(oullins.how), 'Somme des deux communes réunies entre 2022 et 2024.')
})

test('every commune of France is rebuilt on today’s limits', async () => {
  const found = await rebuilt([...(await places().codes('commune'))], '2010-06-01')
  assert.ok(found.size > 34_900)
})

test('an EPCI that vanished names the one that took most of its communes, between two editions', async () => {
  const [lille] = await places().successors('epci:245900410')
  assert.deepEqual([lille?.place.id, lille?.after, lille?.on], ['epci:200093201', '2020-01-01', '2021-01-01'])
  const place = await places().byCode('epci', '245900410', TODAY)
  assert.deepEqual([place?.untilAfter, place?.validUntil], ['2020-01-01', '2021-01-01'])
  const older = await places().predecessors('epci:200093201')
  assert.deepEqual(older.map(({ place }) => place.code).toSorted(), ['245900410', '245901061'])
})

test('a commune belongs to the EPCI of the day', async () => {
  const epci = async (day: string) =>
    (await places().containers('commune:59350', day)).filter(({ level }) => level === 'epci').map(({ code }) => code)
  assert.deepEqual([await epci('2020-06-01'), await epci(TODAY)], [['245900410'], ['200093201']])
})

test('an EPCI whose name changed keeps the former one, with its dates', async () => {
  const [before] = await places().predecessors('epci:248900524')
  assert.deepEqual([before?.why, before?.after, before?.on], ['changement de nom', '2021-01-01', '2022-01-01'])
  assert.notEqual(before?.place.name, (await places().byCode('epci', '248900524', '2020-06-01'))?.name)
})

test('a code dissolved without becoming a part is still known, with its heir', async () => {
  const [heir] = await places().successors('commune:71131')
  assert.deepEqual([heir?.place.code, heir?.after, heir?.on], ['71566', '2024-01-01', '2025-01-01'])
})

test('counts of EPCI that exchanged communes cannot be followed; those that only joined add up', async () => {
  const movements = await places().history('epci', '2020-01-01', TODAY)
  const values = ones(['245900410', '245901061', '200067221', '248900524'])
  const found = rebuildSeries({ values, measure: { kind: 'count' }, movements })
  assert.equal(found.get('200093201')?.value, 2)
  assert.equal(found.get('200096683')?.how.kind, 'impossible')
  assert.equal(found.get('248900524')?.value, 1)
})

test('a split commune counts whole in the département that holds both sides', async () => {
  const years = async (id: string) => (await places().population(id)).map(({ year }) => year)
  assert.ok(!(await years('commune:85212')).includes(2019))
  assert.ok((await years('departement:85')).includes(2019))
})
