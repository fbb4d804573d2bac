import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Place } from '../territory/index.ts'
import { type DoorPostersDeps, doorPostersOf } from './make-door-posters.ts'

const home: Place = {
  ...{ id: 'departement:89', level: 'departement', code: '89', name: 'Yonne', kind: 'departement', liaison: 4 },
  ...{ validFrom: null, validUntil: null, postcodes: [], population: null },
}
const some = (n: number) => Array.from({ length: n }, () => home)
const theme = { value: 'SOCI', label: 'Société', count: 1 }
const organisation = {
  ...{ id: 'o', slug: 'insee', name: 'INSEE', type: 'etat' as const, siren: null, website: null, description: '' },
  datasets: 1,
}
/** A portal of so many communes and datasets, without any indicator. */
const portalOf = (communes: number, total: number) =>
  doorPostersOf({
    known: { shown: async () => [] },
    places: {
      get: async () => home,
      members: async () => some(communes),
      neighbours: async (_id, level) => some(level === 'epci' ? 16 : 21),
    },
    datasets: {
      search: async () => ({
        ...{ total, items: [], correction: null },
        facets: { theme: [theme], producer: [], territory: [], format: [], licence: [], freshness: [] },
      }),
    },
    organisations: { list: async () => [organisation] } as unknown as DoorPostersDeps['organisations'],
    finder: { measures: async (level) => ({ level, places: 34_969, measures: [] }) },
    ...{ territoryId: home.id, today: () => '2026-11-26' },
  })
const told = async (made: ReturnType<ReturnType<typeof doorPostersOf>['organisation']>) =>
  (await made)?.poster.figures.map(({ value, label }) => `${value} ${label}`.replaceAll(/[\u00A0\u202F]/g, ' '))

test('the picture of a door counts what is behind it, one by one and by many', async () => {
  const portal = portalOf(423, 38)
  assert.deepEqual(await told(portal.door('territoires')), ['423 communes', '16 intercommunalités', '21 cantons'])
  assert.deepEqual(await told(portal.door('donnees')), ['38 jeux de données', '1 thème', '0 producteur'])
  assert.deepEqual(await told(portalOf(1, 1).door('donnees')), ['1 jeu de données', '1 thème', '0 producteur'])
  assert.equal((await portal.door('territoires'))?.place, home)
  assert.equal((await portal.door('donnees'))?.place, null)
})

test('no two doors have the same title or the same figures; each is of something, from a source', async () => {
  const portal = portalOf(423, 38)
  const posters = await Promise.all(portal.doors.map(async (name) => (await portal.door(name))?.poster))
  assert.equal(new Set(posters.map((poster) => poster?.title)).size, portal.doors.length)
  assert.equal(new Set(posters.map((poster) => JSON.stringify(poster?.figures))).size, portal.doors.length)
  for (const poster of posters) assert.ok(poster && poster.figures.length > 0 && poster.source !== '')
})

test('the picture of a producer says what it published; of one that is not known, there is none', async () => {
  assert.deepEqual(await told(portalOf(423, 38).organisation('insee')), ['1 jeu de données publié'])
  assert.equal(await portalOf(423, 38).organisation('personne'), undefined)
})
