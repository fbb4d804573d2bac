import assert from 'node:assert/strict'
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { communesSource } from '../../../test/harvest-office.ts'
import { quickTime, type Replay, replayServer } from '../../../test/replay-server.ts'
import { type Fetch, findFile, imitated } from './connectors/connectors.ts'
import { asking } from './network/ask.ts'
import { folderNetwork, MANIFEST } from './network/folder-network.disk.ts'
import { patientFetch } from './network/patient-network.ts'
import { recordingNetwork } from './pack-files.disk.ts'
import { packSources } from './pack-sources.ts'

const FETCHES: readonly Fetch[] = [
  { connector: 'http', url: 'https://exemple.fr/base-{annee}.csv', yearsBack: 3 },
  { connector: 'data-gouv', dataset: 'jeu', resource: { file: 'csv$' } },
  { connector: 'opendatasoft', host: 'ods.exemple.fr', dataset: 'jeu' },
  { connector: 'wfs', service: 'https://wfs.exemple.fr/ows', layer: 'a:lieux' },
]
const sources = FETCHES.map((fetch) => communesSource({ id: fetch.connector, fetch }))
const FEATURES = '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"n":1}}]}'
const told = { say: () => undefined, asked: () => undefined }

let replay: Replay
let root = ''
before(async () => {
  replay = await replayServer()
  root = await mkdtemp(join(tmpdir(), 'icauna-paquet-'))
})
after(async () => {
  await replay.close()
  await rm(root, { recursive: true, force: true })
})

/** What a run gets of a source through a network: the text of its file, pages put together. */
const textOf = async (network: Replay['network'], fetch: Fetch): Promise<string> => {
  const ask = asking(patientFetch(network, quickTime(), told))
  const found = await findFile(fetch, ask, 2026)
  if (!found.gathered) return (await ask.text(found.url, 'text/csv')).text
  const chunks: Uint8Array[] = []
  for await (const chunk of found.gathered()) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

const install = (content: string) => {
  for (const fetch of FETCHES)
    for (const answer of imitated(fetch, { name: 'jeu.csv', title: 'jeu', year: 2025 }, 2026)) {
      const file = fetch.connector === 'wfs' ? FEATURES : content
      replay.answer(answer.url, 'json' in answer ? JSON.stringify(answer.json) : 'text' in answer ? answer.text : file)
    }
}

test('a folder made where there is internet answers as the internet did, wherever it is taken', async () => {
  install('code;valeur\n89024;1\n')
  const made = join(root, 'ici')
  const pack = async () => {
    const recording = recordingNetwork(replay.network, made)
    const packed = await packSources(sources, recording, quickTime(), () => undefined)
    await recording.done()
    return packed.map(({ failure }) => failure)
  }
  assert.deepEqual(await pack(), [null, null, null, null])
  const here = await Promise.all(FETCHES.map((fetch) => textOf(replay.network, fetch)))

  // The next time, a web page comes in place of a file, and another one is cut: what was good stays.
  const [, page = ''] = imitated(FETCHES[1] as Fetch, { name: 'jeu.csv', title: '', year: null }, 2026).map(
    (a) => a.url,
  )
  const [, cut = ''] = imitated(FETCHES[2] as Fetch, { name: 'jeu.csv', title: '', year: null }, 2026).map((a) => a.url)
  replay.break(page, 'html')
  replay.break(cut, 'cut-stream')
  const [, webPage, cutShort] = await pack()
  assert.match(webPage ?? '', /une page web au lieu de données/)
  assert.match(cutShort ?? '', /coupé sa réponse/)

  const there = join(root, 'ailleurs')
  await rename(made, there)
  const folder = folderNetwork(there)
  for (const [i, fetch] of FETCHES.entries()) assert.equal(await textOf(folder, fetch), here[i], fetch.connector)
  assert.doesNotMatch(
    await readFile(join(there, MANIFEST), 'utf8'),
    new RegExp(root),
    'no path of the machine it was made on',
  )
})

test('what is posted is not kept: an address alone would get an answer to another question', async () => {
  const url = 'https://csw.exemple.fr/csw'
  replay.answer(`POST ${url}`, '<posted/>')
  const made = join(root, 'poste')
  const recording = recordingNetwork(replay.network, made)
  const body = { text: '<GetRecords/>', mediaType: 'application/xml' }
  const answer = await recording.get({ url, body })
  for await (const _ of answer.body);
  await recording.done()
  assert.equal((await folderNetwork(made).get({ url })).status, 404)
})
