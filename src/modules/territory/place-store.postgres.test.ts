import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { databaseWithPlaces } from '../../../test/postgres.ts'
import { sharedFolder } from '../../../test/shared.ts'
import type { Sql } from '../../kernel/sql.ts'
import { loadTerritory } from './place-loader.postgres.ts'
import { postgresPlaces } from './place-store.postgres.ts'
import { rememberedPlaces } from './remembered-places.ts'

const TODAY = '2026-11-24'
let context: Awaited<ReturnType<typeof databaseWithPlaces>>
const places = () => postgresPlaces(context.database, '89')
before(async () => {
  context = await databaseWithPlaces()
})
after(() => context.close())

test('a second load of the same edition has nothing to do', async () => {
  assert.equal(await loadTerritory(context.database, new Date()), false)
})

test('the Yonne has its 423 communes of 2026', async () => {
  assert.equal((await places().members('departement:89', 'commune', TODAY)).length, 423)
})

test('a commune knows its containers, from the nearest', async () => {
  const found = await places().containers('commune:89024', TODAY)
  assert.deepEqual(
    found.map((p) => p.id),
    ['epci:200067114', 'arrondissement:891', 'departement:89', 'region:27'],
  )
  const joigny = await places().containers('commune:89206', TODAY)
  assert.deepEqual(joigny.map((p) => p.id)[1], 'canton:8911')
})

for (const [typed, id] of [
  ['auxerre', 'commune:89024'],
  ['AUXÈRE', 'commune:89024'],
  ['St Florentin', 'commune:89345'],
  ['saint-sauveur', 'commune:89368'],
  ['89000', 'commune:89024'],
  ['89197', 'commune:89197'],
  ['200067114', 'epci:200067114'],
  ['l’isle sur serein', 'commune:89204'],
  ['st fargeau', 'commune:89344'],
  ['charny oree', 'commune:89086'],
  ['Saint-Bris', 'commune:89337'],
  ['89024', 'commune:89024'],
  ['Accolay', 'commune:89001'],
  ['yonne', 'departement:89'],
  ['Nièvre', 'departement:58'],
  ['2a', 'departement:2A'],
  ['canton de Joigny', 'canton:8911'],
  ['Tonnerrois', 'canton:8919'],
  ['auxerre-2', 'canton:8902'],
] as const)
  test(`« ${typed} » finds ${id} first`, async () => {
    const [first] = await places().search(typed, 5)
    assert.equal(first?.place.id, id)
  })

// Département, what is typed, the identifiers found in their order: as one question about all places finds them.
const SEARCHES = JSON.parse(readFileSync('test/searches.json', 'utf8')) as readonly (readonly [
  string,
  string,
  string,
])[]

test('a few letters find the same places in the same order, however few are asked for', async () => {
  assert.ok(SEARCHES.length >= 50)
  const found = SEARCHES.map(async ([home, typed], i) => {
    const hits = await postgresPlaces(context.database, home).search(typed, limitOf(i))
    return [home, typed, hits.map(({ place }) => place.id)]
  })
  assert.deepEqual(
    await Promise.all(found),
    SEARCHES.map(([home, typed, ids], i) => [home, typed, ids.split(' ').filter(Boolean).slice(0, limitOf(i))]),
  )
})
const limitOf = (i: number): number => (i % 2 === 0 ? 20 : 8)

test('no text is too long, nor any sign a pattern', async () => {
  for (const typed of ['%', '_', '%%%', '\\', '\u0000', "'", '%'.repeat(10_000), '_'.repeat(10_000)])
    assert.deepEqual(await places().search(typed, 5), [], JSON.stringify(typed.slice(0, 9)))
  for (const typed of ['a '.repeat(5_000), 'x'.repeat(10_000), 'é-'.repeat(5_000)])
    assert.deepEqual(await places().search(typed, 5), [], typed.slice(0, 9))
})

test('a few letters have only the places that begin so here sorted', async () => {
  const asked: string[] = []
  const counting = {
    ...context.database,
    query: async (question: Sql) => {
      const rows = await context.database.query(question)
      asked.push(`${question.plan} ${rows.length}`)
      return rows
    },
  }
  await postgresPlaces(counting, '89').search('a', 8)
  assert.deepEqual(asked, ['places-that-begin-here 8'])
})

