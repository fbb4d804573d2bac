import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  CSW,
  catalogueReader,
  cswAt,
  cswPage,
  cswRecord,
  DATA_FAIR,
  DCAT,
  dataFairAt,
  dataFairItem,
  dataFairPage,
  turtle,
} from '../../../../test/portal-catalogues.ts'
import { type Fault, type Replay, replayServer } from '../../../../test/replay-server.ts'
import { DomainError } from '../../../kernel/errors.ts'
import type { CatalogueFetch } from './list-catalogue.ts'

/* Answers written by hand after the shapes of each service: none was recorded. */
let replay: Replay
before(async () => {
  replay = await replayServer()
})
after(() => replay.close())

const read = catalogueReader(() => replay)

const UDATA: CatalogueFetch = { kind: 'udata', site: 'https://www.data.gouv.fr', organisation: 'ville-de-joigny' }
const UDATA_AT = 'https://www.data.gouv.fr/api/1/organizations/ville-de-joigny/datasets/?page_size=100'
const ODS: CatalogueFetch = { kind: 'opendatasoft', host: 'data.agglo.fr' }
const ODS_AT = 'https://data.agglo.fr/api/explore/v2.1/catalog/datasets?limit=100&offset=0&order_by=dataset_id'
const CKAN: CatalogueFetch = { kind: 'ckan', portal: 'https://ckan.region.fr', query: 'Yonne' }
const ckanAt = (start: number) =>
  `https://ckan.region.fr/api/3/action/package_search?q=Yonne&rows=100&start=${start}&sort=metadata_created+asc`
const HUB: CatalogueFetch = { kind: 'arcgis-hub', site: 'https://donnees.hub.arcgis.com' }
const HUB_AT = 'https://donnees.hub.arcgis.com/api/feed/dcat-us/1.1.json'

const udataItem = (id: string, more: object = {}) => ({
  ...{ id, title: `Jeu ${id}`, description: 'Les arbres.', page: `https://www.data.gouv.fr/datasets/${id}/` },
  ...{ tags: ['arbres'], license: 'lov2', last_update: '2026-05-01', organization: { name: 'Ville de Joigny' } },
  harvest: { remote_url: 'https://data.ville.fr/jeux/arbres' },
  resources: [
    { id: 'r1', title: 'Notice', type: 'documentation', format: 'pdf', url: 'https://x.fr/notice.pdf' },
    {
      ...{ id: 'r2', title: 'Arbres', type: 'main', format: 'csv', url: 'https://x.fr/a/arbres-2026.csv' },
      ...{ checksum: { type: 'sha256', value: 'AB'.repeat(32) }, last_modified: null },
    },
  ],
  ...more,
})
const udataPage = (data: readonly unknown[], next: string | null = null) => JSON.stringify({ data, next_page: next })
const odsPage = (results: readonly unknown[], total = results.length) => JSON.stringify({ total_count: total, results })
const odsItem = {
  ...{ dataset_id: 'budget', dataset_uid: 'da_abc', has_records: true },
  metas: {
    default: {
      ...{ title: 'Budget de l’agglomération', description: '<p>Le <b>budget</b>.</p><script>alert(1)</script>' },
      ...{ keyword: ['budget'], theme: ['Économie et finances'], license: 'Licence Ouverte v2.0 (Etalab)' },
      ...{ modified: '2026-02-03T00:00:00Z', publisher: 'Agglo', license_url: null },
    },
  },
  fields: [{ name: 'compte' }, { name: 'montant' }],
}
const ckanPage = (results: readonly unknown[], count = results.length) =>
  JSON.stringify({ success: true, result: { count, results } })
