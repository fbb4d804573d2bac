import { type DescribedDataset, dcatDataset, serviceIri } from './dcat-dataset.ts'
import { french, link, said, type Thing, typed, webPage } from './rdf-tree.ts'

export interface CatalogueFacts {
  readonly publicUrl: string
  readonly title: string
  readonly description: string
  /** Who publishes the catalogue itself. */
  readonly publisher: string
}

/** One page of the catalogue: its datasets, and where the pages beside are. Addresses are whole. */
export interface CataloguePageOf {
  readonly items: readonly DescribedDataset[]
  readonly total: number
  readonly self: string
  readonly first: string
  readonly last: string
  readonly next: string | null
  readonly previous: string | null
}

/** The catalogue after DCAT-AP 3.0.1, cut into pages after Hydra (`PartialCollectionView`). */
export const dcatCatalog = (facts: CatalogueFacts, page: CataloguePageOf): Thing => ({
  id: `${facts.publicUrl}/id/catalogue`,
  types: ['dcat:Catalog', 'hydra:Collection'],
  says: [
    ...said(
      ['dct:title', french(facts.title)],
      ['dct:description', french(facts.description)],
      ['dct:publisher', portal(facts)],
      ['dct:language', { to: 'http://publications.europa.eu/resource/authority/language/FRA' }],
      ['foaf:homepage', webPage(facts.publicUrl)],
      ['dcat:themeTaxonomy', { to: 'http://publications.europa.eu/resource/authority/data-theme' }],
      ['hydra:totalItems', typed(String(page.total), 'xsd:integer')],
      ['hydra:view', view(page)],
      ['dcat:service', service(facts)],
    ),
    ...page.items.map((exported) => ['dcat:dataset', dcatDataset(facts.publicUrl, exported)] as const),
  ],
})

const portal = ({ publicUrl, publisher }: CatalogueFacts): Thing => ({
  id: `${publicUrl}/id/portail`,
  types: ['foaf:Agent'],
  says: said(['foaf:name', french(publisher)], ['foaf:homepage', webPage(publicUrl)]),
})

const view = ({ self, first, last, next, previous }: CataloguePageOf): Thing => ({
  id: self,
  types: ['hydra:PartialCollectionView'],
  says: said(
    ['hydra:first', { to: first }],
    ['hydra:previous', link(previous)],
    ['hydra:next', link(next)],
    ['hydra:last', { to: last }],
  ),
})

/** Our API, which gives the rows of every dataset. */
const service = ({ publicUrl, title }: CatalogueFacts): Thing => ({
  id: serviceIri(publicUrl),
  types: ['dcat:DataService'],
  says: said(
    ['dct:title', french(`API : ${title}`)],
    ['dct:description', french('Lire, filtrer, compter et télécharger les lignes de chaque jeu de données.')],
    ['dcat:endpointURL', { to: `${publicUrl}/api/v1` }],
    ['dcat:endpointDescription', { to: `${publicUrl}/api/v1/openapi.json` }],
    ['foaf:page', webPage(`${publicUrl}/api`)],
  ),
})
