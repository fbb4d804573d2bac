import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { quickTime, type Replay, replayServer } from '../../../../../test/replay-server.ts'
import { DomainError } from '../../../../kernel/errors.ts'
import { asking } from '../../network/ask.ts'
import { patientFetch } from '../../network/patient-network.ts'
import { type Fetch, findFile } from '../connectors.ts'
import { recordAddress } from '../csw/read-records.ts'

interface Case {
  readonly fetch: Fetch
  readonly url: string
  /** A true answer, synthetic in its values; its root has a prefix, and « Été » is somewhere. */
  readonly xml: string
}

const CASES: readonly Case[] = [
  {
    fetch: { connector: 'bdm', of: { series: ['001515926'] } },
    url: 'https://bdm.insee.fr/series/sdmx/data/SERIES_BDM/001515926',
    xml: `<m:StructureSpecificData xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"><m:DataSet><Series IDBANK="001515926" TITLE_FR="Été"><Obs TIME_PERIOD="2026" OBS_VALUE="1"/></Series></m:DataSet></m:StructureSpecificData>`,
  },
  {
    fetch: {
      connector: 'dcat',
      catalogue: 'https://dcat.exemple.fr/catalog.rdf',
      dataset: 'jeu',
      resource: { title: '^Été$' },
    },
    url: 'https://dcat.exemple.fr/catalog.rdf',
    xml: `<m:RDF xmlns:m="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:d="http://www.w3.org/ns/dcat#" xmlns:t="http://purl.org/dc/terms/"><d:Dataset><t:title>Jeu</t:title><t:identifier>jeu</t:identifier><d:distribution><d:Distribution><t:title>Été</t:title><d:downloadURL m:resource="/a.csv"/></d:Distribution></d:distribution></d:Dataset></m:RDF>`,
  },
  {
    fetch: { connector: 'atom', feed: 'https://atom.exemple.fr/flux', resource: { title: '^Été$' } },
    url: 'https://atom.exemple.fr/flux',
    xml: '<m:feed xmlns:m="http://www.w3.org/2005/Atom"><m:entry><m:title>Été</m:title><m:link href="/a.csv" type="text/csv"/></m:entry></m:feed>',
  },
  {
    fetch: { connector: 'csw', service: 'https://csw.exemple.fr/csw', record: 'fr-1', resource: { title: '^Été$' } },
    url: recordAddress('https://csw.exemple.fr/csw', 'fr-1'),
    xml: `<m:GetRecordByIdResponse xmlns:m="http://www.opengis.net/cat/csw/2.0.2" xmlns:g="http://www.isotc211.org/2005/gmd" xmlns:c="http://www.isotc211.org/2005/gco"><g:MD_Metadata><g:identificationInfo><g:MD_DataIdentification><g:citation><g:CI_Citation><g:title><c:CharacterString>Jeu</c:CharacterString></g:title></g:CI_Citation></g:citation></g:MD_DataIdentification></g:identificationInfo><g:distributionInfo><g:MD_Distribution><g:transferOptions><g:MD_DigitalTransferOptions><g:onLine><g:CI_OnlineResource><g:linkage><g:URL>https://csw.exemple.fr/a.csv</g:URL></g:linkage><g:name><c:CharacterString>Été</c:CharacterString></g:name></g:CI_OnlineResource></g:onLine></g:MD_DigitalTransferOptions></g:transferOptions></g:MD_Distribution></g:distributionInfo></g:MD_Metadata></m:GetRecordByIdResponse>`,
  },
]

let replay: Replay
before(async () => {
  replay = await replayServer()
})
after(() => replay.close())

const found = async ({ fetch, url }: Case, body: string | Buffer, headers: Readonly<Record<string, string>> = {}) => {
  replay.answer(url, body, headers)
  const patient = patientFetch(replay.network, quickTime(), { say: () => undefined, asked: () => undefined })
  const { gathered, ...file } = await findFile(fetch, asking(patient), 2026)
  let rows = ''
  for await (const chunk of gathered?.() ?? []) rows += Buffer.from(chunk).toString()
  return { ...file, rows }
}