test('a former commune is found with its département, and with the commune that it is a part of', async () => {
  const found = async (typed: string) => {
    const hits = await places().search(typed, 5)
    return hits.find(({ place }) => place.name.toLowerCase() === typed)?.parent
  }
  assert.equal(await found('auxerre'), 'Yonne')
  assert.equal(await found('trévilly'), 'Guillon-Terre-Plaine, Yonne')
  assert.equal(await found('rosoy-le-vieil'), 'Loiret')
})

test('a commune that became a part of another tells when, and its heir', async () => {
  const [heir] = await places().successors('commune:89448')
  assert.deepEqual([heir?.place.name, heir?.on], ['Guillon-Terre-Plaine', '2019-01-01'])
  assert.equal((await places().predecessors('commune:89197')).length, 5)
})

test('a commune born in 2019 has no count for 2016: its source only counted the chief town', async () => {
  assert.deepEqual(
    (await places().population('commune:89197')).map((p) => p.year),
    [2018, 2019, 2020, 2021, 2022, 2023],
  )
})

test('a département adds up its communes, and stays silent where one is missing', async () => {
  const series = await places().population('departement:89')
  assert.deepEqual(series.map((p) => [p.year, p.value])[5], [2023, 332267])
  assert.ok(!series.some((p) => p.year === 2016))
})

test('any département can be home', async () => {
  const [first] = await postgresPlaces(context.database, '58').search('saint-sauveur', 1)
  assert.notEqual(first?.place.id, 'commune:89368')
  assert.equal((await places().members('departement:58', 'commune', TODAY)).length, 309)
})

test('populations agree with the series of the reference folder', async (t) => {
  const file = `${sharedFolder()}/data/derive/population_communes_yonne_2016-2023.csv`
  if (!existsSync(file)) return t.skip('le dossier de référence n’est pas là')
  const wrong: string[] = []
  for (const line of readFileSync(file, 'utf8').trim().split('\n').slice(1)) {
    const cells = line.split(',')
    const [code = '', year, value] = [cells[0], Number(cells.at(-3)), Number(cells.at(-2))]
    const ours = (await places().population(`commune:${code}`)).find((p) => p.year === year)?.value
    if (ours !== value) wrong.push(`${code} ${year}: ${ours} ≠ ${value}`)
  }
  // Both are communes of 2019, for which that series gives the 2016 count of the chief town alone.
  assert.deepEqual(wrong, ['89197 2016: undefined ≠ 433', '89420 2016: undefined ≠ 806'])
})

test('a place began with its name or as a commune nouvelle, not with its last change of limits', async () => {
  const began = async (id: string) => (await places().get(id))?.validFrom
  assert.equal(await began('commune:89086'), '2016-01-01')
  assert.equal(await began('commune:74010'), '2017-01-01')
  assert.equal(await began('commune:89367'), '2012-08-04')
  assert.equal(await began('commune:89024'), null)
})

test('the communes of another day are those of that day', async () => {
  const on = async (day: string) => (await places().members('departement:89', 'commune', day)).map((p) => p.name)
  const [in2015, in2026] = [await on('2015-06-01'), await on(TODAY)]
  assert.equal(in2015.length, 455)
  assert.deepEqual([in2015.includes('Charny'), in2015.includes('Charny Orée de Puisaye')], [true, false])
  assert.deepEqual([in2026.includes('Charny'), in2026.includes('Charny Orée de Puisaye')], [false, true])
})

test('what is read of communes at once is what is read of each thing alone', async () => {
  const [store, remembered] = [places(), rememberedPlaces(places(), '89', () => new Date(TODAY))]
  for (const id of ['89024', '89086', '89448', '89001', '75056', '58194', '89999', '21999'].map(
    (c) => `commune:${c}`,
  )) {
    const code = id.slice(8)
    for (const ask of [
      (p: typeof store) => p.get(id),
      (p: typeof store) => p.byCode('commune', code, TODAY),
      (p: typeof store) => p.containers(id, TODAY),
      (p: typeof store) => p.members(id, 'commune', TODAY),
      (p: typeof store) => p.predecessors(id),
      (p: typeof store) => p.successors(id),
      (p: typeof store) => p.population(id),
    ])
      assert.deepEqual(await ask(remembered), await ask(store), `${id}, ${ask}`)
  }
})
