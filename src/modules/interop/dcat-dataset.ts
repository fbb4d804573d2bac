import { type ExportedDataset, licenceOf, type Organisation, themeOf } from '../catalog/index.ts'
import { HIGH_VALUE_LAW, highValueCategories } from './high-value.ts'
import { french, link, plain, said, type Thing, typed, type Value, webPage, whole } from './rdf-tree.ts'

const AUTHORITY = 'http://publications.europa.eu/resource/authority'

export interface DescribedDataset extends ExportedDataset {
  /** The box around the territory of the card, when it is known: it tells where rows without a position lie. */
  readonly around: readonly number[] | null
}

/**
 * A dataset after DCAT-AP 3.0.1 and DCAT-AP HVD 3.0.0. Its address and its identifier are made of what never changes (not
 * of its title), so that who harvests it twice finds the same one; nothing is without an address.
 */
export const dcatDataset = (publicUrl: string, exported: DescribedDataset): Thing => {
  const { dataset, organisation, shown } = exported
  const id = datasetIri(publicUrl, dataset.id)
  const page = `${publicUrl}/donnees/${dataset.slug}`
  const categories = highValueCategories(dataset.keywords)
  const licence = licenceOf(dataset.licence)
  const terms = said(
    ['dct:license', licence && { id: licence.url, types: ['dct:LicenseDocument'], says: [] }],
    ...categories.slice(0, 1).map((): [string, Value] => ['dcatap:applicableLegislation', { to: HIGH_VALUE_LAW }]),
  )
  return {
    id,
    types: ['dcat:Dataset'],
    says: [
      ...said(
        ['dct:identifier', plain(dataset.id)],
        ['dct:title', french(dataset.title)],
        ['dct:description', french(dataset.description || dataset.title)],
        ['dct:issued', shown && moment(shown.firstPublishedAt)],
        ['dct:modified', moment(dataset.updatedAt)],
        ['dct:language', { to: `${AUTHORITY}/language/FRA` }],
        ['dct:accrualPeriodicity', { to: `${AUTHORITY}/frequency/${dataset.frequency}` }],
        ['dct:accessRights', { to: `${AUTHORITY}/access-right/PUBLIC` }],
        ['dct:publisher', organisation && agent(publicUrl, organisation)],
        ['dcat:contactPoint', contactPoint(id, exported)],
        ['dcat:landingPage', webPage(page)],
        ['dct:provenance', dataset.provenance ? statement(`${id}#provenance`, dataset.provenance) : null],
        ['foaf:page', webPage(dataset.sourceUrl)],
        ['dct:spatial', spatial(publicUrl, exported)],
        ['dct:temporal', period(id, dataset.temporalStart, dataset.temporalEnd)],
        ['dcat:theme', link(themeOf(dataset.theme)?.uri ?? null)],
        ['dcat:version', shown && plain(String(shown.number))],
        dataset.status === 'archived' ? ['adms:status', { to: `${AUTHORITY}/dataset-status/WITHDRAWN` }] : ['', null],
      ),
      ...dataset.keywords.map((keyword) => ['dcat:keyword', french(keyword)] as const),
      ...categories.map((category) => ['dcatap:hvdCategory', { to: category }] as const),
      ...terms,
      ...distributions(publicUrl, exported).map(
        (distribution) => ['dcat:distribution', { ...distribution, says: [...distribution.says, ...terms] }] as const,
      ),
    ],
  }
}

/** The address of a dataset for ever. */
export const datasetIri = (publicUrl: string, id: string): string => `${publicUrl}/id/jeux/${encodeURIComponent(id)}`

/** An organisation, as publisher. */
const agent = (publicUrl: string, organisation: Organisation): Thing => ({
  id: `${publicUrl}/id/organisations/${encodeURIComponent(organisation.id)}`,
  types: ['foaf:Agent'],
  says: said(['foaf:name', french(organisation.name)], ['foaf:homepage', webPage(organisation.website)]),
})

const moment = (at: string): Value => typed(at, 'xsd:dateTime')

const statement = (id: string, text: string): Thing => ({
  id,
  types: ['dct:ProvenanceStatement'],
  says: said(['rdfs:label', french(text)]),
})

const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/

/** Whom to ask: the contact of the card, an e-mail address or words, else the producer by its site. */
const contactPoint = (id: string, { dataset, organisation }: DescribedDataset): Thing | null => {
  const contact = dataset.contact?.trim() || null
  if (!contact && !organisation) return null
  const email = contact && EMAIL.test(contact) ? link(`mailto:${contact}`) : null
  return {
    id: `${id}#contact`,
    types: ['vcard:Kind'],
    says: said(
      ['vcard:fn', french(email ? (organisation?.name ?? contact ?? '') : (contact ?? organisation?.name ?? ''))],
      ['vcard:hasEmail', email],
      ['vcard:hasURL', email ? null : link(organisation?.website ?? null)],
    ),
  }
}

