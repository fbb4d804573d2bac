import { invalid } from '../../../../kernel/errors.ts'
import type { Ask } from '../../network/ask.ts'
import type { CatalogueEntry } from '../catalogue-entry.ts'
import { followed } from '../paged.ts'
import { childrenOf, readXml, type XmlElement } from '../xml/read-xml.ts'
import { entryOfRecord, GMD } from './describe-record.ts'

const CSW = 'http://www.opengis.net/cat/csw/2.0.2'
const ACCEPTED = 'application/xml, text/xml;q=0.9, */*;q=0.1'
const PAGE = 50

const address = (service: string, question: Readonly<Record<string, string>>): string => {
  const url = new URL(service)
  const asked = { service: 'CSW', version: '2.0.2', elementSetName: 'full', outputSchema: GMD, ...question }
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
  return url.href
}

/** Where one record is asked, by its identifier. */
export const recordAddress = (service: string, record: string): string =>
  address(service, { request: 'GetRecordById', id: record })

const pageAddress = (service: string, start: number): string =>
  address(service, {
    request: 'GetRecords',
    resultType: 'results',
    typeNames: 'csw:Record',
    startPosition: String(start),
    maxRecords: String(PAGE),
  })

/** The record of an identifier; null when the service does not know it, or it is not one of a dataset. */
export const readRecord = async (service: string, record: string, ask: Ask): Promise<CatalogueEntry | null> => {
  const url = recordAddress(service, record)
  const answer = answerOf((await ask.text(url, ACCEPTED)).text, 'GetRecordByIdResponse', url)
  const [found] = childrenOf(answer, GMD, 'MD_Metadata')
  return found ? entryOfRecord(found) : null
}

/** Every dataset of a CSW 2.0.2 catalogue that speaks ISO 19139, page after page: those are asked as they are read. Refuses, in French, what is not one, and pages that never end. */
export async function* readCswCatalogue(service: string, ask: Pick<Ask, 'textPage'>): AsyncGenerator<CatalogueEntry> {
  const read = async (url: string) => {
    const answer = answerOf((await ask.textPage(url, ACCEPTED)).text, 'GetRecordsResponse', url)
    const [results] = childrenOf(answer, CSW, 'SearchResults')
    if (!results) throw invalid(`${new URL(url).host} a répondu sans dire ce qu’il a trouvé (CSW).`)
    return results
  }
  for await (const results of followed(pageAddress(service, 1), read, (page) => nextPage(service, page)))
    for (const record of childrenOf(results, GMD, 'MD_Metadata')) {
      const entry = entryOfRecord(record)
      if (entry) yield entry
    }
}

/** `nextRecord` is 0 at the end; some services tell the position after the last one instead. */
const nextPage = (service: string, { attributes }: XmlElement): string | null => {
  const [next = 0, matched = 0] = ['nextRecord', 'numberOfRecordsMatched'].map((name) => Number(attributes.get(name)))
  return next > 0 && next <= matched ? pageAddress(service, next) : null
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
