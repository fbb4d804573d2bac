import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { make } from '../../../../../test/make.ts'
import { dcatCatalog } from '../../../interop/dcat-catalog.ts'
import type { DescribedDataset } from '../../../interop/dcat-dataset.ts'
import { RDF_FORMATS } from '../../../interop/formats.ts'
import type { CatalogueEntry } from './index.ts'
import { readDcatCatalogue } from './index.ts'

const HOME = 'https://donnees.exemple.fr'
const FIRST = `${HOME}/catalogue`

/** What a catalogue of these pages, by address, is read as. */
const read = async (pages: Readonly<Record<string, string>>, first = FIRST): Promise<readonly CatalogueEntry[]> => {
  const entries: CatalogueEntry[] = []
  const textPage = async (url: string) => ({ text: pages[url] ?? assert.fail(`${url} is not asked`), url })
  for await (const entry of readDcatCatalogue(first, { textPage })) entries.push(entry)
  return entries
}
const readOne = async (text: string): Promise<CatalogueEntry> => {
  const [entry, ...others] = await read({ [FIRST]: text })
  assert.deepEqual(others, [])
  return entry ?? assert.fail('nothing is read')
}

const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter((s) => /\S/.test(s) && !/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(s))
const described: fc.Arbitrary<DescribedDataset> = fc
  .record({
    id: fc.uuid(),
    title: words,
    description: words,
    keywords: fc.uniqueArray(words, { maxLength: 3, selector: (k) => k.trim() }),
    name: words,
    csv: fc.boolean(),
  })
  .map(({ id, title, description, keywords, name, csv }) => ({
    around: null,
    dataset: make.dataset({ id, slug: `jeu-${id}`, title, description, keywords, theme: 'TRAN', licence: 'lov2' }),
    organisation: make.organisation({ id: `orga-${id}`, name }),
    shown: csv
      ? {
          number: 1,
          publishedAt: '2026-11-02T08:00:00Z',
          firstPublishedAt: '2025-01-02T08:00:00Z',
          original: { sha256: 'ab'.repeat(32), name: 'jeu.csv', bytes: 1200 },
          parquetBytes: 800,
          bbox: null,
        }
      : null,
    attachments: [],
  }))

test('what our own catalogue writes, in every format and cut in pages, is read back: the same datasets', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(described, { selector: ({ dataset }) => dataset.id, minLength: 1, maxLength: 5 }),
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom('ttl', 'rdf', 'jsonld', 'nt'),
      async (items, size, extension) => {
        const count = Math.ceil(items.length / size)
        const at = (n: number) => `${FIRST}.${extension}?page=${n}`
        const pages: Record<string, string> = {}
        for (let n = 1; n <= count; n += 1) {
          const page = {
            items: items.slice((n - 1) * size, n * size),
            total: items.length,
            self: at(n),
            first: at(1),
            last: at(count),
            next: n < count ? at(n + 1) : null,
            previous: n > 1 ? at(n - 1) : null,
          }
          const facts = { publicUrl: HOME, title: 'Un portail', description: 'Des données.', publisher: 'Un portail' }
          pages[at(n)] = (await RDF_FORMATS[extension]?.write(dcatCatalog(facts, page))) ?? ''
        }
        const entries = await read(pages, at(1))
        const told = (id: string) => entries.find(({ identifier }) => identifier === id) ?? assert.fail(id)
        assert.equal(entries.length, items.length)
        for (const { dataset, organisation, shown } of items) {
          const entry = told(dataset.id)
          assert.equal(entry.uri, `${HOME}/id/jeux/${dataset.id}`)
          assert.equal(entry.title, dataset.title.trim())
          assert.equal(entry.description, dataset.description.trim())
          assert.equal(entry.publisher, organisation?.name.trim())
          assert.deepEqual([...entry.keywords].sort(), dataset.keywords.map((word) => word.trim()).sort())
          assert.deepEqual(entry.licences, ['https://www.etalab.gouv.fr/licence-ouverte-open-licence'])
          assert.deepEqual(entry.themes, ['http://publications.europa.eu/resource/authority/data-theme/TRAN'])
          assert.equal(entry.page, `${HOME}/donnees/${dataset.slug}`)
          const csv = entry.files.find(({ format }) => format === 'csv')
          assert.equal(csv?.downloadUrl ?? null, shown && `${HOME}/api/v1/datasets/${dataset.id}/rows.csv`)
        }
      },
    ),
    { numRuns: 12 },
  )
})

