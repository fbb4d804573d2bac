import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { brotliCompressSync } from 'node:zlib'
import { groupedTables } from '../../../test/grouped-tables.ts'
import { freshDatabase } from '../../../test/postgres.ts'
import { COMMUNES, definitionOf } from '../../../test/small-country.ts'
import { places } from '../../../test/small-places.ts'
import { buildServer } from '../../http/server.ts'
import { exclusiveHere } from '../../kernel/exclusive.ts'
import { diskEditions } from '../indicator/edition-files.disk.ts'
import { type Definition, findPeers, knownIndicators, pastEditions, rebuildIndicators } from '../indicator/index.ts'
import { postgresArchive, postgresIndicators } from '../indicator/indicator-store.postgres.ts'
import type { Geography, Level } from '../territory/index.ts'
import { findCard } from './find-card.ts'
import { measureWithFonts } from './fonts.node.ts'
import { postersOf } from './make-posters.ts'
import { pastFinders } from './past-finders.ts'
import { imageRenderer } from './render-images.node.ts'
import { cardPages } from './web.tsx'

/** Twenty-four communes of two départements of one région, that a day may rename. */
const geographyOn = async (day: string): Promise<Geography> => ({
  day,
  names: new Map<Level, ReadonlyMap<string, string>>([
    ['commune', new Map(COMMUNES.map((code) => [code, `Lieu ${code}`]))],
    ['departement', new Map(['10', '20'].map((code) => [code, `Département ${code}`]))],
    ['region', new Map([['1', 'Région 1']])],
    ['pays', new Map([['FR', 'France']])],
  ]),
  holders: new Map<Level, ReadonlyMap<string, string>>([
    ['departement', new Map(COMMUNES.map((code) => [code, code.slice(0, 2)]))],
    ['region', new Map(COMMUNES.map((code) => [code, '1']))],
  ]),
})

const definition = (changes: Partial<Definition> = {}) =>
  definitionOf(
    {},
    {
      ...{ slug: 'population', name: 'Population municipale', shortName: 'Population', unit: 'habitants' },
      ...changes,
    },
  )

let moment = Date.parse('2026-11-26T08:00:00Z')
let built = 0
let rows: Parameters<typeof groupedTables>[0] = []
/** Every commune has a hundred inhabitants more than the one before; the fourth has what is said. */
const countedWith = (value: number | null) => {
  rows = COMMUNES.flatMap((code, i) => [
    { code, an: 2020, n: 600 + i * 100 },
    { code, an: 2023, n: i === 3 ? value : 600 + i * 100 },
  ])
}

let stop: () => Promise<void>
let app: Awaited<ReturnType<typeof buildServer>>
let posters: ReturnType<typeof postersOf>
let publish: (value: number | null, changes?: Partial<Definition>) => Promise<void>
before(async () => {
  const { database, close } = await freshDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'icauna-cartes-'))
  const [store, files] = [postgresIndicators(database), diskEditions(folder)]
  const now = () => new Date(moment)
  const geography = {
    today: () => geographyOn(now().toISOString().slice(0, 10)),
    history: async () => [],
    async *populations() {},
  }
  publish = async (value, changes) => {
    countedWith(value)
    built += 1
    moment += 60_000
    await store.saveDefinition(definition(changes), now())
    const rebuilt = await rebuildIndicators({
      ...{ store, files, geography, now, exclusive: exclusiveHere(), newId: () => `edition-${built}` },
      tables: groupedTables(rows),
      sourceOf: async () => ({
        ...{ datasetId: 'jeu', slug: 'jeu', title: 'Populations', versionId: `v${built}` },
        ...{ number: built, producer: 'INSEE' },
      }),
    })()
    assert.equal(rebuilt[0]?.outcome, 'built')
  }
  const known = knownIndicators(store, files)
  const past = pastEditions(postgresArchive(database), files)
  const finder = findPeers({ indicators: known, geography, places })
  const finderOf = pastFinders({ past, geographyOn, places })
  const today = () => now().toISOString().slice(0, 10)
  const site = {
    ...{ name: 'Icauna', territory: 'Yonne', ofTerritory: 'de l’Yonne', territoryId: 'departement:10' },
    ...{ publicUrl: 'http://icauna.test', asset: (name: string) => `/assets/${name}` },
  }
  const nothing = { get: async () => undefined, getBySlug: async () => undefined }
  const search = async () => ({
    ...{ total: 0, items: [], correction: null },
    facets: { theme: [], producer: [], territory: [], format: [], licence: [], freshness: [] },
  })
  posters = postersOf({
    ...{ known, places, finder, today, territoryId: site.territoryId },
    choice: { keyFigures: [], themes: [], settling: [], members: [] },
    ...{ datasets: { ...nothing, search }, versions: nothing, organisations: nothing },
  })
  app = await buildServer({
    logLevel: 'silent',
    publicUrl: site.publicUrl,
    api: [],
    pages: [
      cardPages({
        ...{ site, today, measure: measureWithFonts(), images: imageRenderer(), locate: async () => null },
        find: findCard({ known, past, places, finder, finderOf, today }),
      }),
    ],
  })
  stop = async () => {
    await app.close()
    await close()
    await rm(folder, { recursive: true, force: true })
  }
})
after(() => stop())

