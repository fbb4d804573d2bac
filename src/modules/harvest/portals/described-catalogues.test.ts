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
import { type Replay, replayServer } from '../../../../test/replay-server.ts'
import { fileToTake } from './catalogue-entry.ts'

let replay: Replay
before(async () => {
  replay = await replayServer()
})
after(() => replay.close())

const read = catalogueReader(() => replay)

const ARBRES = `<https://geo.agglo.fr/jeux/1> a dcat:Dataset ; dct:title "Arbres"@fr ; dct:identifier "arbres" ;
  dct:description "<p>Les <b>arbres</b></p>"@fr ; dct:publisher [ foaf:name "Ville de Joigny" ] ; dcat:keyword "arbre"@fr ;
  dcat:theme <http://exemple.fr/verdure>, <http://publications.europa.eu/resource/authority/data-theme/ENVI> ;
  dct:license <http://exemple.fr/conditions>, <https://www.etalab.gouv.fr/licence-ouverte-open-licence> ;
  dct:modified "2026-05-01" ; dct:source <https://autre.fr/jeux/arbres> ;
  dcat:distribution [ dct:title "Notice" ; dcat:downloadURL <https://geo.agglo.fr/a.pdf> ; dct:format "pdf" ],
    [ dct:title "Arbres" ; dcat:downloadURL <https://geo.agglo.fr/telecharger?id=1> ; dcat:mediaType "text/csv" ],
    [ dct:title "agglo:arbres" ; dcat:accessURL <https://geo.agglo.fr/wfs?service=WFS> ; dct:format "WFS" ] .`

test('DCAT: what RDF tells becomes an entry; a known licence and a European theme are chosen among several', async () => {
  replay.answer(DCAT.address, turtle(ARBRES))
  const { entries, unreadable, whole } = await read(DCAT)
  assert.deepEqual([entries.length, unreadable, whole], [1, 0, true])
  const { distributions, ...said } = entries[0] ?? assert.fail()
  assert.deepEqual(said, {
    ...{ identifier: 'https://geo.agglo.fr/jeux/1', uri: 'https://geo.agglo.fr/jeux/1', title: 'Arbres' },
    ...{ formerly: ['arbres', 'https://autre.fr/jeux/arbres'], page: 'https://geo.agglo.fr/jeux/1' },
    ...{ description: 'Les arbres', publisher: 'Ville de Joigny', keywords: ['arbre'], modified: '2026-05-01' },
    theme: 'http://publications.europa.eu/resource/authority/data-theme/ENVI',
    licence: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence',
    columns: [],
  })
  assert.deepEqual(
    distributions.map(({ name, format, fetch }) => [name, format, fetch?.connector]),
    [
      ['a.pdf', 'pdf', undefined],
      ['Arbres.csv', 'csv', undefined],
      ['agglo-arbres.geojson', 'wfs', 'wfs'],
    ],
  )
  assert.equal(fileToTake({ distributions })?.url, 'https://geo.agglo.fr/telecharger?id=1')
  const layer = distributions.filter(({ format }) => format === 'wfs')
  const wfs = { connector: 'wfs', service: 'https://geo.agglo.fr/wfs', layer: 'agglo:arbres' }
  assert.deepEqual(fileToTake({ distributions: layer })?.fetch, wfs)
})

test('DCAT: pages are followed, one that turns in circles is refused, what nothing tells apart is counted', async () => {
  const next = `${DCAT.address}?page=2`
  const view = (of: string, to: string) => `<${of}> a hydra:PartialCollectionView ; hydra:next <${to}> .`
  replay.answer(DCAT.address, turtle(`<#1> a dcat:Dataset ; dct:title "Arbres" . ${view(DCAT.address, next)}`))
  replay.answer(next, turtle('<#2> a dcat:Dataset ; dct:title "Bancs" . [] a dcat:Dataset ; dct:title "Sans nom" .'))
  const { entries, unreadable } = await read(DCAT)
  assert.deepEqual([entries.map(({ title }) => title), unreadable], [['Arbres', 'Bancs'], 1])
  assert.deepEqual((await read(DCAT, 1)).whole, false)
  replay.answer(next, turtle(`<#3> a dcat:Dataset ; dct:title "Places" . ${view(next, DCAT.address)}`))
  await assert.rejects(read(DCAT), /renvoie sans fin/)
})

test('DCAT: RDF/XML and JSON-LD are read by what they are; a web page and an outside entity are not', async () => {
  const rdf = (title: string, prolog = '') =>
    `${prolog}<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:d="http://www.w3.org/ns/dcat#" xmlns:t="http://purl.org/dc/terms/"><d:Dataset r:about="https://geo.agglo.fr/jeux/1"><t:title>${title}</t:title></d:Dataset></r:RDF>`
  const words = { dcat: 'http://www.w3.org/ns/dcat#', title: 'http://purl.org/dc/terms/title' }
  const json = { '@context': words, '@id': 'https://geo.agglo.fr/jeux/1', '@type': 'dcat:Dataset', title: 'Arbres' }
  for (const text of [rdf('Arbres'), JSON.stringify(json)]) {
    replay.answer(DCAT.address, text, { 'content-type': 'text/plain' })
    assert.equal((await read(DCAT)).entries[0]?.title, 'Arbres')
  }
  replay.answer(DCAT.address, rdf('&x;', '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'))
  await assert.rejects(read(DCAT), /DOCTYPE/)
  replay.answer(DCAT.address, '<!DOCTYPE html><html><body>Bienvenue</body></html>', { 'content-type': 'text/turtle' })
  await assert.rejects(read(DCAT), /page web au lieu de données/)
})