const DCAT = 'http://www.w3.org/ns/dcat#'
const ROUTES = {
  uri: `${HOME}/id/routes`,
  identifier: 'routes',
  title: 'Routes',
  description: 'Les routes.',
  publisher: 'Un syndicat',
  publisherUri: null,
  keywords: ['voirie'],
  themes: [],
  licences: ['https://www.etalab.gouv.fr/licence-ouverte-open-licence'],
  issued: null,
  modified: '2026-10-01',
  page: null,
  origins: [],
  files: [
    {
      title: 'Tableau',
      format: 'csv',
      mediaType: 'text/csv',
      downloadUrl: `${HOME}/routes.csv`,
      accessUrl: null,
      bytes: 1200,
      sha256: null,
      modified: null,
    },
  ],
} as const satisfies CatalogueEntry

const CONTEXT = {
  dcat: DCAT,
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
}
const LICENCE = 'https://www.etalab.gouv.fr/licence-ouverte-open-licence'
const FILE = {
  '@type': 'dcat:Distribution',
  'dct:title': 'Tableau',
  'dcat:mediaType': 'text/csv',
  'dcat:downloadURL': { '@id': '/routes.csv' },
  'dcat:byteSize': 1200,
}
const SAID = {
  '@id': `${HOME}/id/routes`,
  '@type': 'dcat:Dataset',
  'dct:identifier': 'routes',
  'dct:title': [
    { '@value': 'Roads', '@language': 'en' },
    { '@value': 'Routes', '@language': 'fr' },
  ],
  'dct:description': 'Les routes.',
  'dcat:keyword': 'voirie',
  'dct:license': { '@id': LICENCE },
  'dct:modified': '2026-10-01',
}

test('JSON-LD is read nested, flat and with things that have no name', async () => {
  const nested = {
    '@context': CONTEXT,
    '@type': 'dcat:Catalog',
    'dcat:dataset': { ...SAID, 'dct:publisher': { 'foaf:name': 'Un syndicat' }, 'dcat:distribution': FILE },
  }
  const flat = {
    '@context': CONTEXT,
    '@graph': [
      { ...FILE, '@id': `${HOME}/id/routes#csv` },
      { ...SAID, 'dct:publisher': { '@id': '_:s' }, 'dcat:distribution': { '@id': `${HOME}/id/routes#csv` } },
      { '@id': '_:s', 'foaf:name': 'Un syndicat' },
    ],
  }
  for (const shape of [nested, flat]) assert.deepEqual(await readOne(JSON.stringify(shape)), ROUTES)
})

const turtle = (body: string) =>
  `@prefix d: <${DCAT}> . @prefix dct: <http://purl.org/dc/terms/> . @prefix h: <http://www.w3.org/ns/hydra/core#> .\n${body}`

test('prefixes may bear any name, addresses may be relative, files may be told by their page only', async () => {
  const entry = await readOne(
    turtle(`<#c> a d:Catalog ; d:dataset <jeux/a> . <jeux/a> a d:Dataset ; dct:title "A" ; dct:license "Licence Ouverte" ;
      d:distribution [ d:accessURL <fichiers/a.XLSX> ] , [ d:accessURL <mailto:qui@exemple.fr> ; dct:format "application/geo+json; charset=utf-8" ] ,
      [ d:downloadURL "https://ailleurs.example/b" ; dct:format <http://publications.europa.eu/resource/authority/file-type/ODS> ] .`),
  )
  assert.equal(entry.uri, `${HOME}/jeux/a`)
  assert.deepEqual(entry.licences, ['Licence Ouverte'])
  assert.deepEqual(
    entry.files.map(({ format, accessUrl, downloadUrl }) => [format, accessUrl, downloadUrl]).toSorted(),
    [
      ['geojson', null, null],
      ['ods', null, 'https://ailleurs.example/b'],
      ['xlsx', `${HOME}/fichiers/a.XLSX`, null],
    ],
  )
})

test('a US « Project Open Data » catalogue is read with the meanings known here, and any other context is refused without being asked', async () => {
  const context = 'https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld'
  const catalogue = {
    '@context': context,
    '@type': 'dcat:Catalog',
    dataset: [
      {
        '@type': 'dcat:Dataset',
        identifier: 'https://www.arcgis.com/home/item.html?id=1',
        title: 'Arbres',
        description: 'Les arbres.',
        publisher: { name: 'Une ville' },
        distribution: [{ '@type': 'dcat:Distribution', format: 'CSV', accessURL: `${HOME}/arbres.csv` }],
      },
    ],
  }
  const entry = await readOne(JSON.stringify(catalogue))
  assert.equal(entry.uri, null)
  assert.equal(entry.identifier, 'https://www.arcgis.com/home/item.html?id=1')
  assert.equal(entry.publisher, 'Une ville')
  assert.deepEqual(
    entry.files.map(({ format, accessUrl }) => [format, accessUrl]),
    [['csv', `${HOME}/arbres.csv`]],
  )
  await assert.rejects(
    readOne(JSON.stringify({ ...catalogue, '@context': 'http://169.254.169.254/latest' })),
    /donnees\.exemple\.fr a envoyé du JSON-LD dont les mots sont définis ailleurs/,
  )
})

