import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { make } from '../../../test/make.ts'
import { buildServer } from '../../http/server.ts'
import type { Site } from '../../web/index.ts'
import type { CatalogueQuery } from '../catalog/index.ts'
import { answersApi } from '../indicator/api-answers.ts'
import {
  type Answer,
  type AskQuestion,
  answerTo,
  packEdition,
  type Reading,
  readDefinition,
} from '../indicator/index.ts'
import type { Place } from '../territory/index.ts'
import { searchPages } from './web-search.tsx'

const site: Site = {
  ...{ name: 'Icauna', territory: 'Yonne', ofTerritory: 'de l’Yonne', territoryId: 'departement:89' },
  ...{ publicUrl: 'https://donnees.yonne.example', asset: (name) => `/assets/${name}` },
}
const joigny: Place = {
  ...{ id: 'commune:89206', level: 'commune', code: '89206', name: 'Joigny', kind: 'commune-actuelle', liaison: 0 },
  ...{ validFrom: null, validUntil: null, postcodes: ['89300'], population: null },
}
const population = readDefinition(JSON.parse(readFileSync('indicators/population.json', 'utf8')))
const edition = packEdition(
  new Map([
    ['commune', new Map([['89206', new Map([['2023', { value: 9016, status: 'value', making: 'published' }]])]])],
  ] as const),
)
const record = {
  ...{ id: 'e', indicator: 'population', number: 1, builtAt: '2026-01-01', findings: [], counts: {}, madeFrom: '' },
  sources: [
    {
      ...{ datasetId: 'population-communes-france', slug: 'populations', title: 'Populations', producer: 'INSEE' },
      ...{ versionId: 'v', number: 1 },
    },
  ],
}

const yonne: Place = { ...joigny, id: 'departement:89', level: 'departement', code: '89', name: 'Yonne', liaison: 5 }
const first: NonNullable<Answer['many']>['first'] = [
  { code: '89206', name: 'Joigny', href: '/j', value: 9016, words: '9 016 habitants' },
  { code: '89387', name: 'Sens', href: '/s', value: 9016, words: '9 016 habitants' },
]

/** Knows one question, and its answer; and one about several places. */
const ask: AskQuestion = async (text) => {
  if (text === 'la plus peuplée') {
    const { reading } = await ask('habitants à Joigny')
    const list = { href: '/indicateurs/population#classement', label: 'Le classement' }
    const many = { ...({ kind: 'highest', level: 'commune', within: yonne, of: 2, count: 2 } as const), first, list }
    const answer: Answer = {
      ...{ sentence: 'Deux communes à égalité.', notes: [], place: null, indicator: population, period: '2023' },
      ...{ stated: { value: 9016, status: 'value' }, origin: null, held: [] },
      many: { ...many, without: new Map([['secret', 3]]) },
    }
    return { reading: { ...reading, place: null }, answer, indicators: [population] }
  }
  const named = { level: 'commune', code: '89206', name: 'Joigny', population: 9016, here: true, epci: null } as const
  const known = text.endsWith('Joigny')
  const indicator = text === 'habitants à Joigny' ? 'population' : null
  const reading: Reading = {
    ...{ place: known ? named : null, sharing: [], also: [], indicator, alike: [], period: null, since: null },
    ...{ subject: known ? ['habitants'] : [text], rest: known ? [] : [text] },
  }
  const holdings = { members: [], shown: [{ definition: population, edition, record }], waiting: [] }
  const answer = answerTo(reading, { ...holdings, place: known ? joigny : null })
  return { reading, answer, indicators: known ? [population] : [] }
}

const server = async () => {
  const searched: CatalogueQuery[] = []
  const summaryOf = (slug: string, title: string) => ({
    dataset: make.dataset({ slug, title }),
    ...{ producerName: null, producerSlug: null, rowCount: 3, columnCount: 2, format: 'csv' },
  })
  const known = [summaryOf('bornes', 'Bornes <de> recharge'), summaryOf('populations', 'Populations')]
  const facets = { theme: [], producer: [], territory: [], format: [], licence: [], freshness: [] }
  const app = await buildServer({
    ...{ logLevel: 'silent', publicUrl: site.publicUrl },
    api: [answersApi({ ask })],
    pages: [
      searchPages({
        ...{ site, ask },
        glance: async ({ name }) => `les grands chiffres de ${name}`,
        quote: async (indicator, { code }, period) => `carte de ${indicator} ${code} ${period}`,
        places: { get: async () => joigny, search: async () => [] },
        datasets: {
          search: async (query) => {
            searched.push(query)
            const items = query.text === 'bornes' ? known.slice(0, 1) : query.text === 'habitants' ? known : []
            return { total: items.length, items, facets, correction: null }
          },
        },
      }),
    ],
  })
  return { app, searched }
}
const page = async (url: string) => {
  const { app, searched } = await server()
  const answer = await app.inject({ url, headers: { accept: 'text/html' } })
  return { status: answer.statusCode, html: answer.body.replace(/[\u00A0\u202F]/g, ' '), searched, answer }
}