const HOSTILE = 'Jeu <script>alert(1)</script>\u202E ﻿'

test('a hostile title is text on one line, whatever the catalogue; addresses that are not of the web are dropped', async () => {
  const title = '<dc:title>Jeu &lt;script&gt;alert(1)&lt;/script&gt;\u202E ﻿</dc:title>'
  replay.answer(
    DCAT.address,
    turtle(
      `<urn:x> a dcat:Dataset ; dct:title ${JSON.stringify(HOSTILE)} ; dcat:landingPage <javascript:alert(1)> ; dcat:distribution [ dcat:downloadURL <file:///etc/passwd> ; dct:format "csv" ] .`,
    ),
  )
  replay.answer(cswAt(CSW.service, 1), cswPage(0, 1, cswRecord('a').replace(/<dc:title>.*<\/dc:title>/, title)))
  replay.answer(dataFairAt(1), dataFairPage([dataFairItem('a', { title: HOSTILE })]))
  for (const catalogue of [DCAT, CSW, DATA_FAIR]) {
    const [entry] = (await read(catalogue)).entries
    assert.equal(entry?.title, 'Jeu <script>alert(1)</script>', catalogue.kind)
    if (catalogue.kind === 'dcat') assert.deepEqual([entry?.page, entry?.distributions], [null, []])
  }
})

test('CSW: records are entries, layers are taken from their service, services are left out', async () => {
  const link = '<dc:URI protocol="OGC:WFS" name="haies">https://geo.agglo.fr/wfs?map=a</dc:URI>'
  const service = cswRecord('s').replace('dataset', 'service')
  replay.answer(cswAt(CSW.service, 1), cswPage(51, 60, cswRecord('haies', link) + service))
  replay.answer(cswAt(CSW.service, 51), cswPage(0, 60, cswRecord('mares')))
  const { entries, unreadable } = await read(CSW)
  assert.deepEqual([entries.map(({ identifier }) => identifier), unreadable], [['haies', 'mares'], 0])
  assert.deepEqual(
    entries[0]?.distributions.map(({ fetch }) => fetch),
    [{ connector: 'wfs', service: 'https://geo.agglo.fr/wfs', layer: 'haies' }],
  )
})

test('CSW: a service that refuses addresses is asked by POST, over the wire as well', async () => {
  const posted = { kind: 'csw', service: 'https://geo.pays.fr/csw' } as const
  replay.answer(cswAt(posted.service, 1), '')
  replay.break(cswAt(posted.service, 1), 'forbidden-403')
  replay.answer(`POST ${posted.service}`, cswPage(0, 1, cswRecord('haies')))
  assert.deepEqual(
    (await read(posted)).entries.map(({ identifier }) => identifier),
    ['haies'],
  )
  replay.break(`POST ${posted.service}`, 'cut-stream')
  await assert.rejects(read(posted), /coupé sa réponse/)
})

test('CSW: an outside entity is refused, and nothing of it is read', async () => {
  const entity = '<!DOCTYPE c [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
  replay.answer(cswAt(CSW.service, 1), entity + cswPage(0, 1, cswRecord('&x;')))
  await assert.rejects(read(CSW), /DOCTYPE/)
})

test('data-fair: pages by their number, columns but those of the service, lines as one file', async () => {
  replay.answer(dataFairAt(1), dataFairPage([dataFairItem('dechets'), { id: 3 }], 101))
  replay.answer(dataFairAt(2), dataFairPage([dataFairItem('notes', { isMetaOnly: true, slug: null })], 101))
  const { entries, unreadable } = await read(DATA_FAIR)
  assert.deepEqual([entries.map(({ identifier }) => identifier), unreadable], [['dechets', 'notes'], 1])
  const [one, other] = entries
  assert.deepEqual([one?.columns, one?.publisher, one?.description], [['rue', 'jour'], 'Agglo', 'Les tournées.'])
  assert.deepEqual(
    [one?.page, one?.formerly],
    ['https://donnees.agglo.fr/datasets/dechets-de-l-agglo', ['https://autre.fr/jeux/1']],
  )
  const lines = { connector: 'data-fair', host: 'donnees.agglo.fr', dataset: 'dechets' }
  assert.deepEqual(one && fileToTake(one)?.fetch, lines)
  assert.deepEqual([other?.distributions, other?.page], [[], 'https://donnees.agglo.fr/datasets/notes'])
})