const get = (url: string, headers: Readonly<Record<string, string>> = {}) => app.inject({ url, headers })
const CARD = '/cartes/population/communes/10004-lieu-10004'
const plain = (text: string) => text.replaceAll(/[\u00A0\u202F]/g, ' ')

test('a frozen card answers the same bytes after the figure, its name and its peers changed; today’s follows', async () => {
  await publish(900)
  const FROZEN = ['.svg?edition=1', '.png?edition=1&taille=carre', '.svg?edition=1&pairs=sans'].map((end) => CARD + end)
  const before = await Promise.all(FROZEN.map(async (url) => (await get(url)).rawPayload))
  const [facts, current] = [await get(`${CARD}.json?edition=1`), await get(`${CARD}.svg`)]
  assert.equal(facts.json().value, 900)
  assert.match(facts.json().words.rank, /^9e sur 12 communes.*, du plus haut au plus bas$/)
  assert.match(facts.json().words.edition, /^Figé au 26.novembre.2026 \(édition 1\)$/)

  moment += 40 * 86_400_000
  await publish(12_345, { name: 'Habitants recensés', unit: 'âmes' })
  for (const [i, url] of FROZEN.entries()) assert.deepEqual((await get(url)).rawPayload, before[i], url)
  const then = (await get(`${CARD}.json?edition=1`)).json()
  assert.deepEqual(
    [then.value, then.title, then.unit, then.words.rank],
    [900, 'Population municipale : Lieu 10004', 'habitants', facts.json().words.rank],
  )
  const now = (await get(`${CARD}.json`)).json()
  assert.deepEqual([now.value, now.title], [12_345, 'Habitants recensés : Lieu 10004'])
  assert.notDeepEqual((await get(`${CARD}.svg`)).rawPayload, current.rawPayload)
  assert.match((await get(`${CARD}.svg?edition=1`)).body, /<desc>[^<]*Figé au 26.novembre.2026/)
})

test('a frozen page says it is, and offers the figure of today', async () => {
  const { body } = await get(`${CARD}?edition=1`)
  assert.match(plain(body), /Cette carte est figée : elle dit ce que le portail savait le 26 novembre 2026/)
  assert.match(body, new RegExp(`<a href="${CARD}">Voir le chiffre d’aujourd’hui</a>`))
  assert.match((await get(`${CARD}/integrer?edition=1`)).body, /Voir le chiffre d’aujourd’hui/)
})

