import { DomainError, invalid } from '../../../../kernel/errors.ts'
import type { Ask } from '../../network/ask.ts'
import type { Posted } from '../../network/network.ts'
import type { CatalogueEntry } from '../catalogue-entry.ts'
import { followed } from '../paged.ts'
import { escapedXml } from '../xml/escaped-xml.ts'
import { childrenOf, readXml, type XmlElement } from '../xml/read-xml.ts'
import { entryOfDublinCore } from './describe-dublin-core.ts'
import { entryOfRecord, GMD } from './describe-record.ts'

const CSW = 'http://www.opengis.net/cat/csw/2.0.2'
const ACCEPTED = 'application/xml, text/xml;q=0.9, */*;q=0.1'
const PAGE = 50

const address = (service: string, schema: string, question: Readonly<Record<string, string>>): string => {
  const url = new URL(service)
  const asked = { service: 'CSW', version: '2.0.2', elementSetName: 'full', outputSchema: schema, ...question }
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
  return url.href
}

/** Where one record is asked, by its identifier, in ISO 19139 or in the vocabulary of `schema`. */
export const recordAddress = (service: string, record: string, schema = GMD): string =>
  address(service, schema, { request: 'GetRecordById', id: record })

const START = 'startPosition'

/** Where records are asked from a position on, the first being 1; in ISO 19139 or in the vocabulary of `schema`. */
export const recordsAddress = (service: string, start: number, schema: string = GMD): string =>
  address(service, schema, {
    request: 'GetRecords',
    resultType: 'results',
    typeNames: 'csw:Record',
    [START]: String(start),
    maxRecords: String(PAGE),
  })

/** The same question as XML, for services that answer to no other. */
const pageQuestion = (schema: string, start: string): Posted => ({
  mediaType: 'application/xml',
  text: `<?xml version="1.0" encoding="UTF-8"?><csw:GetRecords xmlns:csw="${CSW}" service="CSW" version="2.0.2" resultType="results" ${START}="${escapedXml(start)}" maxRecords="${PAGE}" outputSchema="${schema}"><csw:Query typeNames="csw:Record"><csw:ElementSetName>full</csw:ElementSetName></csw:Query></csw:GetRecords>`,
})

/** ISO 19139 tells more; Dublin Core is what every service knows. */
const SCHEMAS = [GMD, CSW] as const

/** How a service is asked. */
interface Way {
  readonly schema: string
  readonly posted: boolean
}
const WAYS: readonly Way[] = [false, true].flatMap((posted) => SCHEMAS.map((schema) => ({ schema, posted })))

/** The record of an identifier; null when the service does not know it, or it is not one of a dataset. */
export const readRecord = async (service: string, record: string, ask: Ask): Promise<CatalogueEntry | null> => {
  const { found } = await firstThatAnswers(SCHEMAS, async (schema) => {
    const url = recordAddress(service, record, schema)
    return answerOf((await ask.text(url, ACCEPTED)).text, 'GetRecordByIdResponse', url)
  })
  return entriesOf(found)[0] ?? null
}

/**
 * Every dataset of a CSW 2.0.2 catalogue, page after page: those are asked as they are read, by their address or, when it
 * is refused, by POST; in ISO 19139 or, when the service does not speak it, in Dublin Core. Refuses, in French, what is
 * not such a catalogue, and pages that never end.
 */
export async function* readCswCatalogue(service: string, ask: Pick<Ask, 'textPage'>): AsyncGenerator<CatalogueEntry> {
  const pageOf = pageReader(service, ask)
  const beginOf = ({ schema }: Way) => recordsAddress(service, 1, schema)
  const { way, found: first } = await firstThatAnswers(WAYS, (one) => pageOf(beginOf(one), one))
  const begin = beginOf(way)
  const read = async (url: string) => (url === begin ? first : pageOf(url, way))
  for await (const results of followed(begin, read, (page) => nextPage(service, way.schema, page)))
    yield* entriesOf(results)
}

/** What the first of several ways gives; when all are refused, why the first was. Nothing more is asked of a service that is out of reach, or not there. */
const firstThatAnswers = async <W, T>(ways: readonly W[], read: (way: W) => Promise<T>) => {
  const refusals: DomainError[] = []
  for (const way of ways)
    try {
      return { way, found: await read(way) }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      const { kind } = error.fault
      if (kind === 'unavailable' || (kind === 'not-found' && refusals.length === 0)) throw error
      refusals.push(error)
    }
  throw refusals[0] ?? new Error('no way to ask')
}

/** Reads the page of an address, asked as the service wants it. */
const pageReader =
  (service: string, ask: Pick<Ask, 'textPage'>) =>
  async (url: string, { schema, posted }: Way): Promise<XmlElement> => {
    const start = new URL(url).searchParams.get(START) ?? '1'
    const asked = posted ? ask.textPage(service, ACCEPTED, pageQuestion(schema, start)) : ask.textPage(url, ACCEPTED)
    const answer = answerOf((await asked).text, 'GetRecordsResponse', url)
    const [results] = childrenOf(answer, CSW, 'SearchResults')
    if (!results) throw invalid(`${new URL(url).host} a répondu sans dire ce qu’il a trouvé (CSW).`)
    return results
  }

const entriesOf = (answer: XmlElement): readonly CatalogueEntry[] =>
  answer.children.flatMap((record) => {
    const isOf = (space: string, name: string) => record.space === space && record.name === name
    if (isOf(GMD, 'MD_Metadata')) return entryOfRecord(record) ?? []
    return isOf(CSW, 'Record') || isOf(CSW, 'SummaryRecord') ? (entryOfDublinCore(record) ?? []) : []
  })

/** `nextRecord` is 0 at the end; some services tell the position after the last one instead. */
const nextPage = (service: string, schema: string, { attributes }: XmlElement): string | null => {
  const [next = 0, matched = 0] = ['nextRecord', 'numberOfRecordsMatched'].map((name) => Number(attributes.get(name)))
  return next > 0 && next <= matched ? recordsAddress(service, next, schema) : null
}

/** The answer of a name; refusals come as another one, often under a status that says all went well. */
const answerOf = (text: string, name: string, url: string): XmlElement => {
  const { host } = new URL(url)
  const answer = readXml(text, host)
  if (answer.space === CSW && answer.name === name) return answer
  throw invalid(
    answer.name === 'ExceptionReport'
      ? `${host} a répondu que la demande a échoué.`
      : `${host} a envoyé du XML qui n’est pas celui d’un catalogue (CSW 2.0.2).`,
  )
}
