import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import fc from 'fast-check'
import { Value } from 'typebox/value'
import { CSW, cswAt, cswPage, cswRecord, DCAT, turtle } from '../../../../test/portal-catalogues.ts'
import { prepared } from '../../../../test/prepared.ts'
import { quickTime, type Replay, replayServer } from '../../../../test/replay-server.ts'
import { DomainError, forbidden } from '../../../kernel/errors.ts'
import { internet } from '../network/internet.http.ts'
import type { Network } from '../network/network.ts'
import { cataloguesAt, typedAddress } from './catalogue-addresses.ts'
import { findCatalogue } from './find-catalogue.ts'
import { CatalogueFetch } from './list-catalogue.ts'

let replay: Replay
before(async () => {
  replay = await replayServer()
})
after(() => replay.close())
const test = prepared(() => void replay.asked.splice(0))

const find = (address: string, kind: CatalogueFetch['kind'] | null = null, network: Network = replay.network) =>
  findCatalogue({ network, time: quickTime() })(typedAddress(address), kind)

const ckan = (...titles: readonly string[]) => {
  const results = titles.map((title) => ({ id: title, title, resources: [] }))
  return JSON.stringify({ success: true, result: { count: results.length, results } })
}

test('an address is read as people write it; what is none of the web is refused in words', () => {
  assert.equal(typedAddress(' data.ville.fr/jeux#haut ').href, 'https://data.ville.fr/jeux')
  assert.equal(typedAddress('http://donnees.intranet:8080').href, 'http://donnees.intranet:8080/')
  for (const wrong of ['', '   ', 'la ville', 'ftp://data.ville.fr', 'file:///etc/passwd', 'https://'])
    assert.throws(() => typedAddress(wrong), /adresse du web/, wrong)
  assert.throws(() => typedAddress('https://moi:secret@data.ville.fr'), /mot de passe/)
})

test('every catalogue looked for at an address is one that can be kept, none of them twice', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true, validSchemes: ['http', 'https'] }), (address) => {
      const url = typedAddress(address)
      assert.equal(typedAddress(url.href).href, url.href)
      const all = cataloguesAt(url, null)
      for (const one of all) assert.ok(Value.Check(CatalogueFetch, one), JSON.stringify(one))
      assert.equal(new Set(all.map((one) => JSON.stringify(one))).size, all.length)
    }),
  )
})

test('what an address points to is looked for first', () => {
  const first = (address: string) => cataloguesAt(typedAddress(address), null)[0]
  assert.deepEqual(
    [
      'https://www.data.gouv.fr/fr/organizations/ville-de-joigny/',
      'https://agglo.opendatasoft.com/explore/',
      'https://data.region.fr/fr/organization/ville-de-joigny',
      'https://exemple.hub.arcgis.com',
      'https://agglo.koumoul.com/datasets',
      'https://geo.agglo.fr/catalogue.ttl',
      'https://geo.agglo.fr/geonetwork/srv/fre/csw?SERVICE=CSW&REQUEST=GetCapabilities&portal=a',
    ].map(first),
    [
      { kind: 'udata', site: 'https://www.data.gouv.fr', organisation: 'ville-de-joigny' },
      { kind: 'opendatasoft', host: 'agglo.opendatasoft.com' },
      { kind: 'ckan', portal: 'https://data.region.fr', filter: 'organization:ville-de-joigny' },
      { kind: 'arcgis-hub', site: 'https://exemple.hub.arcgis.com' },
      { kind: 'data-fair', host: 'agglo.koumoul.com' },
      { kind: 'dcat', address: 'https://geo.agglo.fr/catalogue.ttl' },
      { kind: 'csw', service: 'https://geo.agglo.fr/geonetwork/srv/fre/csw?portal=a' },
    ],
  )
})

test('the kind is found by asking known paths one after the other, until one answers as it must', async () => {
  const at = 'https://data.ville.fr/api/3/action/package_search?rows=100&start=0&sort=metadata_created+asc'
  replay.answer(at, ckan('Arbres', 'Bancs'))
  const found = await find('data.ville.fr')
  assert.deepEqual(found, {
    ...{ catalogue: { kind: 'ckan', portal: 'https://data.ville.fr' }, titles: ['Arbres', 'Bancs'], whole: true },
  })
  assert.deepEqual(
    replay.asked.map((url) => new URL(url).pathname),
    ['/api/explore/v2.1/catalog/datasets', '/api/3/action/package_search'],
  )
})

test('a catalogue in RDF or a geographic one is found at its own address, or where its software puts it', async () => {
  replay.answer(DCAT.address, turtle('<#1> a dcat:Dataset ; dct:title "Arbres" .'))
  assert.deepEqual((await find(DCAT.address)).catalogue, DCAT)
  assert.equal(replay.asked.length, 1)
  const records = Array.from({ length: 21 }, (_, i) => cswRecord(`n${i}`)).join('')
  replay.answer(cswAt('https://geo.pays.fr/geonetwork/srv/fre/csw', 1), cswPage(0, 21, records))
  const { catalogue, titles, whole } = await find('https://geo.pays.fr/')
  assert.deepEqual(
    [catalogue, titles.length, whole],
    [{ ...CSW, service: 'https://geo.pays.fr/geonetwork/srv/fre/csw' }, 20, false],
  )
})

test('when nothing is found, it is said what to do', async () => {
  await assert.rejects(find('https://rien.fr'), /Aucun catalogue n’a été reconnu[\s\S]*adresse du catalogue lui-même/)
  await assert.rejects(
    find('https://rien.fr', 'ckan'),
    /Aucun portail CKAN[\s\S]*\(404\)[\s\S]*laissez chercher le type/,
  )
  await assert.rejects(find('https://www.data.gouv.fr/'), /page d’une organisation/)
  assert.equal(replay.asked.filter((url) => url.includes('data.gouv.fr')).length, 0)
  const at = 'https://vide.fr/api/3/action/package_search?rows=100&start=0&sort=metadata_created+asc'
  replay.answer(at, ckan())
  await assert.rejects(find('https://vide.fr', 'ckan'), /il est vide/)
  replay.break(at, 'text-500')
  await assert.rejects(find('https://vide.fr', 'ckan'), /en panne[\s\S]*Réessayez plus tard/)
})

test('a machine that cannot be reached, or that may not be, is asked once', async () => {
  const asked: string[] = []
  const failing = (error: DomainError): Network => ({
    kind: 'internet',
    async get({ url }) {
      asked.push(url)
      throw error
    },
  })
  const dead = new DomainError(
    { kind: 'unavailable', detail: 'mort.fr : ce nom n’existe pas.' },
    { cause: new Error() },
  )
  await assert.rejects(find('https://mort.fr', null, failing(dead)), /ce nom n’existe pas/)
  assert.equal(asked.length, 1)
  await assert.rejects(find('https://ferme.fr', 'ckan', failing(forbidden('ferme.fr refuse l’accès (403).'))), /refuse/)
})

test('an address of the portal’s own network is refused by the network itself', async () => {
  const world = internet({ userAgent: 'essai', allowedHosts: new Set(), patience: 1_000, longest: 1_000 })
  for (const address of ['http://127.0.0.1:5432', 'https://169.254.169.254/latest', 'http://localhost', '[::1]'])
    await assert.rejects(find(address, null, world), /machine du réseau privé/, address)
  await world.close()
})
