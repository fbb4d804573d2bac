import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { databaseWithPlaces } from '../../../test/postgres.ts'
import { buildServer } from '../../http/server.ts'
import type { Site } from '../../web/index.ts'
import { territoryApi } from './api.ts'
import { nearestCodes } from './near-places.ts'
import { postgresPlaces } from './place-store.postgres.ts'
import { territoryPages } from './web.tsx'

const site: Site = {
  name: 'Icauna',
  territory: 'Yonne',
  ofTerritory: 'de l’Yonne',
  territoryId: 'departement:89',
  publicUrl: 'http://icauna.test',
  asset: (name) => `/assets/${name}`,
}
let context: Awaited<ReturnType<typeof databaseWithPlaces>>
let listed: readonly { readonly href: string; readonly title: string }[] = []
let app: Awaited<ReturnType<typeof buildServer>>
before(async () => {
  context = await databaseWithPlaces()
  const places = postgresPlaces(context.database, '89')
  const now = () => new Date('2026-11-24T10:00:00Z')
  const pages = [
    territoryPages({
      site,
      places,
      maps: {
        layout: async () => ({ tiles: [], by: '', ground: null }),
        contours: async () => null,
        revision: async () => '',
      },
      now,
      populationRows: async () => null,
      datasets: async () => listed,
      teller: null,
      tools: new Map(),
    }),
  ]
  app = await buildServer({
    logLevel: 'silent',
    api: [territoryApi({ places, contours: { of: async () => new Map() }, now })],
    pages,
  })
})
after(async () => {
  await app.close()
  await context.close()
})
const page = async (url: string) => {
  const { statusCode, body, headers } = await app.inject({ url, headers: { accept: 'text/html' } })
  return { statusCode, location: headers.location, text: body.replaceAll(/\s/g, ' ') }
}

test('a dissolved commune has its own page, which names its successor and its own status', async () => {
  const { statusCode, text } = await page('/territoires/communes/89448-vignes')
  assert.equal(statusCode, 200)
  assert.match(text, /n’est plus une commune de plein exercice depuis le 1er janvier 2019/)
  assert.match(
    text,
    /son territoire fait partie de la commune <a href="\/territoires\/communes\/89197-guillon-terre-plaine">de Guillon-Terre-Plaine<\/a>/,
  )
  assert.match(text, /comme commune déléguée/)
  assert.match(text, /comptée avec celle de la commune dont il fait partie/)
  assert.doesNotMatch(text, /Fiche à imprimer/)
})

test('a former commune whose code its heir kept offers none of the heir’s files as its own', async () => {
  const former = await page('/territoires/communes/89197-guillon')
  assert.match(former.text, /n’est plus une commune de plein exercice/)
  assert.doesNotMatch(former.text, /89197\/population|89197\/indicators/)
  const heir = await page('/territoires/communes/89197-guillon-terre-plaine')
  assert.match(heir.text, /89197\/population/)
})

test('a commune made of others tells who made it, once', async () => {
  const { text } = await page('/territoires/communes/89197-guillon-terre-plaine')
  const told = text.replaceAll(/<[^>]+>/g, '')
  assert.match(told, /Cisery, Guillon, Sceaux, Trévilly et Vignes se réunissent pour former Guillon-Terre-Plaine/)
  assert.doesNotMatch(told, /gardent un nom propre/)
})

test('an old code alone leads to the page of the dissolved commune', async () => {
  const { statusCode, location } = await page('/territoires/communes/89448')
  assert.deepEqual([statusCode, location], [301, '/territoires/communes/89448-vignes'])
})

test('an address put right keeps the order asked; a column that does not exist, of any length, never fails', async () => {
  const { location } = await page('/territoires/departements/89?tri=population&sens=croissant')
  assert.equal(location, '/territoires/departements/89-yonne?tri=population&sens=croissant')
  for (const by of ['', 'inconnu', '__proto__', 'x'.repeat(300)])
    for (const way of ['', 'croissant', 'y'.repeat(30)])
      assert.equal((await page(`/territoires/departements/89-yonne?tri=${by}&sens=${way}`)).statusCode, 200, by + way)
})

test('a dissolution that two editions frame is said between their days', async () => {
  const { text } = await page('/territoires/communes/69152-pierre-benite')
  assert.match(text, /depuis une date située entre le 1er janvier 2022 et le 1er janvier 2024/)
})

test('the country counts its régions without overseas collectivities, and leads to the territory of the portal', async () => {
  const { text } = await page('/territoires/pays/FR-france')
  assert.match(text, /La France réunit 18 régions\./)
  assert.doesNotMatch(text, /Polynésie/)
  assert.match(text, /<a class="button" href="\/territoires\/departements\/89-yonne">La page de l’Yonne<\/a>/)
})

