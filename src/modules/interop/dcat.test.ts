import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { DataFactory, Parser, Store } from 'n3'
import SHACLValidator from 'rdf-validate-shacl'
import { make } from '../../../test/make.ts'
import { readRdf } from '../../../test/read-rdf.ts'
import { sharedFolder } from '../../../test/shared.ts'
import type { ExportedDataset } from '../catalog/index.ts'
import { dcatCatalog } from './dcat-catalog.ts'
import { type DescribedDataset, dcatDataset } from './dcat-dataset.ts'
import { RDF_FORMATS } from './formats.ts'
import { expand } from './rdf-tree.ts'

const publicUrl = 'https://donnees.yonne.example'
const facts = { publicUrl, title: 'Un portail', description: 'Des données.', publisher: 'Un département' }

const shown: ExportedDataset['shown'] = {
  number: 3,
  publishedAt: '2026-11-02T08:00:00Z',
  firstPublishedAt: '2025-01-02T08:00:00Z',
  original: { sha256: 'ab'.repeat(32), name: 'jeu.csv', bytes: 1200 },
  parquetBytes: 800,
  bbox: [2.8, 47.3, 4.3, 48.4],
}
const full: DescribedDataset = {
  around: null,
  dataset: make.dataset({
    id: '0b7e4a52-7a3c-4a55-9f33-1d1f6c0c9a01',
    slug: 'routes-departementales',
    title: 'Routes départementales',
    description: 'Les routes du département, avec leur « classe » & leur longueur <en mètres>.',
    keywords: ['routes', 'hvd', 'Géospatiales'],
    theme: 'TRAN',
    contact: 'donnees@yonne.example',
    temporalStart: '2020-01-01',
    temporalEnd: '2026-12-31',
    territory: 'departement:89',
    provenance: 'Relevé des services.',
    sourceUrl: 'https://www.yonne.fr/routes?an=2026',
  }),
  organisation: make.organisation({ website: 'https://www.yonne.fr' }),
  shown,
  attachments: [
    {
      id: 'n1',
      datasetId: 'x',
      title: 'Notice',
      name: 'notice.pdf',
      mediaType: 'application/pdf',
      bytes: 12,
      sha256: 'cd'.repeat(32),
    },
  ],
}
/** As little as may be published: no theme, no place, nobody to ask. */
const bare: DescribedDataset = {
  around: [2.8, 47.3, 4.3, 48.4],
  dataset: make.dataset({ id: 'codes-postaux', slug: 'codes-postaux-de-l-yonne', licence: null }),
  organisation: null,
  shown: { ...shown, bbox: null },
  attachments: [],
}
const page = {
  items: [full, bare],
  total: 250,
  self: `${publicUrl}/catalog.ttl?page=2`,
  first: `${publicUrl}/catalog.ttl?page=1`,
  last: `${publicUrl}/catalog.ttl?page=3`,
  next: `${publicUrl}/catalog.ttl?page=3`,
  previous: `${publicUrl}/catalog.ttl?page=1`,
}
const graph = async (items: readonly DescribedDataset[] = page.items, extension = 'ttl') =>
  readRdf((await RDF_FORMATS[extension]?.write(dcatCatalog(facts, { ...page, items }))) ?? '', extension)
const valuesOf = (store: Store, subject: string | null, predicate: string) =>
  store.getObjects(subject, expand(predicate), null).map((object) => object.value)

test('nothing is without an address, and no address says two things at once', async () => {
  const store = await graph()
  for (const { subject, object } of store)
    assert.ok(subject.termType === 'NamedNode' && object.termType !== 'BlankNode')
  for (const predicate of ['dct:identifier', 'dct:title', 'dct:modified', 'dcat:byteSize', 'spdx:checksumValue'])
    for (const subject of store.getSubjects(expand(predicate), null, null))
      assert.equal(valuesOf(store, subject.value, predicate).length, 1, `${subject.value} ${predicate}`)
})

test('rows without a position lie in the box of their territory', async () => {
  const boxes = async (item: DescribedDataset) => valuesOf(await graph([item]), null, 'dcat:bbox')
  assert.deepEqual(await boxes(bare), await boxes(full))
  assert.deepEqual(await boxes({ ...bare, around: null }), [])
})

test('a new title changes no address and no identifier', async () => {
  const renamed = { ...full, dataset: { ...full.dataset, title: 'Voirie', slug: 'voirie' } }
  const ids = async (item: DescribedDataset) => {
    const store = await graph([item])
    return [
      valuesOf(store, null, 'dct:identifier'),
      valuesOf(store, null, 'dcat:distribution'),
      valuesOf(store, null, 'dcat:downloadURL'),
    ]
  }
  assert.deepEqual(await ids(renamed), await ids(full))
})

