import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CatalogueEntry } from '../catalogue-entry.ts'
import { readCswCatalogue } from './read-records.ts'

const SERVICE = 'https://csw.exemple.fr/geonetwork/srv/fre/csw?portal=local'

const string = (text: string) => `<gco:CharacterString>${text}</gco:CharacterString>`
const code = (name: string, value: string) => `<gmd:${name} codeList="x" codeListValue="${value}"/>`
const date = (day: string, kind: string) =>
  `<gmd:date><gmd:CI_Date><gmd:date><gco:Date>${day}</gco:Date></gmd:date><gmd:dateType>${code('CI_DateTypeCode', kind)}</gmd:dateType></gmd:CI_Date></gmd:date>`
const party = (name: string, role: string) =>
  `<gmd:pointOfContact><gmd:CI_ResponsibleParty><gmd:organisationName>${string(name)}</gmd:organisationName><gmd:role>${code('CI_RoleCode', role)}</gmd:role></gmd:CI_ResponsibleParty></gmd:pointOfContact>`
const link = (url: string, protocol: string, name: string) =>
  `<gmd:onLine><gmd:CI_OnlineResource><gmd:linkage><gmd:URL>${url}</gmd:URL></gmd:linkage><gmd:protocol>${string(protocol)}</gmd:protocol><gmd:name>${name}</gmd:name></gmd:CI_OnlineResource></gmd:onLine>`
const record = (id: string, inside = '', links = '') =>
  `<gmd:MD_Metadata><gmd:fileIdentifier>${string(id)}</gmd:fileIdentifier><gmd:dateStamp><gco:DateTime>2026-03-04T00:00:00</gco:DateTime></gmd:dateStamp>
  <gmd:identificationInfo><gmd:MD_DataIdentification><gmd:citation><gmd:CI_Citation><gmd:title>${string(`Jeu ${id}`)}</gmd:title>${date('2020-01-02', 'publication')}</gmd:CI_Citation></gmd:citation>${inside}</gmd:MD_DataIdentification></gmd:identificationInfo>
  <gmd:distributionInfo><gmd:MD_Distribution><gmd:transferOptions><gmd:MD_DigitalTransferOptions>${links}</gmd:MD_DigitalTransferOptions></gmd:transferOptions></gmd:MD_Distribution></gmd:distributionInfo></gmd:MD_Metadata>`
const SPACES =
  'xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" xmlns:gmd="http://www.isotc211.org/2005/gmd" xmlns:gco="http://www.isotc211.org/2005/gco" xmlns:gmx="http://www.isotc211.org/2005/gmx" xmlns:xlink="http://www.w3.org/1999/xlink"'
const page = (next: number, matched: number, records: string) =>
  `<csw:GetRecordsResponse ${SPACES}><csw:SearchResults numberOfRecordsMatched="${matched}" nextRecord="${next}">${records}</csw:SearchResults></csw:GetRecordsResponse>`

/** Datasets of a service whose pages, by position, are these; and the positions asked. */
const read = async (pages: Readonly<Record<number, string>>) => {
  const asked: number[] = []
  const entries: CatalogueEntry[] = []
  const textPage = async (url: string) => {
    const { searchParams: question } = new URL(url)
    assert.deepEqual(
      [question.get('portal'), question.get('request'), question.get('outputSchema')],
      ['local', 'GetRecords', 'http://www.isotc211.org/2005/gmd'],
    )
    const start = Number(question.get('startPosition'))
    asked.push(start)
    return { text: pages[start] ?? assert.fail(url), url }
  }
  for await (const entry of readCswCatalogue(SERVICE, { textPage })) entries.push(entry)
  return { entries, asked }
}

test('a record of ISO 19139 is told as any catalogue entry', async () => {
  const about = `<gmd:abstract>${string('Les haies.')}</gmd:abstract>${party('Qui garde', 'custodian')}${party('Un syndicat', 'owner')}
    <gmd:descriptiveKeywords><gmd:MD_Keywords><gmd:keyword>${string('haie')}</gmd:keyword><gmd:keyword><gmx:Anchor xlink:href="http://a.example/">Lieux</gmx:Anchor></gmd:keyword></gmd:MD_Keywords></gmd:descriptiveKeywords>
    <gmd:topicCategory><gmd:MD_TopicCategoryCode>environment</gmd:MD_TopicCategoryCode></gmd:topicCategory>
    <gmd:resourceConstraints><gmd:MD_LegalConstraints><gmd:otherConstraints>${string('Licence Ouverte')}</gmd:otherConstraints><gmd:otherConstraints><gmx:Anchor xlink:href="https://www.etalab.gouv.fr/licence-ouverte-open-licence">LO</gmx:Anchor></gmd:otherConstraints></gmd:MD_LegalConstraints></gmd:resourceConstraints>`
  const links = [
    link('https://a.example/wms', 'OGC:WMS', string('haies')),
    link('https://a.example/f?id=1', 'WWW:DOWNLOAD', '<gmx:MimeFileType type="text/csv">Tableau</gmx:MimeFileType>'),
    link('file:///c:/haies.shp', 'WWW:LINK', string('local')),
  ].join('')
  const { entries } = await read({ 1: page(0, 1, record('haies', about, links)) })
  assert.equal(entries.length, 1)
  const { files, ...said } = entries[0] ?? assert.fail()
  assert.deepEqual(said, {
    uri: null,
    identifier: 'haies',
    title: 'Jeu haies',
    description: 'Les haies.',
    publisher: 'Un syndicat',
    publisherUri: null,
    keywords: ['haie', 'Lieux'],
    themes: ['environment'],
    licences: ['https://www.etalab.gouv.fr/licence-ouverte-open-licence', 'Licence Ouverte', 'LO'],
    issued: '2020-01-02',
    modified: '2026-03-04T00:00:00',
    page: null,
    origins: [],
  })
  assert.deepEqual(
    files.map(({ title, format, downloadUrl }) => [title, format, downloadUrl]),
    [
      ['haies', 'wms', null],
      ['Tableau', 'csv', 'https://a.example/f?id=1'],
    ],
  )
})

test('pages are asked by the position that the one before tells, until the end that it tells in either way', async () => {
  const { entries, asked } = await read({ 1: page(51, 60, record('a')), 51: page(0, 60, record('b')) })
  assert.deepEqual(
    [entries.map(({ identifier }) => identifier), asked],
    [
      ['a', 'b'],
      [1, 51],
    ],
  )
  assert.deepEqual((await read({ 1: page(2, 1, record('a')) })).asked, [1])
  await assert.rejects(read({ 1: page(51, 99, record('a')), 51: page(1, 99, record('b')) }), /sans fin de page en page/)
})

test('a service, a refusal under a good status, or another catalogue are not taken for data', async () => {
  const service = record('s').replaceAll('MD_DataIdentification', 'SV_ServiceIdentification')
  assert.deepEqual((await read({ 1: page(0, 1, service) })).entries, [])
  const refusal =
    '<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows"><ows:Exception exceptionCode="x"/></ows:ExceptionReport>'
  await assert.rejects(read({ 1: refusal }), /la demande a échoué/)
  await assert.rejects(read({ 1: '<Catalogue/>' }), /n’est pas celui d’un catalogue/)
})
