import { type Static, Type } from 'typebox'
import { unreachable } from '../../../kernel/errors.ts'
import type { Ask } from '../network/ask.ts'
import { type CatalogueEntry, cleaned } from './catalogue-entry.ts'
import { ArcgisHubCatalogue, arcgisHub } from './catalogues/arcgis-hub.ts'
import { CkanCatalogue, ckanCatalogue } from './catalogues/ckan-catalogue.ts'
import { CswCatalogue, cswCatalogue } from './catalogues/csw-catalogue.ts'
import { DataFairCatalogue, dataFairCatalogue } from './catalogues/data-fair-catalogue.ts'
import { DcatCatalogue, dcatCatalogue } from './catalogues/dcat-catalogue.ts'
import { OpendatasoftCatalogue, opendatasoftCatalogue } from './catalogues/opendatasoft-catalogue.ts'
import { UdataCatalogue, udataCatalogue } from './catalogues/udata-catalogue.ts'

/** Every kind of catalogue, with what each has to be told. */
export const CatalogueFetch = Type.Union([
  UdataCatalogue,
  OpendatasoftCatalogue,
  CkanCatalogue,
  ArcgisHubCatalogue,
  DataFairCatalogue,
  DcatCatalogue,
  CswCatalogue,
])
export type CatalogueFetch = Static<typeof CatalogueFetch>

/** Words of a kind of catalogue, for people. */
export const CATALOGUE_WORDS: Readonly<Record<CatalogueFetch['kind'], string>> = {
  udata: 'portail udata, comme data.gouv.fr',
  opendatasoft: 'portail Opendatasoft',
  ckan: 'portail CKAN',
  'arcgis-hub': 'portail ArcGIS Hub',
  'data-fair': 'portail Data Fair',
  dcat: 'catalogue DCAT',
  csw: 'catalogue géographique (CSW)',
}

/** A kind of catalogue by its name; null when there is none so called. */
export const catalogueKind = (name: string): CatalogueFetch['kind'] | null =>
  Object.hasOwn(CATALOGUE_WORDS, name) ? (name as CatalogueFetch['kind']) : null

/** What a catalogue tells: its entries, how many could not be read, and whether it was read to the end. */
export interface Listed {
  readonly entries: readonly CatalogueEntry[]
  readonly unreadable: number
  readonly whole: boolean
}

/** No portal of a département holds more: past it, the rest is left, and nothing is said to have vanished. */
export const MOST_ENTRIES = 5_000

/** Reads a catalogue page by page, until its end or `most` entries. Entries that cannot be read are counted, and stop nothing; of two with one identifier, the first counts. */
export const listCatalogue = async (fetch: CatalogueFetch, ask: Ask, most = MOST_ENTRIES): Promise<Listed> => {
  const entries = new Map<string, CatalogueEntry>()
  let unreadable = 0
  for await (const page of pagesOf(fetch, ask))
    for (const one of page) {
      const entry = one && cleaned(one)
      if (!entry) unreadable += 1
      else if (!entries.has(entry.identifier)) {
        if (entries.size >= most) return { entries: [...entries.values()], unreadable, whole: false }
        entries.set(entry.identifier, entry)
      }
    }
  return { entries: [...entries.values()], unreadable, whole: true }
}

/** Pages of entries; null stands for one whose shape is not known. */
const pagesOf = (fetch: CatalogueFetch, ask: Ask): AsyncIterable<readonly (CatalogueEntry | null)[]> => {
  switch (fetch.kind) {
    case 'udata':
      return udataCatalogue(fetch, ask)
    case 'opendatasoft':
      return opendatasoftCatalogue(fetch, ask)
    case 'ckan':
      return ckanCatalogue(fetch, ask)
    case 'arcgis-hub':
      return arcgisHub(fetch, ask)
    case 'data-fair':
      return dataFairCatalogue(fetch, ask)
    case 'dcat':
      return dcatCatalogue(fetch, ask)
    case 'csw':
      return cswCatalogue(fetch, ask)
    default:
      return unreachable(fetch)
  }
}