const ckanItem = (id: string, more: object = {}) => ({
  ...{
    id,
    name: `jeu-${id}`,
    title: `Jeu ${id}`,
    notes: 'Texte',
    license_id: 'odc-odbl',
    private: false,
    state: 'active',
  },
  ...{ organization: { title: 'Communauté de communes' }, tags: [{ name: 'eau' }], metadata_modified: '2026-01-01' },
  extras: [
    { key: 'uri', value: 'https://autre.fr/jeux/1' },
    { key: 'rien', value: 3 },
  ],
  resources: [{ name: 'Le fichier', format: 'CSV', url: '/dataset/1/fichier.csv', hash: 'd41d8' }],
  ...more,
})
const hubFeed = JSON.stringify({
  dataset: [
    {
      ...{ identifier: 'https://www.arcgis.com/home/item.html?id=1&sublayer=0', title: 'Pistes cyclables' },
      ...{ description: 'Les <i>pistes</i>', landingPage: 'https://donnees.hub.arcgis.com/datasets/1_0' },
      ...{ license: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence/', publisher: { name: 'Agglo' } },
      distribution: [
        { format: 'CSV', accessURL: 'https://donnees.hub.arcgis.com/api/download/v1/items/1/csv?layers=0' },
        { format: 'ArcGIS GeoServices REST API', accessURL: 'https://services.arcgis.com/a/FeatureServer/0' },
      ],
    },
    'bruit',
  ],
})

test('udata: pages of an organisation, stable links, documents left out, what it was before', async () => {
  const next = 'https://www.data.gouv.fr/api/1/organizations/ville-de-joigny/datasets/?page=2&page_size=100'
  replay.answer(UDATA_AT, udataPage([udataItem('1'), { id: 3 }, udataItem('2', { archived: '2025-01-01' })], next))
  replay.answer(next, udataPage([udataItem('1'), udataItem('4')], 'https://ailleurs.fr/page-3'))
  const { entries, unreadable, whole } = await read(UDATA)
  assert.deepEqual([entries.map(({ identifier }) => identifier), unreadable, whole], [['1', '4'], 1, true])
  const [one] = entries
  assert.deepEqual(one?.distributions, [
    {
      ...{ title: 'Arbres', url: 'https://www.data.gouv.fr/api/1/datasets/r/r2', name: 'arbres-2026.csv' },
      ...{ format: 'csv', modified: null, sha256: 'ab'.repeat(32) },
    },
  ])
  assert.deepEqual([one?.formerly, one?.publisher], [['https://data.ville.fr/jeux/arbres'], 'Ville de Joigny'])
})

test('Opendatasoft: fields are columns, descriptions lose their tags, rows come by the export', async () => {
  replay.answer(ODS_AT, odsPage([odsItem]))
  const [one] = (await read(ODS)).entries
  assert.deepEqual(one?.columns, ['compte', 'montant'])
  assert.equal(one?.description, 'Le budget .')
  assert.deepEqual(one?.distributions[0]?.fetch, {
    connector: 'opendatasoft',
    host: 'data.agglo.fr',
    dataset: 'budget',
  })
})

test('CKAN: a search in pages, relative links made whole, private datasets left out', async () => {
  replay.answer(ckanAt(0), ckanPage([ckanItem('1'), ckanItem('2', { private: true })], 101))
  replay.answer(ckanAt(100), ckanPage([ckanItem('3', { title: null }), ckanItem('4')], 101))
  const { entries, unreadable } = await read(CKAN)
  assert.deepEqual([entries.map(({ identifier }) => identifier), unreadable], [['1', '4'], 1])
  assert.equal(entries[0]?.distributions[0]?.url, 'https://ckan.region.fr/dataset/1/fichier.csv')
  assert.deepEqual(
    [entries[0]?.formerly, entries[0]?.page],
    [['https://autre.fr/jeux/1'], 'https://ckan.region.fr/dataset/jeu-1'],
  )
})

test('ArcGIS Hub: layers are taken from their service, not from files made on demand', async () => {
  replay.answer(HUB_AT, hubFeed)
  const { entries, unreadable } = await read(HUB)
  assert.equal(unreadable, 1)
  assert.deepEqual(
    entries[0]?.distributions.map(({ fetch }) => fetch),
    [{ connector: 'arcgis', layer: 'https://services.arcgis.com/a/FeatureServer/0' }],
  )
})

test('a catalogue without end is read no further than its bound, and is said not to be whole', async () => {
  replay.answer(ckanAt(0), ckanPage([ckanItem('1'), ckanItem('2'), ckanItem('3')], 9_999))
  const { entries, whole } = await read(CKAN, 2)
  assert.deepEqual([entries.length, whole], [2, false])
})

test('a catalogue whose pages turn in circles is refused', async () => {
  replay.answer(UDATA_AT, udataPage([udataItem('1')], UDATA_AT))
  await assert.rejects(read(UDATA), /renvoie sans fin/)
})

const ALL: readonly (readonly [CatalogueFetch, string, string])[] = [
  [UDATA, UDATA_AT, udataPage([udataItem('1')])],
  [ODS, ODS_AT, odsPage([odsItem])],
  [CKAN, ckanAt(0), ckanPage([ckanItem('1')])],
  [HUB, HUB_AT, hubFeed],
  [DATA_FAIR, dataFairAt(1), dataFairPage([dataFairItem('dechets')])],
  [DCAT, DCAT.address, turtle('<#1> a dcat:Dataset ; dct:title "Arbres" .')],
  [CSW, cswAt(CSW.service, 1), cswPage(0, 1, cswRecord('haies'))],
]
const FAULTS: readonly Fault[] = [
  ...(['empty', 'html', 'text-404', 'gone-410', 'text-500', 'bad-gateway-502', 'slow-down-429'] as const),
  ...(['slow-down-429-retry-after', 'truncated-gzip', 'cut-stream', 'redirect-loop', 'redirect-home'] as const),
  'forbidden-403',
]
for (const [fetch, url, body] of ALL)
  test(`${fetch.kind}: whatever goes wrong is told in French, and what passes is tried again`, async () => {
    for (const fault of FAULTS) {
      replay.answer(url, body)
      replay.break(url, fault)
      await assert.rejects(read(fetch), (error) => error instanceof DomainError && /[a-zé] /.test(error.message), fault)
    }
    replay.answer(url, body)
    replay.break(url, 'slow-down-429', 1)
    assert.equal((await read(fetch)).entries.length, 1)
    replay.answer(url, JSON.stringify({ success: false, error: { message: 'non' } }))
    await assert.rejects(read(fetch), DomainError)
  })
