import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { invalid } from '../src/kernel/errors.ts'
import { type Fetch, findFile, imitated } from '../src/modules/harvest/connectors/connectors.ts'
import type { FoundFile, OfflineAnswer } from '../src/modules/harvest/found-file.ts'
import { asking } from '../src/modules/harvest/network/ask.ts'
import { patientFetch } from '../src/modules/harvest/network/patient-network.ts'
import { receiveFile } from '../src/modules/harvest/receive-file.ts'
import { quickTime, type Replay, replayServer } from './replay-server.ts'

/** One question of each kind; their answers are synthetic, in the producers' shapes. */
export const QUESTIONS: readonly Fetch[] = [
  { connector: 'http', url: 'https://exemple.fr/donnees.csv' },
  { connector: 'data-gouv', dataset: 'jeu', resource: { file: '\\.csv$' } },
  {
    connector: 'data-gouv',
    dataset: 'jeu',
    series: { search: 'loyers par commune', title: 'loyers par commune en (\\d{4})$' },
    resource: { file: '\\.csv$' },
  },
  { connector: 'tabular', dataset: 'jeu', resource: {}, where: { column: '^dep$', equals: '89' } },
  { connector: 'opendatasoft', host: 'data.exemple.fr', dataset: 'jeu', where: 'dep="89"', fields: ['dep'] },
  { connector: 'opendatasoft', host: 'data.exemple.fr', dataset: 'annuel', where: 'an="{annee}"', latest: 'an' },
  { connector: 'opendatasoft', host: 'data.exemple.fr', dataset: 'classeur', attachment: { file: 'csv$' } },
  { connector: 'opendatasoft', host: 'data.exemple.fr', dataset: 'ips-ap2022', series: '^ips-ap(\\d{4})$' },
  { connector: 'dido', dataset: 'jeu', resource: { title: 'donnees' }, where: { DEP_CODE: 'eq:89' } },
  { connector: 'melodi', dataset: 'DS_JEU' },
  { connector: 'melodi', dataset: 'DS_LIEUX', geo: 'DEP-89*COM' },
  { connector: 'ckan', portal: 'https://ckan.exemple.fr', dataset: 'jeu', resource: { formats: ['csv'] } },
  { connector: 'geo-api', path: 'departements/89/communes', fields: ['nom', 'code'] },
  { connector: 'data-fair', host: 'fair.exemple.fr', dataset: 'jeu', fields: ['dep'] },
  { connector: 'ogc-features', service: 'https://ogc.exemple.fr', collection: 'lieux' },
  { connector: 'wfs', service: 'https://wfs.exemple.fr/ows', layer: 'a:lieux' },
  { connector: 'arcgis', layer: 'https://arcgis.exemple.fr/FeatureServer/0' },
  { connector: 'bdm', of: { flow: 'TAUX-CHOMAGE' }, where: { REF_AREA: '^D' } },
  {
    connector: 'dcat',
    catalogue: 'https://dcat.exemple.fr/catalog.jsonld',
    dataset: 'jeu',
    resource: { formats: ['csv'] },
  },
  {
    connector: 'atom',
    feed: 'https://atom.exemple.fr/service',
    through: [{ title: 'donnees' }, {}],
    resource: { formats: ['csv'] },
  },
  { connector: 'csw', service: 'https://csw.exemple.fr/csw?lang=fr', record: 'fr-1', resource: { formats: ['csv'] } },
]

/** The first question of a connector. */
export const questionOf = (connector: Fetch['connector']): Fetch => {
  const found = QUESTIONS.find((question) => question.connector === connector)
  assert.ok(found)
  return found
}

const FEATURES = JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { a: 1 } }] })
const BODIES: Partial<Record<Fetch['connector'], string>> = {
  'data-fair': JSON.stringify({ results: [{ dep: '89' }] }),
  'ogc-features': FEATURES,
  wfs: FEATURES,
  arcgis: FEATURES,
  bdm: `<?xml version="1.0" encoding="UTF-8"?><m:StructureSpecificData xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"><m:DataSet><Series IDBANK="010751590" REF_AREA="D89"><Obs TIME_PERIOD="2026-Q1" OBS_VALUE="6.9"/></Series></m:DataSet></m:StructureSpecificData>`,
  'geo-api': '[{"nom":"Auxerre","code":"89024"}]',
}
/** The file that answers most questions. */
export const CSV = `dep;valeur\n${'89;1\n'.repeat(200)}`

/** What the service of a question answers, as its connector imitates it. */
export const answersTo = (question: Fetch) =>
  imitated(question, { name: 'donnees.csv', title: 'donnees (été).csv', year: null }, 2026)

/** The text of an answer that is not the file itself. */
export const bodyOf = (answer: OfflineAnswer): string | undefined =>
  'json' in answer ? JSON.stringify(answer.json) : 'text' in answer ? answer.text : undefined

/** Producers played for the tests of one file, which start and stop with them; the year is 2026. */
export const playedProducers = () => {
  let replay: Replay
  before(async () => {
    replay = await replayServer()
  })
  after(() => replay.close())
  const patient = (time: ReturnType<typeof quickTime>) =>
    patientFetch(replay.network, time, { say: () => undefined, asked: () => undefined })

  const answer: Replay['answer'] = (url, body, headers) => replay.answer(url, body, headers)
  const breakAt: Replay['break'] = (url, fault, times) => replay.break(url, fault, times)

  /** Installs true answers to a question; gives their addresses. */
  const install = (question: Fetch): readonly string[] =>
    answersTo(question).map((one) => {
      answer(one.url, bodyOf(one) ?? BODIES[question.connector] ?? CSV)
      return one.url
    })

  /** Finds the file of a question as a run does. */
  const find = (question: Fetch): Promise<FoundFile> => findFile(question, asking(patient(quickTime())), 2026)

  /** Finds and receives the file of a question as a run does; gives its text, and how long was waited. */
  const receive = async (question: Fetch) => {
    const time = quickTime()
    const fetch = patient(time)
    let text = ''
    const keep = {
      put: async (bytes: AsyncIterable<Uint8Array>, limit: number) => {
        const chunks: Uint8Array[] = []
        let size = 0
        for await (const chunk of bytes) {
          size += chunk.byteLength
          if (size > limit) throw invalid(`Le fichier dépasse ${limit} octets.`)
          chunks.push(chunk)
        }
        text = Buffer.concat(chunks).toString()
        return { sha256: 'x', bytes: size }
      },
    }
    const found = await findFile(question, asking(fetch), 2026)
    const takePart = () => Promise.reject(new Error('nothing is filtered here'))
    await receiveFile({ blobs: keep, takePart, maxUpload: 1e7 })(found, {}, undefined, fetch)
    return { text, waits: time.waits.filter((wait) => wait >= 2_000) }
  }
  return { answer, breakAt, install, find, receive }
}

const numbered = (n: number) => ({ type: 'Feature', geometry: null, properties: { n } })
/** The text of a page of features, each told by its number. */
export const numberedPage = (ns: readonly number[], more: object) =>
  JSON.stringify({ type: 'FeatureCollection', features: ns.map(numbered), ...more })
/** The numbers of the features of a text, in order. */
export const numbersOf = (text: string) =>
  JSON.parse(text).features.map((one: ReturnType<typeof numbered>) => one.properties.n) as number[]
