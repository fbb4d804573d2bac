import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { databaseWithPlaces } from '../../../test/postgres.ts'
import { postgresGeography } from './geography.postgres.ts'
import { type Level, type Place, titleOf } from './place.ts'
import { postgresPlaces } from './place-store.postgres.ts'
import { shippedCantons } from './shipped-cantons.node.ts'

const TODAY = '2026-11-24'
let context: Awaited<ReturnType<typeof databaseWithPlaces>>
const places = () => postgresPlaces(context.database, '89')
before(async () => {
  context = await databaseWithPlaces()
})
after(() => context.close())

const codesOf = (found: readonly Place[]) => found.map(({ code }) => code)
const held = async (id: string, level: Level) => codesOf(await places().members(id, level, TODAY))

/** Paris and the métropole of Lyon have no canton; Martinique and Guyane have none any more. */
const WITHOUT = new Set(['75', '972', '973'])
const withCantons = [...new Set(shippedCantons().map(({ departement }) => departement))]

test('every département has cantons, but for those that elect another assembly', async () => {
  const all = [...(await places().codes('departement'))].filter((code) => !/^9(75|77|78|8)/.test(code))
  assert.deepEqual(all.filter((code) => !withCantons.includes(code)).toSorted(), [...WITHOUT].toSorted())
})

test('the cantons of a département share out its communes: each lies whole in one, or in parts in several', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...withCantons), async (departement) => {
      const cantons = await held(`departement:${departement}`, 'canton')
      const whole = (await Promise.all(cantons.map((code) => held(`canton:${code}`, 'commune')))).flat()
      const parts = await Promise.all(
        cantons.map(async (code) => codesOf(await places().shared(`canton:${code}`, TODAY))),
      )
      const shared = new Set(parts.flat())
      assert.equal(new Set(whole).size, whole.length)
      assert.ok(whole.every((code) => !shared.has(code)))
      const communes = await held(`departement:${departement}`, 'commune')
      const left = communes.filter((code) => !whole.includes(code) && !shared.has(code))
      // Those that INSEE sets apart and whose cantons no source at hand names, and the 58 of the métropole of Lyon.
      assert.ok(left.length <= (departement === '69' ? 58 : 5), `${departement} : ${left.join(' ')}`)
      assert.ok([...whole, ...shared].every((code) => communes.includes(code)))
    }),
    { numRuns: 30 },
  )
})

test('the Yonne has 21 cantons: 421 whole communes, Auxerre in four and Sens in two', async () => {
  const cantons = await places().members('departement:89', 'canton', TODAY)
  assert.equal(cantons.length, 21)
  assert.equal((await Promise.all(cantons.map(({ id }) => held(id, 'commune')))).flat().length, 421)
  assert.deepEqual(codesOf(await places().shared('commune:89024', TODAY)), ['8901', '8902', '8903', '8904'])
  assert.deepEqual(codesOf(await places().shared('commune:89387', TODAY)), ['8916', '8917'])
  assert.deepEqual(
    cantons.filter(({ kind }) => kind !== 'canton').map(({ name }) => name),
    [...['Auxerre-1', 'Auxerre-2', 'Auxerre-3', 'Auxerre-4', 'Sens-1', 'Sens-2']],
  )
})

test('a canton of whole communes counts the people of its communes; one that shares a town has no count', async () => {
  const last = async (id: string) => (await places().population(id)).at(-1)?.value
  const communes = await places().members('canton:8911', 'commune', TODAY)
  assert.equal(
    await last('canton:8911'),
    communes.reduce((sum, { population }) => sum + (population?.value ?? 0), 0),
  )
  assert.deepEqual(await places().population('canton:8901'), [])
})

test('cantons are those of March 2015; who lay in which before the first edition at hand is not told', async () => {
  const canton = await places().get('canton:8911')
  assert.deepEqual([canton?.validFrom, canton && titleOf(canton)], ['2015-03-22', 'Canton de Joigny'])
  assert.deepEqual(await places().members('canton:8911', 'commune', '2020-01-01'), [])
})

test('the geography knows the cantons to which nothing adds up', async () => {
  const geography = await postgresGeography(context.database, places(), () => new Date(TODAY)).today()
  assert.deepEqual(geography.shared?.get('8901'), ['89024'])
  assert.equal(geography.shared?.has('8911'), false)
  assert.equal(geography.holders.get('canton')?.get('89024'), undefined)
  assert.equal(geography.holders.get('canton')?.get('89206'), '8911')
})