test('pages follow one another by the older words of Hydra too, and never in circles', async () => {
  const page = (name: string, next: string) =>
    turtle(
      `<?p=${name}> a h:PagedCollection ; h:nextPage "${next}" . <jeux/${name}> a d:Dataset ; dct:title "${name}" .`,
    )
  const [a, b] = [`${FIRST}?p=a`, `${FIRST}?p=b`]
  const last = turtle('<jeux/b> a d:Dataset ; dct:title "b" .')
  const titles = (entries: readonly CatalogueEntry[]) => entries.map(({ title }) => title)
  assert.deepEqual(titles(await read({ [a]: page('a', b), [b]: last }, a)), ['a', 'b'])
  await assert.rejects(read({ [a]: page('a', b), [b]: page('b', a) }, a), /sans fin de page en page/)
  await assert.rejects(read({ [a]: page('a', b), [b]: page('a', `${FIRST}?p=c`) }, a), /répète les mêmes jeux/)
})

test('of several collections on a page, the view of the page itself tells the next one', async () => {
  const text = turtle(`<?autres=1> h:next <?autres=2> . <jeux/a> a d:Dataset ; dct:title "a" .
    <${FIRST}> a h:PartialCollectionView ; h:next <?page=2> .`)
  const second = turtle('<jeux/b> a d:Dataset ; dct:title "b" .')
  assert.equal((await read({ [FIRST]: text, [`${FIRST}?page=2`]: second })).length, 2)
})

test('what is RDF and no catalogue, or nothing at all, is told in words', async () => {
  const rdf = (inside: string, spaces = `xmlns:dcat="${DCAT}"`) =>
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" ${spaces}>${inside}</rdf:RDF>`
  const cases: readonly (readonly [string, RegExp])[] = [
    [rdf('<dcat:Dataset/>', 'xmlns:dcat="http://www.w3.org/ns/dcat/"'), /n’est pas un catalogue DCAT/],
    [rdf('<dct:Dataset/>'), /emploie un préfixe sans dire de quel vocabulaire il vient/],
    [`<!DOCTYPE rdf:RDF [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${rdf('&b;')}`, /DOCTYPE/],
    [`<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "x"><html/>`, /page web/],
    [rdf('<dcat:Catalog>'), /mal formé|avant la fin/],
    ['<https://a.example/> a', /Turtle mal formé/],
    ['Bonjour', /Turtle mal formé/],
    ['{"@context": {"a": 1', /JSON-LD mal formé/],
    [`${'['.repeat(200)}${']'.repeat(200)}`, /plus de 100\u00a0niveaux/],
  ]
  for (const [text, words] of cases) await assert.rejects(read({ [FIRST]: text }), words, text.slice(0, 80))
  assert.deepEqual(await read({ [FIRST]: rdf(`<dcat:Catalog rdf:about="${HOME}/"/>`) }), [])
})

test('a hostile title is text and nothing else', async () => {
  const title = '<script>alert(1)</script> {departement} \u202e'
  const entry = await readOne(JSON.stringify({ '@context': CONTEXT, '@type': 'dcat:Dataset', 'dct:title': title }))
  assert.equal(entry.title, title)
})

test('a long text is read in pieces, and no sign is cut in two', async () => {
  const title = `a${'😀é'.repeat(60_000)}`
  const said = { '@id': `${HOME}/id/a`, 'http://purl.org/dc/terms/title': title, '@type': `${DCAT}Dataset` }
  const rdf = `<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:d="${DCAT}" xmlns:t="http://purl.org/dc/terms/"><d:Dataset><t:title>${title}</t:title></d:Dataset></r:RDF>`
  for (const text of [JSON.stringify(said), rdf, turtle(`<a> a d:Dataset ; dct:title "${title}" .`)])
    assert.equal((await readOne(text)).title === title, true, text.slice(0, 40))
})

test('the words of a JSON-LD text may be defined at its end', async () => {
  const { '@type': type, ...rest } = SAID
  assert.equal((await readOne(JSON.stringify({ ...rest, '@type': type, '@context': CONTEXT }))).title, 'Routes')
})
