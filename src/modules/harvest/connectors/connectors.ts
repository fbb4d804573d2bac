import { type Static, Type } from 'typebox'
import { unreachable } from '../../../kernel/errors.ts'
import type { FileAtHand, FoundFile, OfflineAnswer } from '../found-file.ts'
import type { Ask } from '../network/ask.ts'
import { ArcgisFetch, arcgis } from './arcgis/arcgis.ts'
import { AtomFetch, atom } from './atom/atom.ts'
import { BdmFetch, bdm } from './bdm/bdm.ts'
import { CkanFetch, ckan } from './ckan/ckan.ts'
import { CswFetch, csw } from './csw/csw.ts'
import { DataFairFetch, dataFair } from './data-fair/data-fair.ts'
import { DataGouvFetch, dataGouv } from './data-gouv/data-gouv.ts'
import { DcatFetch, dcat } from './dcat/dcat.ts'
import { DidoFetch, dido } from './dido/dido.ts'
import { GeoFetch, geoApi } from './geo-api/geo-api.ts'
import { HttpFetch, httpFile } from './http-file/http-file.ts'
import { MelodiFetch, melodi } from './melodi/melodi.ts'
import { OgcFetch, ogcFeatures } from './ogc-features/ogc-features.ts'
import { OpendatasoftFetch, opendatasoft } from './opendatasoft/opendatasoft.ts'
import { TabularFetch, tabularApi } from './tabular-api/tabular-api.ts'
import { WfsFetch, wfs } from './wfs/wfs.ts'

/** Every way of finding a file, with what each has to be told. */
export const Fetch = Type.Union([
  HttpFetch,
  DataGouvFetch,
  TabularFetch,
  OpendatasoftFetch,
  MelodiFetch,
  BdmFetch,
  CkanFetch,
  DcatFetch,
  DataFairFetch,
  GeoFetch,
  OgcFetch,
  WfsFetch,
  ArcgisFetch,
  AtomFetch,
  CswFetch,
  DidoFetch,
])
export type Fetch = Static<typeof Fetch>

/** Finds this edition's file as its producer's service tells it. `thisYear` is today's year. */
export const findFile = (fetch: Fetch, ask: Ask, thisYear: number): Promise<FoundFile> =>
  withConnector(fetch, thisYear, (connector, one) => connector.find(one, ask))

/** What the producer's service would answer if a file at hand were the edition of the day. */
export const imitated = (fetch: Fetch, file: FileAtHand, thisYear: number): readonly OfflineAnswer[] =>
  withConnector(fetch, thisYear, (connector, one) => connector.imitate(one, file))

/** Every regular expression that a question holds, so that one that is not a pattern is told before anything is asked. */
export const patternsOfFetch = (fetch: Fetch): readonly string[] => {
  const rules = [
    'resource' in fetch ? [fetch.resource] : [],
    'attachment' in fetch && fetch.attachment ? [fetch.attachment] : [],
    'through' in fetch ? (fetch.through ?? []) : [],
  ].flat()
  return [
    ...rules.flatMap(({ title, file, edition }) => [title ?? [], file ?? [], edition ?? []].flat()),
    ...(fetch.connector === 'bdm' ? Object.values(fetch.where ?? {}) : []),
    ...(fetch.connector === 'opendatasoft' && fetch.series ? [fetch.series] : []),
    ...(fetch.connector === 'data-gouv' && fetch.series ? [fetch.series.title] : []),
  ]
}

/** Words of a connector, for people. */
export const CONNECTOR_WORDS: Readonly<Record<Fetch['connector'], string>> = {
  http: 'fichier à une adresse fixe',
  'data-gouv': 'data.gouv.fr',
  tabular: 'data.gouv.fr, lignes filtrées',
  opendatasoft: 'portail Opendatasoft',
  melodi: 'INSEE, Melodi',
  bdm: 'INSEE, séries (BDM)',
  ckan: 'portail CKAN',
  dcat: 'catalogue DCAT',
  'data-fair': 'portail data-fair',
  'geo-api': 'geo.api.gouv.fr',
  'ogc-features': 'service géographique OGC',
  wfs: 'service géographique WFS',
  arcgis: 'service géographique ArcGIS',
  atom: 'service de téléchargement (ATOM)',
  csw: 'catalogue géographique (CSW)',
  dido: 'DiDo, statistiques de l’écologie et du logement',
}

interface AnyConnector {
  readonly find: (fetch: never, ask: Ask) => Promise<FoundFile>
  readonly imitate: (fetch: never, file: FileAtHand) => readonly OfflineAnswer[]
}

const withConnector = <T>(fetch: Fetch, thisYear: number, use: (connector: AnyConnector, fetch: never) => T): T =>
  use(connectorOf(fetch, thisYear), fetch as never)

const connectorOf = (fetch: Fetch, thisYear: number): AnyConnector => {
  switch (fetch.connector) {
    case 'http':
      return httpFile(thisYear)
    case 'data-gouv':
      return dataGouv
    case 'tabular':
      return tabularApi
    case 'opendatasoft':
      return opendatasoft
    case 'melodi':
      return melodi
    case 'bdm':
      return bdm
    case 'ckan':
      return ckan
    case 'dcat':
      return dcat
    case 'data-fair':
      return dataFair
    case 'geo-api':
      return geoApi
    case 'ogc-features':
      return ogcFeatures
    case 'wfs':
      return wfs
    case 'arcgis':
      return arcgis
    case 'atom':
      return atom
    case 'csw':
      return csw
    case 'dido':
      return dido
    default:
      return unreachable(fetch)
  }
}