test('a card among like places follows them: it is refused for ever, and is frozen among places of its size', async () => {
  for (const ending of ['', '.json', '.png', '.svg', '/integrer']) {
    const refused = await get(`${CARD}${ending}?edition=1&pairs=voisins`)
    assert.equal(refused.statusCode, 422, ending)
    assert.match(plain(refused.body), /Une carte figée ne se compare pas aux lieux les plus semblables/)
  }
  const alive = await get(`${CARD}?pairs=voisins`)
  assert.match(alive.body, new RegExp(`href="${CARD}\\?edition=2"`))
  assert.doesNotMatch(alive.body, /edition=\d+&amp;pairs=voisins|pairs=voisins&amp;edition=/)
  assert.doesNotMatch((await get(`${CARD}?edition=1`)).body, /pairs=voisins/)
})

test('an edition, a place, an indicator, a level or a period that does not exist is not found; bad options are refused', async () => {
  for (const url of [
    `${CARD}?edition=99`,
    '/cartes/population/communes/99999',
    '/cartes/inconnu/communes/10004',
    '/cartes/population/villages/10004',
    '/cartes/population/epci/10',
    '/cartes/population/communes/10099-lieu-10099',
    `${CARD}?periode=1999`,
  ])
    assert.equal((await get(url)).statusCode, 404, url)
  for (const query of ['edition=0', 'edition=x', 'pairs=tous', 'taille=geante'])
    assert.equal((await get(`${CARD}?${query}`)).statusCode, 400, query)
})

test('a card of another date says that date; the name in the address is put right', async () => {
  const then = (await get(`${CARD}.json?periode=2020`)).json()
  assert.deepEqual([then.period, then.value, then.words.trend], ['2020', 900, null])
  const moved = await get('/cartes/population/communes/10004?periode=2020')
  assert.deepEqual([moved.statusCode, moved.headers.location], [301, `${CARD}?periode=2020`])
})

test('pictures say whether they last, and who holds one is told so without any work', async () => {
  const frozen = await get(`${CARD}.png?edition=1`)
  assert.match(String(frozen.headers['cache-control']), /immutable/)
  const current = await get(`${CARD}.png`)
  assert.equal(current.headers['cache-control'], 'public, max-age=3600')
  assert.equal(current.headers['content-type'], 'image/png')
  const held = await get(`${CARD}.png`, { 'if-none-match': String(current.headers.etag) })
  assert.deepEqual([held.statusCode, held.body], [304, ''])
})

test('only the frame may stand in one; what other sites fetch, they may read', async () => {
  const policy = async (url: string) => String((await get(url)).headers['content-security-policy'])
  assert.match(await policy(`${CARD}/integrer`), /frame-ancestors \*/)
  assert.match(await policy(CARD), /frame-ancestors 'none'/)
  for (const url of [`${CARD}.json`, `${CARD}.png`, '/carte.js', `/oembed?url=http://icauna.test${CARD}`])
    assert.equal((await get(url)).headers['access-control-allow-origin'], '*', url)
  assert.equal((await get(CARD)).headers['access-control-allow-origin'], undefined)
})

test('the page gives ready to copy: a link, one line of HTML, a frame, a picture, a quotation, words for the picture', async () => {
  const { body } = await get(CARD)
  const field = (id: string) => {
    const [, text = ''] =
      new RegExp(`<textarea[^>]* id="${id}"[^>]*>([^<]*)<|<textarea id="${id}"[^>]*>([^<]*)<`)
        .exec(body)
        ?.filter(Boolean) ?? []
    return text.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
  }
  assert.equal(field('lien'), `http://icauna.test${CARD}`)
  assert.match(
    field('element'),
    new RegExp(
      `^<script async src="http://icauna.test/carte.js"></script><icauna-carte><a href="http://icauna.test${CARD}">[^\n]+</a></icauna-carte>$`,
    ),
  )
  assert.match(
    field('cadre'),
    /^<iframe src="http:\/\/icauna\.test\/cartes\/[^"]*\/integrer" title="[^"]+"[^>]*><\/iframe>$/,
  )
  assert.match(field('image'), /<img src="http:\/\/icauna\.test[^"]*\.png" alt="[^"]+" width="1200" height="630"/)
  assert.match(
    plain(field('citer')),
    new RegExp(`édition 2 .*http://icauna.test${CARD}\\?edition=2, consulté le 5 janvier 2027\\.$`),
  )
  assert.match(plain(field('texte')), /12 345/)
  assert.match(body, new RegExp(`<meta property="og:image" content="http://icauna.test${CARD}.png"`))
  assert.match(body, /<meta name="twitter:card" content="summary_large_image"/)
})