const prolog = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>`
const inside = (xml: string, more: string) => xml.replace(/>(?=<)/, `>${more}`)
const laughs = `<!DOCTYPE a [<!ENTITY a "ha">${Array.from({ length: 30 }, (_, i) => `<!ENTITY a${i} "&a${i - 1};&a${i - 1};">`).join('')}]>`

/** The same document, written in other ways that producers have. */
const SAME: Readonly<Record<string, (xml: string) => readonly [string | Buffer, Record<string, string>?]>> = {
  'a byte-order mark': (xml) => [`\uFEFF${prolog('utf-8')}${xml}`],
  'a byte-order mark, blanks and no prolog': (xml) => [`\uFEFF\n  ${xml}`],
  'UTF-8 with its mark, though its prolog says Latin-1': (xml) => [`\uFEFF${prolog('ISO-8859-1')}${xml}`],
  'Latin-1, as its prolog says': (xml) => [Buffer.from(prolog('ISO-8859-1') + xml, 'latin1')],
  'Latin-1, as only its headers say': (xml) => [
    Buffer.from(xml, 'latin1'),
    { 'content-type': 'text/xml; charset=iso-8859-1' },
  ],
  'Latin-1, though its prolog says UTF-8': (xml) => [Buffer.from(prolog('UTF-8') + xml, 'latin1')],
  'UTF-16 with its mark': (xml) => [Buffer.from(`\uFEFF${prolog('UTF-16')}${xml}`, 'utf16le')],
  'UTF-8 under another content type': (xml) => [xml, { 'content-type': 'text/html; charset=latin1' }],
  'another prefix for the same vocabulary': (xml) => [xml.replaceAll('m:', 'autre:').replace('xmlns:m', 'xmlns:autre')],
  'comments and instructions around': (xml) => [`${prolog('utf-8')}<!-- <html> --><?a b?>${xml}<!-- fin -->`],
}

/** What must not be read, and the words that say why. */
const REFUSED: Readonly<Record<string, readonly [(xml: string) => string | Buffer, RegExp]>> = {
  'entities that swell': [(xml) => laughs + inside(xml, '&a29;'), /DOCTYPE/],
  'an entity that reads a file': [
    (xml) => `<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]>${inside(xml, '&f;')}`,
    /DOCTYPE/,
  ],
  'a DOCTYPE from elsewhere': [(xml) => `<!DOCTYPE m:RDF SYSTEM "http://169.254.169.254/x.dtd">${xml}`, /DOCTYPE/],
  'an entity that nobody defined': [(xml) => inside(xml, '&nbsp;'), /que rien ne définit/],
  'too much depth': [(xml) => inside(xml, '<a>'.repeat(200) + '</a>'.repeat(200)), /sur plus de 100\u00a0niveaux/],
  'a prefix that nobody declared': [(xml) => inside(xml, '<inconnu:a/>'), /sans dire de quel vocabulaire/],
  'another vocabulary': [
    (xml) => xml.replaceAll(/(xmlns:\w)="[^"]+"/g, '$1="http://faux.example/"'),
    /n’est pas|mal formé/,
  ],
  'a page': [() => '<!DOCTYPE html><html><body>Maintenance</body></html>', /une page web/],
  'a page in XHTML': [
    () => `${prolog('utf-8')}<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0" "x"><html/>`,
    /une page web/,
  ],
  'a page in XHTML without a DOCTYPE': [
    () => `${prolog('utf-8')}<html xmlns="http://www.w3.org/1999/xhtml"/>`,
    /une page web/,
  ],
  'the half of a document': [(xml) => xml.slice(0, xml.length / 2), /mal formé|avant la fin/],
  'two documents in one': [(xml) => xml + xml, /mal formé/],
  'an encoding that nobody knows': [(xml) => prolog('martien') + xml, /codage inconnu \(« martien »\)/],
}

for (const one of CASES) {
  test(`${one.fetch.connector}: XML is read the same however it is written`, async () => {
    const plain = await found(one, prolog('utf-8') + one.xml)
    for (const [how, write] of Object.entries(SAME)) assert.deepEqual(await found(one, ...write(one.xml)), plain, how)
  })

  test(`${one.fetch.connector}: XML that is hostile or broken is refused in words`, async () => {
    for (const [why, [write, words]] of Object.entries(REFUSED))
      await assert.rejects(found(one, write(one.xml)), (error) => {
        assert.ok(error instanceof DomainError, `${why}: ${error}`)
        assert.match(error.message, words, why)
        return true
      })
  })
}

test('more elements, or more bytes, than any answer has are refused before they are kept', async () => {
  const [bdm] = CASES
  assert.ok(bdm)
  await assert.rejects(found(bdm, inside(bdm.xml, '<a/>'.repeat(500_001))), /de plus de 500\u202f000\u00a0éléments/)
  const bomb = gzipSync(`${bdm.xml}${' '.repeat(51e6)}`, { level: 1 })
  await assert.rejects(found(bdm, bomb, { 'content-encoding': 'gzip' }), /envoie plus de 50\u00a0Mo/)
})
