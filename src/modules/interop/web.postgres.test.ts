import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { make } from '../../../test/make.ts'
import { freshDatabase } from '../../../test/postgres.ts'
import { readRdf } from '../../../test/read-rdf.ts'
import { buildServer } from '../../http/server.ts'
import { postgresCatalogueExport } from '../catalog/catalogue-export.postgres.ts'
import { postgresDatasets } from '../catalog/dataset-store.postgres.ts'
import { postgresAttachments, postgresOrganisations } from '../catalog/organisation-store.postgres.ts'
import { postgresVersions } from '../catalog/version-store.postgres.ts'
import { expand } from './rdf-tree.ts'
import { interopPages } from './web.ts'

const publicUrl = 'https://donnees.yonne.example'
const site = {
  name: 'Icauna',
  territory: 'Yonne',
  ofTerritory: 'de l’Yonne',
  territoryId: 'departement:89',
  publicUrl,
  asset: (name: string) => name,
}
let context: Awaited<ReturnType<typeof freshDatabase>>
let app: Awaited<ReturnType<typeof buildServer>>
before(async () => {
  context = await freshDatabase()
  const datasets = postgresDatasets(context.database)
  const versions = postgresVersions(context.database)
  const organisations = postgresOrganisations(context.database)
  const attachments = postgresAttachments(context.database)
  await organisations.save(make.organisation({ id: 'org-a', slug: 'mairie-a', name: 'Mairie & Cie' }))
  for (let i = 0; i < 25; i += 1) {
    const id = `jeu-${String(i).padStart(2, '0')}`
    const status = i === 24 ? 'draft' : i === 23 ? 'archived' : 'published'
    await datasets.save(make.dataset({ id, slug: `titre-${i}`, status, producer: i % 2 ? 'org-a' : null }))
    const { number: _, publishedAt: _never, ...version } = make.version({ id: `v-${id}`, datasetId: id })
    await versions.add({ ...version, bbox: [2.8, 47.3, 4.3, 48.4] })
    await versions.publish(id, version.id, new Date('2026-11-20T10:00:00Z'))
  }
  const notice = { title: 'Notice', name: 'n.pdf', mediaType: 'application/pdf', bytes: 4, sha256: 'ab'.repeat(32) }
  await attachments.add({ id: 'notice', datasetId: 'jeu-01', ...notice })
  const exported = postgresCatalogueExport(context.database)
  const pages = [interopPages({ site, exported, datasets, organisations, boxesOf: async () => new Map() })]
  app = await buildServer({ logLevel: 'silent', api: [], pages })
})
after(async () => {
  await app.close()
  await context.close()
})

const read = async (url: string) => {
  const { statusCode, body, headers } = await app.inject({ url })
  assert.equal(statusCode, 200, `${url} ${body.slice(0, 200)}`)
  const extension = /\.(\w+)(\?|$)/.exec(url)?.[1] ?? ''
  return { headers, store: await readRdf(body, extension === 'xml' ? 'rdf' : extension) }
}
/** Follows `hydra:next` from an address, as a harvester does; gives the identifiers met. */
const harvested = async (url: string): Promise<readonly string[]> => {
  const { store } = await read(url)
  const found = store
    .getSubjects(expand('rdf:type'), expand('dcat:Dataset'), null)
    .flatMap(({ value }) => store.getObjects(value, expand('dct:identifier'), null).map((id) => id.value))
  const [next] = store.getObjects(null, expand('hydra:next'), null)
  return next ? [...found, ...(await harvested(next.value.replace(publicUrl, '')))] : found
}

test('page after page, every published dataset is met once, in every format', async () => {
  const expected = Array.from({ length: 23 }, (_, i) => `jeu-${String(i).padStart(2, '0')}`)
  for (const [extension, size] of [
    ['ttl', 7],
    ['rdf', 10],
    ['xml', 100],
    ['jsonld', 23],
    ['nt', 9],
  ] as const)
    assert.deepEqual((await harvested(`/catalog.${extension}?page_size=${size}`)).toSorted(), expected, extension)
})

test('the catalogue of one organisation holds its datasets alone', async () => {
  const ids = await harvested('/catalog.ttl?organization=mairie-a&page_size=5')
  assert.deepEqual(
    ids.map((id) => Number(id.slice(4)) % 2),
    Array.from({ length: 11 }, () => 1),
  )
})

test('a dataset tells its files, its place and its documents; an archived one that it is withdrawn; a draft is not there', async () => {
  const { headers, store } = await read('/donnees/titre-1.ttl')
  assert.match(String(headers['content-type']), /^text\/turtle/)
  assert.equal(store.getObjects(null, expand('dcat:downloadURL'), null).length, 5)
  assert.match(store.getObjects(null, expand('dcat:bbox'), null)[0]?.value ?? '', /^POLYGON\(\(2\.8 47\.3,/)
  assert.ok(store.getObjects(null, expand('dct:title'), null).some(({ value }) => value === 'Notice'))
  const withdrawn = (await read('/donnees/titre-23.jsonld')).store
  assert.match(withdrawn.getObjects(null, expand('adms:status'), null)[0]?.value ?? '', /WITHDRAWN$/)
  assert.equal((await app.inject({ url: '/donnees/titre-24.ttl' })).statusCode, 404)
})

test('the address of a thing leads to its page, or to the format that the reader prefers', async () => {
  const to = async (url: string, accept: string) => (await app.inject({ url, headers: { accept } })).headers.location
  assert.equal(await to('/id/jeux/jeu-03', 'text/html'), '/donnees/titre-3')
  assert.equal(await to('/id/jeux/jeu-03', 'application/rdf+xml'), '/donnees/titre-3.rdf')
  assert.equal(await to('/id/organisations/org-a', '*/*'), '/organisations/mairie-a')
  assert.equal(await to('/id/catalogue', 'text/turtle'), '/catalog.ttl')
  assert.equal((await app.inject({ url: '/id/jeux/jeu-24' })).statusCode, 404)
})

test('a page that is not there is said, never an empty catalogue that would make a harvester forget everything', async () => {
  assert.equal((await app.inject({ url: '/catalog.ttl?page=9' })).statusCode, 404)
  assert.equal((await app.inject({ url: '/catalog.ttl?organization=personne' })).statusCode, 404)
})
