import type { CatalogueEntry, CatalogueFile } from '../catalogue-entry.ts'
import { shortFormat } from '../short-format.ts'
import { childrenOf, textOf, type XmlElement } from '../xml/read-xml.ts'

export const GMD = 'http://www.isotc211.org/2005/gmd'
const XLINK = '{http://www.w3.org/1999/xlink}href'

/** Descendants by a path of names of ISO 19139. */
const at = (element: XmlElement, ...path: readonly string[]): readonly XmlElement[] =>
  path.reduce<readonly XmlElement[]>((found, name) => found.flatMap((one) => childrenOf(one, GMD, name)), [element])

/** What an element says: the text of a string, of a link or of a date inside it. */
const said = (element: XmlElement): string =>
  element.text || element.children.map(({ text }) => text).find(Boolean) || ''

const texts = (element: XmlElement, ...path: readonly string[]): readonly string[] => [
  ...new Set(
    at(element, ...path)
      .map(said)
      .filter(Boolean),
  ),
]

const text = (element: XmlElement, ...path: readonly string[]): string | null => texts(element, ...path)[0] ?? null

/** A record in ISO 19139 as a dataset; null when it has no title, or tells of something else (a service, a map). */
export const entryOfRecord = (record: XmlElement): CatalogueEntry | null => {
  const [about] = at(record, 'identificationInfo', 'MD_DataIdentification')
  const title = about && text(about, 'citation', 'CI_Citation', 'title')
  if (!about || !title) return null
  const transfers = [
    ...at(record, 'distributionInfo', 'MD_Distribution', 'transferOptions'),
    ...at(record, 'distributionInfo', 'MD_Distribution', 'distributor', 'MD_Distributor', 'distributorTransferOptions'),
  ]
  const code = texts(about, 'citation', 'CI_Citation', 'identifier', 'MD_Identifier', 'code').find(isAddress)
  return {
    uri: code ?? null,
    identifier: text(record, 'fileIdentifier'),
    title,
    description: text(about, 'abstract') ?? '',
    publisher: publisherOf(about),
    publisherUri: null,
    keywords: texts(about, 'descriptiveKeywords', 'MD_Keywords', 'keyword'),
    themes: texts(about, 'topicCategory', 'MD_TopicCategoryCode'),
    licences: licencesOf(about),
    issued: dayOf(about, 'publication'),
    modified: dayOf(about, 'revision') ?? text(record, 'dateStamp'),
    page: null,
    origins: [],
    files: transfers
      .flatMap((transfer) => at(transfer, 'MD_DigitalTransferOptions', 'onLine', 'CI_OnlineResource'))
      .flatMap(filesOf),
  }
}

/** Whether a text is an address of the web. */
export const isAddress = (told: string): boolean => /^https?:\/\//.test(told) && URL.canParse(told)

/** Who answers for the data, before who only keeps or describes them. */
const ROLES = ['publisher', 'owner', 'author', 'pointOfContact']

const publisherOf = (about: XmlElement): string | null => {
  const parties = at(about, 'pointOfContact', 'CI_ResponsibleParty')
  const roleOf = (party: XmlElement) => at(party, 'role', 'CI_RoleCode')[0]?.attributes.get('codeListValue') ?? ''
  const rank = (party: XmlElement) => (ROLES.includes(roleOf(party)) ? ROLES.indexOf(roleOf(party)) : ROLES.length)
  const [first] = parties.toSorted((a, b) => rank(a) - rank(b))
  return first ? text(first, 'organisationName') : null
}

/** Addresses of licences first, which words may follow. */
const licencesOf = (about: XmlElement): readonly string[] => {
  const told = at(about, 'resourceConstraints', 'MD_LegalConstraints', 'otherConstraints')
  const links = told.flatMap(({ children }) => children.flatMap(({ attributes }) => attributes.get(XLINK) ?? []))
  return [...new Set([...links.filter(isAddress), ...told.map(said).filter(Boolean)])]
}

const dayOf = (about: XmlElement, kind: string): string | null => {
  const dates = at(about, 'citation', 'CI_Citation', 'date', 'CI_Date')
  const found = dates.find(
    (date) => at(date, 'dateType', 'CI_DateTypeCode')[0]?.attributes.get('codeListValue') === kind,
  )
  return found ? text(found, 'date') : null
}

const filesOf = (resource: XmlElement): readonly CatalogueFile[] => {
  const [linkage] = at(resource, 'linkage')
  return fileAt({
    address: linkage ? textOf(linkage, GMD, 'URL') : '',
    protocol: text(resource, 'protocol') ?? '',
    mediaType: at(resource, 'name')[0]?.children[0]?.attributes.get('type') ?? null,
    title: text(resource, 'name') ?? text(resource, 'description') ?? '',
  })
}

/** What a record links to. */
export interface RecordLink {
  readonly address: string
  /** As catalogues write it: `OGC:WFS`, `WWW:DOWNLOAD-1.0-http--download`. */
  readonly protocol: string
  readonly mediaType: string | null
  readonly title: string
}

/** The file, or the service, that a link leads to; none when its address is not one of the web. */
export const fileAt = ({ address, protocol, mediaType, title }: RecordLink): readonly CatalogueFile[] => {
  const url = URL.parse(address.trim())
  if (!url || !/^https?:$/.test(url.protocol)) return []
  const service = /^OGC:(\w+)/i.exec(protocol)?.[1]
  return [
    {
      title,
      format: shortFormat(service ?? null, mediaType, url.href),
      mediaType,
      downloadUrl: service === undefined ? url.href : null,
      accessUrl: url.href,
      bytes: null,
      sha256: null,
      modified: null,
    },
  ]
}