test('an EPCI that is no more names the one that took most of its communes', async () => {
  const { statusCode, text } = await page('/territoires/epci/245901061-cc-de-la-haute-deule')
  assert.equal(statusCode, 200)
  assert.match(text, /la plupart de ses communes ont rejoint <a href="\/territoires\/epci\/200093201-/)
  assert.match(text, /La communauté de communes de la Haute Deûle n’existe plus/)
  assert.doesNotMatch(text, /celle de la commune dont il fait partie/)
})

test('a code that never existed is not found, with places of a near name and near codes', async () => {
  const { statusCode, text } = await page('/territoires/communes/89999-joigni')
  assert.equal(statusCode, 404)
  assert.match(text, /Vouliez-vous dire/)
  assert.match(text, /href="\/territoires\/communes\/89206-joigny"/)
  assert.match(text, /href="\/territoires\/communes\/89485-/)
  assert.match(text, /Aucun lieu n’a jamais porté ce code ou ce nom : « 89999-joigni »/)
})

test('a name where a code should be leads to the places of that name, and nothing near leads to the largest, and to all of them', async () => {
  assert.match((await page('/territoires/communes/joigny')).text, /href="\/territoires\/communes\/89206-joigny"/)
  const { statusCode, text } = await page('/territoires/communes/99999')
  assert.equal(statusCode, 404)
  assert.match(text, /<a href="\/territoires">Voir tous les lieux de l’Yonne<\/a>/)
  assert.doesNotMatch(text, /Vouliez-vous dire/)
  assert.match(text, /plus peuplées de l’Yonne<\/h2>[\s\S]*\/89024-auxerre[\s\S]*\/89387-sens/)
})

test('a page leads to datasets only when it has some to show', async () => {
  const { text } = await page('/territoires/communes/89206-joigny')
  assert.doesNotMatch(text, /Ses jeux de données/)
  listed = [{ href: '/donnees/un-jeu', title: 'Un jeu' }]
  const told = (await page('/territoires/communes/89025-avallon')).text
  listed = []
  assert.match(told, /<a class="button quiet" href="#jeux">Ses jeux de données<\/a>/)
  assert.match(told, /<h2 id="jeux">/)
  assert.match(told, /href="\/donnees\?territoire=commune%3A89025"/)
})

test('a canton of whole communes counts its people and lists its communes', async () => {
  const { statusCode, text } = await page('/territoires/cantons/8905-avallon')
  assert.equal(statusCode, 200)
  assert.match(text, /<h1>Canton d’Avallon<\/h1>/)
  assert.match(text, /Le canton d’Avallon compte \d+ \d+ habitants en 2023/)
  assert.match(text, /Le canton réunit 27 communes ; la plus peuplée est Avallon/)
  assert.match(text, /Les 27 communes/)
  assert.match(text, /élections départementales de mars 2015/)
})

test('a canton that shares a town says why it has no total, and counts its whole communes', async () => {
  const { text } = await page('/territoires/cantons/8901-auxerre-1')
  assert.match(text, /Le canton réunit 3 communes entières et une partie d’Auxerre\./)
  assert.match(text, /n’a qu’une partie d’Auxerre, partagée entre plusieurs cantons/)
  assert.match(text, /Ses 3 communes entières comptent ensemble \d+ \d+ habitants en 2023/)
  assert.doesNotMatch(text, /population inconnue/)
})

test('a commune tells its canton, or those that share it', async () => {
  assert.match((await page('/territoires/communes/89206-joigny')).text, /Canton de Joigny/)
  const { text } = await page('/territoires/communes/89024-auxerre')
  assert.match(text, /Partagée entre les cantons .*d’Auxerre-1<\/a>, .*d’Auxerre-3<\/a> et .*d’Auxerre-4<\/a>\./)
})

test('the territories of the Yonne list its 21 cantons', async () => {
  const { text } = await page('/territoires')
  assert.match(text, /21 cantons/)
  assert.match(text, /href="\/territoires\/cantons\/8919-tonnerrois"/)
  assert.match(text, /Auxerre et Sens sont partagées chacune entre plusieurs cantons/)
})

test('the nearest codes stay in the département', () => {
  const known = new Set(['89001', '89003', '89010', '58001', '2A004', '2B005', '89020', '89030'])
  assert.deepEqual(nearestCodes('89002', known), ['89001', '89003', '89010', '89020'])
  assert.deepEqual(nearestCodes('2A005', known), ['2A004'])
})

test('members come by pages, each once, whatever the size of a page', async () => {
  const visit = async (url: string): Promise<readonly { code: string }[]> => {
    const answer = await app.inject({ url })
    const { total, next, items } = answer.json()
    assert.equal(total, 423)
    assert.equal(answer.headers.link !== undefined, items.length < total)
    return next ? [...items, ...(await visit(next))] : items
  }
  for (const size of [150, 1000]) {
    const codes = (await visit(`/api/v1/territories/departement/89/members?size=${size}`)).map(({ code }) => code)
    assert.equal(new Set(codes).size, 423)
    assert.equal(codes.length, 423)
  }
})

test('a day that no calendar has is refused in words', async () => {
  for (const day of ['0000-01-01', '2024-02-30', '2024-13-01', 'hier'])
    for (const address of ['commune/89024', 'departement/89/members']) {
      const { statusCode, body } = await app.inject(`/api/v1/territories/${address}?on=${day}`)
      assert.equal(statusCode, 400, `${address} ${day}`)
      assert.match(body, /"pointer":"\/on"/)
    }
})