test('a harvester of data.gouv.fr takes every dataset, every file and the next page, whatever the format', async () => {
  for (const extension of ['ttl', 'rdf', 'jsonld']) {
    const store = await graph(page.items, extension)
    const datasets = store.getSubjects(expand('rdf:type'), expand('dcat:Dataset'), null)
    assert.equal(datasets.length, 2)
    for (const { value } of datasets) {
      assert.equal(valuesOf(store, value, 'dct:identifier').length, 1)
      assert.equal(valuesOf(store, value, 'dct:title').length, 1)
      for (const distribution of valuesOf(store, value, 'dcat:distribution')) {
        const urls = [
          ...valuesOf(store, distribution, 'dcat:downloadURL'),
          ...valuesOf(store, distribution, 'dcat:accessURL'),
        ]
        assert.ok(urls.length > 0 && urls.every((url) => url.startsWith(publicUrl)), distribution)
      }
    }
    const [view] = store.getSubjects(expand('rdf:type'), expand('hydra:PartialCollectionView'), null)
    assert.deepEqual(valuesOf(store, view?.value ?? '', 'hydra:next'), [page.next])
  }
})

test('of high value: the law and the category on the dataset, the law on its files, nothing on others', async () => {
  const store = await graph()
  const id = `${publicUrl}/id/jeux/${full.dataset.id}`
  assert.deepEqual(valuesOf(store, id, 'dcatap:hvdCategory'), ['http://data.europa.eu/bna/c_ac64a52d'])
  const files = valuesOf(store, id, 'dcat:distribution')
  assert.ok(files.length >= 6)
  for (const subject of [id, ...files]) assert.equal(valuesOf(store, subject, 'dcatap:applicableLegislation').length, 1)
  assert.deepEqual(valuesOf(store, `${publicUrl}/id/jeux/codes-postaux`, 'dcatap:applicableLegislation'), [])
})

/** What the terms of the vocabularies are and are called, which their own catalogues say, not ours. */
const CONCEPTS = [
  ['dct:language', expand('dct:LinguisticSystem')],
  ['dct:accrualPeriodicity', expand('dct:Frequency')],
  ['dct:accessRights', expand('dct:RightsStatement')],
  ['dct:format', expand('dct:MediaTypeOrExtent')],
  ['dcat:mediaType', expand('dct:MediaType')],
  ['dcat:theme', expand('skos:Concept')],
  ['dcatap:hvdCategory', expand('skos:Concept')],
  ['dcat:themeTaxonomy', expand('skos:ConceptScheme')],
  ['spdx:algorithm', expand('spdx:ChecksumAlgorithm')],
  ['dcatap:applicableLegislation', 'http://data.europa.eu/eli/ontology#LegalResource'],
] as const

const { literal, namedNode, quad } = DataFactory
const specs = join(sharedFolder(), 'reference/specs')
const SHAPES = [
  'dcat-ap-3.0.1/releases/3.0.1/html/shacl/shapes.ttl',
  'dcat-ap-3.0.1/releases/3.0.1/html/shacl/range.ttl',
  'dcat-ap-3.0.1/releases/3.0.1/shacl/dcat-ap-SHACL.ttl',
]
const HIGH_VALUE_SHAPES = 'dcat-ap-hvd-3.0.0/releases/3.0.0-hvd/html/hvd-SHACL-base.ttl'

const faults = async (data: Store, name: string): Promise<readonly string[]> => {
  for (const [predicate, type] of CONCEPTS)
    for (const { value } of data.getObjects(null, expand(predicate), null)) {
      data.addQuad(quad(namedNode(value), namedNode(expand('rdf:type')), namedNode(type)))
      for (const label of ['skos:prefLabel', 'dct:title'])
        data.addQuad(quad(namedNode(value), namedNode(expand(label)), literal('son nom', 'fr')))
    }
  const shapes = new Store(new Parser().parse(readFileSync(join(specs, name), 'utf8')))
  const { results } = await new SHACLValidator(shapes).validate(data)
  return results.map((r) => `${r.focusNode?.value} ${r.path?.value} ${r.message.map((m) => m.value)}`)
}

test('the shapes of DCAT-AP 3.0.1 find nothing against our catalogue, those of HVD nothing against what is marked so', {
  skip: existsSync(specs) ? false : 'les formes SHACL ne sont pas là',
}, async () => {
  for (const name of SHAPES) assert.deepEqual(await faults(await graph(), name), [], name)
  const marked = await readRdf((await RDF_FORMATS.ttl?.write(dcatDataset(publicUrl, full))) ?? '', 'ttl')
  assert.deepEqual(await faults(marked, HIGH_VALUE_SHAPES), [])
})

test('the shapes do find what is missing', {
  skip: existsSync(specs) ? false : 'les formes SHACL ne sont pas là',
}, async () => {
  const data = await graph()
  data.removeQuads(data.getQuads(null, expand('dcat:accessURL'), null, null))
  assert.notDeepEqual(await faults(data, SHAPES[0] ?? ''), [])
})