/** The place covered, by its page, and the box of the rows as a polygon: what harvesters read. */
const spatial = (publicUrl: string, { dataset, shown, around }: DescribedDataset): Thing | null => {
  const [west, south, east, north] = shown?.bbox ?? around ?? []
  const box =
    west === undefined
      ? null
      : `POLYGON((${west} ${south},${east} ${south},${east} ${north},${west} ${north},${west} ${south}))`
  if (!dataset.territory && !box) return null
  return {
    id: `${datasetIri(publicUrl, dataset.id)}#lieu`,
    types: ['dct:Location'],
    says: said(
      ['dct:identifier', dataset.territory ? plain(dataset.territory) : null],
      ['dcat:bbox', box ? typed(box, 'gsp:wktLiteral') : null],
    ),
  }
}

const period = (id: string, start: string | null, end: string | null): Thing | null =>
  start || end
    ? {
        id: `${id}#periode`,
        types: ['dct:PeriodOfTime'],
        says: said(
          ['dcat:startDate', start ? typed(start, 'xsd:date') : null],
          ['dcat:endDate', end ? typed(end, 'xsd:date') : null],
        ),
      }
    : null

/** The formats that every version is offered in, with their names in the vocabularies of the Union and of IANA. */
const FORMATS = [
  { extension: 'csv', title: 'CSV', type: 'CSV', media: 'text/csv' },
  {
    extension: 'xlsx',
    title: 'Classeur (XLSX)',
    type: 'XLSX',
    media: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  },
  { extension: 'json', title: 'JSON', type: 'JSON', media: 'application/json' },
  { extension: 'geojson', title: 'GeoJSON', type: 'GEOJSON', media: 'application/geo+json' },
  { extension: 'parquet', title: 'Parquet', type: 'PARQUET', media: 'application/vnd.apache.parquet' },
] as const

const distributions = (publicUrl: string, exported: DescribedDataset): readonly Thing[] => {
  const { dataset, shown, attachments } = exported
  const id = datasetIri(publicUrl, dataset.id)
  if (!shown) return []
  const download = `${publicUrl}/api/v1/datasets/${encodeURIComponent(dataset.id)}`
  const files = FORMATS.filter(({ extension }) => extension !== 'geojson' || shown.bbox !== null).map(
    ({ extension, title, type, media }): Thing => ({
      id: `${id}#${extension}`,
      types: ['dcat:Distribution'],
      says: said(
        ['dct:identifier', plain(`${dataset.id}-${extension}`)],
        ['dct:title', french(`${dataset.title} (${title})`)],
        ['dct:description', french(`Toutes les lignes de la version publiée, en ${title}.`)],
        ['dcat:accessURL', { to: `${download}/rows.${extension}` }],
        ['dcat:downloadURL', { to: `${download}/rows.${extension}` }],
        ['dcat:mediaType', { to: `https://www.iana.org/assignments/media-types/${media}` }],
        ['dct:format', { to: `${AUTHORITY}/file-type/${type}` }],
        ['dcat:byteSize', extension === 'parquet' ? whole(shown.parquetBytes) : null],
        ['dct:modified', moment(shown.publishedAt)],
        ['dcat:accessService', { to: serviceIri(publicUrl) }],
      ),
    }),
  )
  const documents = attachments.map(
    (attachment): Thing => ({
      id: `${id}#document-${encodeURIComponent(attachment.id)}`,
      types: ['dcat:Distribution'],
      says: said(
        ['dct:identifier', plain(`${dataset.id}-document-${attachment.id}`)],
        ['dct:title', french(attachment.title)],
        ['dcat:accessURL', link(`${publicUrl}/donnees/${dataset.slug}/documents/${encodeURIComponent(attachment.id)}`)],
        ['dcat:byteSize', whole(attachment.bytes)],
        ['spdx:checksum', checksum(`${id}#somme-${encodeURIComponent(attachment.id)}`, attachment.sha256)],
      ),
    }),
  )
  return [...files, original(publicUrl, exported, shown), ...documents]
}

const original = (
  publicUrl: string,
  { dataset }: ExportedDataset,
  { original: file, publishedAt }: NonNullable<ExportedDataset['shown']>,
): Thing => {
  const id = datasetIri(publicUrl, dataset.id)
  return {
    id: `${id}#original`,
    types: ['dcat:Distribution'],
    says: said(
      ['dct:identifier', plain(`${dataset.id}-original`)],
      ['dct:title', french(`Fichier d’origine : ${file.name}`)],
      ['dct:description', french('Le fichier tel qu’il a été reçu du producteur, avant toute mise en forme.')],
      ['dcat:accessURL', { to: `${publicUrl}/donnees/${dataset.slug}/original` }],
      ['dcat:byteSize', whole(file.bytes)],
      ['dct:modified', moment(publishedAt)],
      ['spdx:checksum', checksum(`${id}#somme-original`, file.sha256)],
    ),
  }
}

const checksum = (id: string, sha256: string): Thing => ({
  id,
  types: ['spdx:Checksum'],
  says: said(
    ['spdx:algorithm', { to: 'http://spdx.org/rdf/terms#checksumAlgorithm_sha256' }],
    ['spdx:checksumValue', typed(sha256, 'xsd:hexBinary')],
  ),
})

/** The address of the API as a service. */
export const serviceIri = (publicUrl: string): string => `${publicUrl}/id/api`
