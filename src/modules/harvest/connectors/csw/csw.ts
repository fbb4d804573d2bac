import { type Static, Type } from 'typebox'
import { notFound } from '../../../../kernel/errors.ts'
import type { Connector } from '../../found-file.ts'
import { fileOfEntry } from '../catalogue-entry.ts'
import { ResourceRule } from '../choose-resource.ts'
import { escapedXml } from '../xml/escaped-xml.ts'
import { GMD } from './describe-record.ts'
import { readRecord, recordAddress } from './read-records.ts'

/** A file of a record of a geographic catalogue (CSW 2.0.2, ISO 19139 or Dublin Core). */
export const CswFetch = Type.Object({
  connector: Type.Literal('csw'),
  /** The address of the service, without its question. */
  service: Type.String({ pattern: '^https?://' }),
  /** The identifier of the record (`fileIdentifier`). */
  record: Type.String({ minLength: 1 }),
  resource: ResourceRule,
})
export type CswFetch = Static<typeof CswFetch>

/** Geographic catalogues: the record by its identifier, then the file that the rule chooses among its links. */
export const csw: Connector<CswFetch> = {
  async find({ service, record, resource }, ask) {
    const entry = await readRecord(service, record, ask)
    if (!entry) throw notFound(`Dans le catalogue de ${new URL(service).host}, le jeu de données`, record)
    return fileOfEntry(entry, resource)
  },
  imitate({ service, record }, { name, title }) {
    const url = new URL(`/fichiers/${encodeURIComponent(name)}`, service).href
    const string = (text: string) =>
      `<g:CharacterString xmlns:g="http://www.isotc211.org/2005/gco">${escapedXml(text)}</g:CharacterString>`
    const citation = `<identificationInfo><MD_DataIdentification><citation><CI_Citation><title>${string(record)}</title></CI_Citation></citation></MD_DataIdentification></identificationInfo>`
    const link = `<CI_OnlineResource><linkage><URL>${escapedXml(url)}</URL></linkage><name>${string(title)}</name></CI_OnlineResource>`
    const distribution = `<distributionInfo><MD_Distribution><transferOptions><MD_DigitalTransferOptions><onLine>${link}</onLine></MD_DigitalTransferOptions></transferOptions></MD_Distribution></distributionInfo>`
    return [
      {
        url: recordAddress(service, record),
        text: `<c:GetRecordByIdResponse xmlns:c="http://www.opengis.net/cat/csw/2.0.2"><MD_Metadata xmlns="${GMD}">${citation}${distribution}</MD_Metadata></c:GetRecordByIdResponse>`,
      },
      { url, file: true },
    ]
  },
}