test('the answer comes first, then the place, the indicator and what datasets say of the subject', async () => {
  const { status, html, searched } = await page(`/recherche?q=${encodeURIComponent('habitants à Joigny')}`)
  assert.equal(status, 200)
  const order = [
    'Joigny compte 9 016 habitants en 2023',
    'carte de population 89206 2023',
    '<h2>Lieux</h2>',
    '<h2>Indicateurs</h2>',
  ]
  const found = order.map((text) => html.indexOf(text))
  assert.ok(!found.includes(-1), String(found))
  assert.deepEqual(
    found,
    found.toSorted((a, b) => a - b),
  )
  assert.match(html, /href="\/territoires\/communes\/89206-joigny"/)
  assert.match(
    html,
    /property="og:image" content="[^"]*\/cartes\/population\/communes\/89206-joigny\.png\?periode=2023"/,
  )
  assert.deepEqual(
    searched.map(({ text }) => text),
    ['habitants'],
  )
})

test('among datasets, the one that the answer comes from is the first', async () => {
  const { html } = await page(`/recherche?q=${encodeURIComponent('habitants à Joigny')}`)
  const [origin, other] = ['href="/donnees/populations"', 'href="/donnees/bornes"'].map((link) => html.indexOf(link))
  assert.ok(origin !== -1 && other !== -1 && Number(origin) < Number(other), `${origin} ${other}`)
})

test('a place asked for alone is told by its large figures, and leads to its page', async () => {
  const { html } = await page('/recherche?q=vivre+%C3%A0+Joigny')
  assert.match(html, /Joigny compte 9 016 habitants[\s\S]*les grands chiffres de Joigny[\s\S]*>Tout sur Joigny</)
  assert.doesNotMatch(html, /carte de population/)
})

test('a question without an answer still gives datasets, escaped', async () => {
  const { html } = await page('/recherche?q=bornes')
  assert.doesNotMatch(html, /id="reponse"/)
  assert.match(html, /Bornes &lt;de> recharge|Bornes &lt;de&gt; recharge/)
})

test('nothing found is said, with questions to try; nothing asked shows them too', async () => {
  assert.match(
    (await page('/recherche?q=zzzz')).html,
    /Rien ne correspond à « zzzz »[\s\S]*combien d’habitants à Joigny/,
  )
  const { html, searched } = await page('/recherche')
  assert.match(html, /combien d’habitants à Joigny/)
  assert.deepEqual(searched, [])
})

test('the address that searches used before leads to this one', async () => {
  const { answer } = await page('/chercher?q=ch%C3%A2teau')
  assert.equal(answer.statusCode, 301)
  assert.equal(answer.headers.location, '/recherche?q=ch%C3%A2teau')
})

test('the API gives the same answer, with its parts; null when nothing is recognised; a refusal without a question', async () => {
  const { app } = await server()
  const asked = async (q: string) => app.inject({ url: `/api/v1/answers?q=${encodeURIComponent(q)}` })
  const { answer } = (await asked('habitants à Joigny')).json()
  assert.deepEqual(
    [answer.value, answer.unit, answer.status, answer.period, answer.place.code, answer.indicator.slug],
    [9016, 'habitants', 'value', '2023', '89206', 'population'],
  )
  assert.deepEqual((await asked('zzzz')).json(), { question: 'zzzz', leftOver: ['zzzz'], answer: null })
  assert.equal((await asked('')).statusCode, 400)
})

test('places that are compared are listed by rank, and lead to the whole list; the API gives them with what has no number', async () => {
  const { html } = await page(`/recherche?q=${encodeURIComponent('la plus peuplée')}`)
  assert.match(html, /<ol><li value="1"><a href="\/j">Joigny<\/a> : 9 016 habitants<\/li><li value="1">/)
  assert.match(html, /href="\/indicateurs\/population#classement">Le classement</)
  const { app } = await server()
  const { answer } = (await app.inject({ url: `/api/v1/answers?q=${encodeURIComponent('la plus peuplée')}` })).json()
  const { within, first: told, ...many } = answer.many
  assert.deepEqual(many, {
    ...{ kind: 'highest', level: 'commune', compared: 2, without: { secret: 3 }, count: 2 },
    href: '/indicateurs/population#classement',
  })
  assert.equal(within.name, 'Yonne')
  assert.deepEqual(told[1], { code: '89387', name: 'Sens', href: '/s', value: 9016 })
})

test('the question of the API is documented as its other addresses are', async () => {
  const { app } = await server()
  const { paths } = (await app.inject({ url: '/api/v1/openapi.json' })).json()
  const { get } = paths['/api/v1/answers']
  assert.ok(get.summary && get.operationId && get.responses['200'].description)
  assert.ok(get.parameters.find((one: { readonly name: string }) => one.name === 'q').description)
})
