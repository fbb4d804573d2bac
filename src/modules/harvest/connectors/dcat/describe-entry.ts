import { DataFactory, type Store, type Term } from 'n3'
import type { CatalogueEntry, CatalogueFile } from '../catalogue-entry.ts'
import { mediaOf, shortFormat } from '../short-format.ts'

const DCAT = 'http://www.w3.org/ns/dcat#'
const DCT = 'http://purl.org/dc/terms/'
const FOAF = 'http://xmlns.com/foaf/0.1/'
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
const RDFS = 'http://www.w3.org/2000/01/rdf-schema#'
const SKOS = 'http://www.w3.org/2004/02/skos/core#'
const SPDX = 'http://spdx.org/rdf/terms#'
const HYDRA = 'http://www.w3.org/ns/hydra/core#'
/** Where a dataset says that it comes from, or that it is the same. */
const ORIGINS = [
  `${DCT}source`,
  `${DCT}isVersionOf`,
  'http://www.w3.org/ns/prov#wasDerivedFrom',
  'http://www.w3.org/2002/07/owl#sameAs',
]

/** Whether a page of RDF is one of a catalogue, even an empty one. */
export const isCatalogue = (graph: Store): boolean =>
  [`${DCAT}Catalog`, `${DCAT}Dataset`, `${HYDRA}Collection`, `${HYDRA}PagedCollection`].some(
    (type) => graph.countQuads(null, `${RDF}type`, type, null) > 0,
  ) || graph.countQuads(null, `${DCAT}dataset`, null, null) > 0

/** The next page of a catalogue cut after Hydra, as it is told there; null on the last one. `url` is the address of this page. */
export const nextPage = (graph: Store, url: string): string | null => {
  const told = [`${HYDRA}next`, `${HYDRA}nextPage`].flatMap((predicate) => graph.getQuads(null, predicate, null, null))
  // A page may tell of other collections too: its own view is that of its address, or the one called a view.
  const isView = (subject: Term) => graph.countQuads(subject, `${RDF}type`, `${HYDRA}PartialCollectionView`, null) > 0
  const own =
    told.find(({ subject }) => subject.value === url) ?? told.find(({ subject }) => isView(subject)) ?? told[0]
  return own ? (URL.parse(own.object.value, url)?.href ?? null) : null
}

/** The datasets that a page of a catalogue describes, in the order that it tells them; those that it only names are left out. `url` is the address of the page. */
export const entriesOf = (graph: Store, url: string): readonly CatalogueEntry[] => {
  const named = [
    ...graph.getObjects(null, `${DCAT}dataset`, null),
    ...graph.getSubjects(`${RDF}type`, `${DCAT}Dataset`, null),
  ]
  const met = new Map(named.map((subject) => [subject.id, subject]))
  return [...met.values()].flatMap((subject) => {
    const entry = entryOf(graph, subject, url)
    return entry.title === '' ? [] : [entry]
  })
}

const entryOf = (graph: Store, subject: Term, url: string): CatalogueEntry => {
  const of = speakingOf(graph, subject, url)
  const [publisher] = of.all(`${DCT}publisher`)
  const files = of.all(`${DCAT}distribution`).map((one) => ({ one, told: speakingOf(graph, one, url) }))
  const licences = [...of.labels(`${DCT}license`), ...of.labels(`${DCT}rights`)]
  return {
    uri: subject.termType === 'NamedNode' ? subject.value : null,
    identifier: of.text(`${DCT}identifier`),
    title: of.text(`${DCT}title`) ?? '',
    description: of.text(`${DCT}description`) ?? '',
    publisher: publisher ? nameOf(graph, publisher, url) : null,
    publisherUri: publisher?.termType === 'NamedNode' ? publisher.value : null,
    keywords: of
      .inFrench(`${DCAT}keyword`)
      .map(({ value }) => value.trim())
      .filter(Boolean),
    themes: of.labels(`${DCAT}theme`),
    licences: distinct(licences.length > 0 ? licences : files.flatMap(({ told }) => told.labels(`${DCT}license`))),
    issued: of.text(`${DCT}issued`),
    modified: of.text(`${DCT}modified`),
    page: of.address(`${DCAT}landingPage`) ?? of.address(`${FOAF}page`),
    origins: distinct(ORIGINS.flatMap((predicate) => of.all(predicate).map(({ value }) => value))),
    files: files.map(({ told }) => fileOf(graph, told, url)),
  }
}

type Told = ReturnType<typeof speakingOf>

const fileOf = (graph: Store, told: Told, url: string): CatalogueFile => {
  const downloadUrl = told.address(`${DCAT}downloadURL`)
  const accessUrl = told.address(`${DCAT}accessURL`)
  const mediaType = mediaOf(told.labels(`${DCAT}mediaType`)[0] ?? null) || null
  const format = told.labels(`${DCT}format`)[0] ?? null
  const bytes = Number(told.text(`${DCAT}byteSize`) ?? Number.NaN)
  const [checksum] = told.all(`${SPDX}checksum`)
  const sum = checksum && speakingOf(graph, checksum, url)
  const isSha256 = /sha-?256/i.test(sum?.all(`${SPDX}algorithm`)[0]?.value ?? '')
  return {
    title: told.text(`${DCT}title`) ?? '',
    format: shortFormat(format, mediaType, downloadUrl ?? accessUrl),
    mediaType,
    downloadUrl,
    accessUrl,
    bytes: Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : null,
    sha256: (isSha256 && sum?.text(`${SPDX}checksumValue`)?.toLowerCase()) || null,
    modified: told.text(`${DCT}modified`) ?? told.text(`${DCT}issued`),
  }
}

/** What a graph says of one thing. */
const speakingOf = (graph: Store, subject: Term, url: string) => {
  const all = (predicate: string): readonly Term[] =>
    graph.getObjects(subject as never, DataFactory.namedNode(predicate), null)
  /** Those in French; when there are none, those without a language, else those of the first language told. */
  const inFrench = (predicate: string): readonly Term[] => {
    const told = all(predicate)
    const language = (term: Term) => ('language' in term ? term.language.toLowerCase().split('-')[0] : '')
    for (const wanted of ['fr', '', language(told[0] ?? DataFactory.literal(''))]) {
      const found = told.filter((term) => language(term) === wanted)
      if (found.length > 0) return found
    }
    return []
  }
  return {
    all,
    inFrench,
    text: (predicate: string): string | null =>
      inFrench(predicate)
        .find(({ termType }) => termType === 'Literal')
        ?.value.trim() || null,
    /** Words, or addresses; of a thing without an address, its name. */
    labels: (predicate: string): readonly string[] =>
      distinct(
        inFrench(predicate).flatMap((term) =>
          term.termType === 'BlankNode' ? (nameOf(graph, term, url) ?? []) : term.value.trim(),
        ),
      ),
    address: (predicate: string): string | null => {
      for (const { termType, value } of all(predicate)) {
        const found = termType === 'BlankNode' ? null : URL.parse(value.trim(), url)
        if (found && /^https?:$/.test(found.protocol)) return found.href
      }
      return null
    },
  }
}

const NAMES = [`${FOAF}name`, `${SKOS}prefLabel`, `${RDFS}label`, `${DCT}title`, `${RDF}value`]

/** The name of a person, an organisation or a notion; a bare text is its own name. */
const nameOf = (graph: Store, term: Term, url: string): string | null => {
  if (term.termType === 'Literal') return term.value.trim() || null
  const of = speakingOf(graph, term, url)
  for (const predicate of NAMES) {
    const name = of.text(predicate)
    if (name !== null) return name
  }
  return null
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts.filter((text) => text !== ''))]
