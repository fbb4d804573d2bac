import assert from 'node:assert/strict'
import { test } from 'node:test'
import { make } from '../../../test/make.ts'
import { buildServer } from '../../http/server.ts'
import type { Site } from '../../web/index.ts'
import type { HomeTold } from '../indicator/index.ts'
import type { Level, Place } from '../territory/index.ts'
import { homePages } from './web-home.tsx'

const site: Site = {
  ...{ name: 'Icauna', territory: 'Yonne', ofTerritory: 'de l’Yonne', territoryId: 'departement:89' },
  ...{ publicUrl: 'https://donnees.yonne.example', asset: (name) => `/assets/${name}` },
}
const place = (level: Level, code: string, name: string, inhabitants: number, liaison = 0): Place => ({
  ...{ id: `${level}:${code}`, level, code, name, kind: level, liaison, validFrom: null, validUntil: null },
  ...{ postcodes: [], population: { value: inhabitants, year: 2023, source: 'INSEE' } },
})
const yonne = place('departement', '89', 'Yonne', 332_000, 5)
const communes = [
  place('commune', '89448', 'Vignes', 40),
  place('commune', '89024', 'Auxerre', 35_000),
  place('commune', '89206', 'Joigny', 9_016),
]
const NOTHING: HomeTold = { figures: null, apart: null, map: null, superlatives: null }

const home = async (told: HomeTold, id = yonne.id) => {
  const summary = { producerName: 'INSEE', producerSlug: 'insee', rowCount: 3, columnCount: 2, format: 'csv' }
  const facets = {
    theme: [{ value: 'ENVI', label: 'Environnement', count: 1 }],
    producer: [],
    territory: [],
    format: [],
    licence: [],
    freshness: [],
  }
  const app = await buildServer({
    ...{ logLevel: 'silent', publicUrl: site.publicUrl },
    api: [],
    pages: [
      homePages({
        site,
        places: {
          get: async () => (id === yonne.id ? yonne : undefined),
          containers: async () => [],
          members: async () => communes,
          neighbours: async () => [place('epci', '200039709', 'CC du Jovinien', 21_000)],
        },
        datasets: {
          search: async () => ({
            ...{ total: 1, facets, correction: null },
            items: [{ dataset: make.dataset({ slug: 'bornes', title: 'Bornes', theme: 'ENVI' }), ...summary }],
          }),
        },
        tell: async (asked) => {
          assert.deepEqual(asked.communes, communes)
          return told
        },
        now: () => new Date('2026-11-26T08:00:00Z'),
      }),
    ],
  })
  const answer = await app.inject({ url: '/', headers: { accept: 'text/html' } })
  return { status: answer.statusCode, html: answer.body.replace(/[\u00A0\u202F]/g, ' ') }
}

test('before any indicator is built, the first page still says what there is, and never an empty frame', async () => {
  const { status, html } = await home(NOTHING)
  assert.equal(status, 200)
  assert.match(html, /L’Yonne, à livre ouvert/)
  assert.match(html, /communes<\/dt><dd class="big">3</)
  assert.doesNotMatch(html, /à découvrir|mapped/)
  assert.match(html, /href="\/donnees\?theme=ENVI".*1 jeu de données.*href="\/donnees\/bornes"/)
})

test('the largest communes come first as doors, and in questions that the search answers', async () => {
  const { html } = await home(NOTHING)
  const [auxerre, vignes] = ['>Auxerre</a>', '>Vignes</a>'].map((text) => html.indexOf(text))
  assert.ok(auxerre !== undefined && vignes !== undefined && auxerre > 0 && auxerre < vignes)
  assert.match(html, /href="\/recherche\?q=combien%20d%E2%80%99habitants%20%C3%A0%20Auxerre"/)
  assert.match(html, /href="\/territoires\/epci\/200039709-cc-du-jovinien"/)
})

test('what indicators tell takes its place: figures, what sets apart, the map and its ranking, communes first at something', async () => {
  const { html } = await home({
    figures: 'cinq chiffres',
    apart: 'L’Yonne se distingue.',
    map: { drawing: 'une carte', href: '/indicateurs/population' },
    superlatives: 'des premières',
  })
  const order = ['une carte', '/indicateurs/population', 'cinq chiffres', 'L’Yonne se distingue.', 'des premières']
  const found = order.map((text) => html.indexOf(text))
  assert.ok(!found.includes(-1), String(found))
  assert.deepEqual(
    found,
    found.toSorted((a, b) => a - b),
  )
  assert.doesNotMatch(html, /class="relief"/)
})

test('a portal whose territory is unknown says so', async () => {
  assert.equal((await home(NOTHING, 'departement:00')).status, 404)
})