test('services that show links ask how (oEmbed): in JSON, in XML, within their limits, for our cards only', async () => {
  const url = encodeURIComponent(`http://icauna.test${CARD}?edition=1&pairs=sans`)
  const page = (await get(`${CARD}?edition=1&pairs=sans`)).body
  assert.match(page, /<link rel="alternate" type="application\/json\+oembed" href="http:\/\/icauna\.test\/oembed\?url=/)
  const rich = (await get(`/oembed?url=${url}`)).json()
  assert.deepEqual([rich.version, rich.type, rich.provider_name], ['1.0', 'rich', 'Icauna'])
  assert.match(rich.html, /integrer\?pairs=sans&amp;edition=1"/)
  const small = (await get(`/oembed?url=${url}&maxwidth=300&maxheight=200`)).json()
  assert.deepEqual([small.width, small.height], [300, 200])
  assert.match(small.html, /width="300" height="200"/)
  const xml = await get(`/oembed?url=${url}&format=xml`)
  assert.match(String(xml.headers['content-type']), /text\/xml/)
  assert.match(xml.body, /^<\?xml [^>]+>\n<oembed><version>1.0<\/version>.*<html>&lt;iframe /)
  for (const foreign of [
    `https://ailleurs.test${CARD}`,
    'http://icauna.test.ailleurs.test/cartes/population/communes/10004',
    'http://icauna.test/donnees/jeu',
    'http://icauna.test/cartes/population/communes/10004.png',
    'nulle part',
  ])
    assert.equal((await get(`/oembed?url=${encodeURIComponent(foreign)}`)).statusCode, 404, foreign)
  assert.equal((await get(`/oembed?url=${url}&format=yaml`)).statusCode, 400)
  assert.equal((await get(`/oembed?url=${encodeURIComponent(`http://icauna.test${CARD}?pairs=tous`)}`)).statusCode, 422)
})

test('a figure that is missing is said to be, in the frame as in the picture', async () => {
  await publish(null)
  const card = (await get(`${CARD}.json?periode=2023`)).json()
  assert.deepEqual([card.value, card.status, card.words.rank], [null, 'missing', null])
  assert.match(card.words.why, /n’est pas un zéro/)
  assert.match((await get(`${CARD}/integrer?periode=2023`)).body, /class="big none">Manquant</)
})

test('the script that other sites load weighs less than 5 kB', async () => {
  const { rawPayload } = await get('/carte.js')
  assert.ok(brotliCompressSync(rawPayload).length < 5000)
  assert.ok(rawPayload.length < 5000, 'même sans compression')
})

test('the picture of a comparison holds its places, all at one date; of nothing, there is none', async () => {
  await publish(900)
  const asked = { places: ['10001', '10002'], indicators: ['population'], peers: null }
  const poster = (await posters.comparison(asked))?.poster
  assert.equal(poster?.title, 'Lieu 10001 et Lieu 10002')
  assert.deepEqual(
    poster?.figures.map(({ value, label }) => `${plain(value)}, ${plain(label)}`),
    ['600, Lieu 10001, habitants en 2023', '700, Lieu 10002, habitants en 2023'],
  )
  assert.equal(
    (await posters.comparison({ ...asked, places: ['10001'], peers: 'strate' }))?.poster.title,
    'Lieu 10001 et ses pairs',
  )
  assert.equal(await posters.comparison({ ...asked, places: ['99999'] }), undefined)
})
