import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DomainError, invalid } from '../../../../kernel/errors.ts'
import { type Ask, asking } from '../../network/ask.ts'
import type { CatalogueEntry } from '../catalogue-entry.ts'
import { readCswCatalogue, readRecord } from './read-records.ts'

const EXCEPTION =
  '<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows"><ows:Exception exceptionCode="x"/></ows:ExceptionReport>'
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

const CSW = 'http://www.opengis.net/cat/csw/2.0.2'
const GMD = 'http://www.isotc211.org/2005/gmd'
interface Question {
  readonly start: number
  readonly schema: string
  readonly posted: boolean
}

/** Every dataset of a service that answers so, and how it was asked. */
const readFrom = async (answer: (question: Question) => string) => {
  const asked: Question[] = []
  const entries: CatalogueEntry[] = []
  const textPage: Ask['textPage'] = async (url, _, body) => {
    const { searchParams } = new URL(url)
    assert.equal(searchParams.get('portal'), 'local')
    const told = (name: string) =>
      (body ? new RegExp(`${name}="([^"]*)"`).exec(body.text)?.[1] : searchParams.get(name)) ?? ''
    assert.match(body?.text ?? searchParams.get('request') ?? '', /GetRecords\b/)
    assert.equal(searchParams.has('request'), !body)
    const question = { start: Number(told('startPosition')), schema: told('outputSchema'), posted: body !== undefined }
    asked.push(question)
    return { text: answer(question), url }
  }
  for await (const entry of readCswCatalogue(SERVICE, { textPage })) entries.push(entry)
  return { entries, asked }
}

/** Datasets of a service whose pages in ISO 19139, by position, are these; and the positions asked. */
const read = async (pages: Readonly<Record<number, string>>) => {
  const { entries, asked } = await readFrom(({ start, schema }) => (schema === GMD && pages[start]) || EXCEPTION)
  return { entries, asked: asked.map(({ start }) => start) }
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
  await assert.rejects(read({ 1: EXCEPTION }), /la demande a échoué/)
  await assert.rejects(read({ 1: '<Catalogue/>' }), /n’est pas celui d’un catalogue/)
})

const DUBLIN = `<csw:Record xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dct="http://purl.org/dc/terms/"><dc:identifier>fr-1</dc:identifier><dc:identifier>https://a.example/jeux/1</dc:identifier><dc:title>Zones humides</dc:title><dc:type>dataset</dc:type><dc:subject>eau</dc:subject><dc:subject>eau</dc:subject><dct:abstract>Où elles sont.</dct:abstract><dc:creator>Un syndicat</dc:creator><dc:rights>Licence Ouverte 2.0</dc:rights><dct:modified>2026-02-01</dct:modified>
  <dc:URI protocol="OGC:WFS" name="eau:zones">https://a.example/wfs</dc:URI><dct:references scheme="WWW:DOWNLOAD-1.0-http--download">https://a.example/zones.csv</dct:references><dct:references scheme="x">https://a.example/wfs</dct:references><dct:references>javascript:alert(1)</dct:references></csw:Record>`

test('a service that does not speak ISO 19139 is asked again in Dublin Core', async () => {
  const { entries, asked } = await readFrom(({ schema }) => (schema === CSW ? page(0, 1, DUBLIN) : EXCEPTION))
  assert.deepEqual(asked, [
    { start: 1, schema: GMD, posted: false },
    { start: 1, schema: CSW, posted: false },
  ])
  const { files, ...said } = entries[0] ?? assert.fail()
  assert.deepEqual(said, {
    ...{ uri: 'https://a.example/jeux/1', identifier: 'fr-1', title: 'Zones humides', description: 'Où elles sont.' },
    ...{ publisher: 'Un syndicat', publisherUri: null, keywords: ['eau'], themes: [], issued: null, page: null },
    ...{ licences: ['Licence Ouverte 2.0'], modified: '2026-02-01', origins: [] },
  })
  assert.deepEqual(
    files.map(({ title, format, downloadUrl, accessUrl }) => [title, format, downloadUrl, accessUrl]),
    [
      ['eau:zones', 'wfs', null, 'https://a.example/wfs'],
      ['', 'csv', 'https://a.example/zones.csv', 'https://a.example/zones.csv'],
    ],
  )
  const service = DUBLIN.replace('<dc:type>dataset', '<dc:type>service')
  assert.deepEqual((await readFrom(() => page(0, 1, service))).entries, [])
  const untold = DUBLIN.replace('<dc:type>dataset</dc:type>', '')
  assert.equal((await readFrom(() => page(0, 1, untold))).entries.length, 1)
})

test('a service that refuses addresses is asked by POST, from its first page to its last', async () => {
  const { entries, asked } = await readFrom(({ posted, start }) => {
    if (!posted) throw invalid('csw.exemple.fr ne comprend pas la demande (405).')
    return start === 1 ? page(51, 60, record('a')) : page(0, 60, record('b'))
  })
  assert.deepEqual(
    entries.map(({ identifier }) => identifier),
    ['a', 'b'],
  )
  assert.deepEqual(
    asked.filter(({ posted }) => posted).map(({ start, schema }) => [start, schema]),
    [
      [1, GMD],
      [51, GMD],
    ],
  )
})

test('nothing more is asked of a service that is not there, or out of reach', async () => {
  for (const kind of ['not-found', 'unavailable'] as const) {
    let times = 0
    const refusing = readFrom(() => {
      times += 1
      throw new DomainError({ kind, detail: 'non' })
    })
    await assert.rejects(refusing, /non/)
    assert.equal(times, 1)
  }
})

test('one record is read in either vocabulary', async () => {
  const answers = (text: (schema: string | null) => string) =>
    asking(async ({ url }, take) => {
      const body = (async function* () {
        yield Buffer.from(text(new URL(url).searchParams.get('outputSchema')))
      })()
      return take({ status: 200, url, header: () => null, body })
    })
  const found = (inside: string) => `<csw:GetRecordByIdResponse ${SPACES}>${inside}</csw:GetRecordByIdResponse>`
  const dublin = answers((schema) => (schema === CSW ? found(DUBLIN) : EXCEPTION))
  assert.equal((await readRecord(SERVICE, 'fr-1', dublin))?.title, 'Zones humides')
  const iso = answers(() => found(record('a')))
  assert.equal((await readRecord(SERVICE, 'a', iso))?.title, 'Jeu a')
  assert.equal(
    await readRecord(
      SERVICE,
      'z',
      answers(() => found('')),
    ),
    null,
  )
})
