import { recordsAddress } from '../src/modules/harvest/connectors/csw/read-records.ts'
import { asking } from '../src/modules/harvest/network/ask.ts'
import { patientFetch } from '../src/modules/harvest/network/patient-network.ts'
import { type CatalogueFetch, listCatalogue } from '../src/modules/harvest/portals/list-catalogue.ts'
import { quickTime, type Replay } from './replay-server.ts'

/** Lists catalogues as the portal does, from the server that plays theirs. */
export const catalogueReader = (replay: () => Replay) => (fetch: CatalogueFetch, most?: number) =>
  listCatalogue(
    fetch,
    asking(patientFetch(replay().network, quickTime(), { say: () => undefined, asked: () => undefined })),
    most,
  )

/* Answers of catalogues, written by hand after the shapes of each service: none was recorded. */

export const DATA_FAIR = { kind: 'data-fair', host: 'donnees.agglo.fr', owner: 'organization:agglo' } as const
export const dataFairAt = (page: number) =>
  `https://donnees.agglo.fr/data-fair/api/v1/datasets?size=100&page=${page}&sort=createdAt%3A1&select=id%2Cslug%2Ctitle%2Cdescription%2Ckeywords%2Ctopics%2Clicense%2Corigin%2Cowner%2CdataUpdatedAt%2CupdatedAt%2CisMetaOnly%2Cschema&owner=organization%3Aagglo`
export const dataFairPage = (results: readonly unknown[], count = results.length) => JSON.stringify({ count, results })
export const dataFairItem = (id: string, more: object = {}) => ({
  ...{ id, slug: `${id}-de-l-agglo`, title: `Jeu ${id}`, description: '<p>Les tournées.</p>', keywords: ['déchets'] },
  ...{ topics: [{ title: 'Environnement' }], owner: { type: 'organization', id: 'agglo', name: 'Agglo' } },
  license: { title: 'Licence Ouverte / Open Licence', href: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence' },
  ...{ origin: 'https://autre.fr/jeux/1', dataUpdatedAt: '2026-04-05T06:00:00Z', updatedAt: '2026-05-05T06:00:00Z' },
  schema: [{ key: 'rue' }, { key: 'jour' }, { key: '_id' }],
  ...more,
})

export const DCAT = { kind: 'dcat', address: 'https://geo.agglo.fr/catalogue.ttl' } as const
/** Turtle whose prefixes are declared. */
export const turtle = (statements: string) =>
  `@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix hydra: <http://www.w3.org/ns/hydra/core#> .\n${statements}`

export const CSW = { kind: 'csw', service: 'https://geo.agglo.fr/geonetwork/srv/fre/csw' } as const
export const cswAt = recordsAddress
export const cswPage = (next: number, matched: number, records: string) =>
  `<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2"><csw:SearchResults numberOfRecordsMatched="${matched}" nextRecord="${next}">${records}</csw:SearchResults></csw:GetRecordsResponse>`
/** A record in Dublin Core. */
export const cswRecord = (id: string, more = '') =>
  `<csw:Record xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dct="http://purl.org/dc/terms/"><dc:identifier>${id}</dc:identifier><dc:title>Jeu ${id}</dc:title><dc:type>dataset</dc:type>${more}</csw:Record>`
