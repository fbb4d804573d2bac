import type { CatalogueEntry } from '../catalogue-entry.ts'
import { childrenOf, type XmlElement } from '../xml/read-xml.ts'
import { fileAt, isAddress } from './describe-record.ts'

const DC = 'http://purl.org/dc/elements/1.1/'
const DCT = 'http://purl.org/dc/terms/'

/** What a type of `dc:type` must name, when it names one: services and maps have no rows. */
const OF_DATA = /dataset|series|donn[ée]es/i

/** A record in Dublin Core, as every CSW 2.0.2 service must know how to write one, as a dataset; null when it has no title, or tells of something else. */
export const entryOfDublinCore = (record: XmlElement): CatalogueEntry | null => {
  const texts = (...names: readonly (readonly [space: string, name: string])[]): readonly string[] => [
    ...new Set(names.flatMap(([space, name]) => childrenOf(record, space, name).flatMap(({ text }) => text || []))),
  ]
  const first = (...names: readonly (readonly [space: string, name: string])[]) => texts(...names)[0] ?? null
  const title = first([DC, 'title'])
  const types = texts([DC, 'type'])
  if (title === null || (types.length > 0 && !types.some((type) => OF_DATA.test(type)))) return null
  const identifiers = texts([DC, 'identifier'])
  return {
    uri: identifiers.find(isAddress) ?? null,
    identifier: identifiers[0] ?? null,
    title,
    description: first([DCT, 'abstract'], [DC, 'description']) ?? '',
    publisher: first([DC, 'publisher'], [DC, 'creator'], [DC, 'contributor']),
    publisherUri: null,
    keywords: texts([DC, 'subject']),
    themes: [],
    licences: texts([DCT, 'license'], [DC, 'rights'], [DCT, 'rights']),
    issued: first([DCT, 'issued']),
    modified: first([DCT, 'modified'], [DC, 'date']),
    page: null,
    origins: [],
    files: linksOf(record).flatMap(fileAt),
  }
}

/** `dct:references` is of the norm; `dc:URI`, which tells more, is what GeoNetwork adds. */
const linksOf = (record: XmlElement) => {
  const told = [...childrenOf(record, DC, 'URI'), ...childrenOf(record, DCT, 'references')].map(
    ({ text, attributes }) => ({
      address: text,
      protocol: attributes.get('protocol') ?? attributes.get('scheme') ?? '',
      mediaType: null,
      title: attributes.get('name') || attributes.get('description') || '',
    }),
  )
  return told.filter(({ address }, i) => told.findIndex((one) => one.address === address) === i)
}
