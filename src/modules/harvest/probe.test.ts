import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { communesSource } from '../../../test/harvest-office.ts'
import { quickTime, type Replay, replayServer } from '../../../test/replay-server.ts'
import { readTable } from '../ingest/formats/read-table.node.ts'
import { imitated } from './connectors/connectors.ts'
import { folderNetwork } from './network/folder-network.disk.ts'
import type { Network } from './network/network.ts'
import { reachNetwork } from './network/reach-network.ts'
import { asksForPerson, probeLine, probeMarkdown, probeSummary } from './probe-report.ts'
import { probeSources } from './probe-sources.ts'
import type { Source } from './source.ts'
import { startFields } from './start-fields.disk.ts'

const URL_OF_FILE = 'https://exemple.fr/revenus.csv'
const CSV = `codgeo;nom;revenu\n${'89024;Auxerre;21000\n'.repeat(20)}`
const FEATURES = JSON.stringify({
  type: 'FeatureCollection',
  features: [{ type: 'Feature', geometry: null, properties: { codgeo: '89024', nom: 'a } b', revenu: 1 } }],
})

let replay: Replay
let folder = ''
before(async () => {
  replay = await replayServer()
  folder = await mkdtemp(join(tmpdir(), 'icauna-sonde-'))
})
after(async () => {
  await replay.close()
  await rm(folder, { recursive: true, force: true })
})

const withFolder = async <T>(work: (path: string) => Promise<T>): Promise<T> => work(await mkdtemp(join(folder, 'l-')))
const fieldsOf = startFields({ read: readTable, withFolder, readingOf: async () => ({}) })
const probe = (sources: readonly Source[], network: Network = replay.network) =>
  probeSources({ network, time: quickTime(), fieldsOf })(sources)

/** The same source, found by another connector; its true answers are installed. */
const foundBy = (fetch: Source['fetch'], body: string): Source => {
  for (const answer of imitated(fetch, { name: 'donnees.csv', title: 'donnees.csv', year: null }, 2026))
    replay.answer(answer.url, 'json' in answer ? JSON.stringify(answer.json) : body)
  return communesSource({ id: fetch.connector, fetch })
}

test('a file that is where and as declared is told so, by one question for its first bytes', async () => {
  replay.answer(URL_OF_FILE, CSV)
  const [one] = await probe([communesSource()])
  assert.deepEqual(
    [one?.verdict, one?.fields, one?.requests, one?.host],
    ['same', ['codgeo', 'nom', 'revenu'], 1, 'exemple.fr'],
  )
  replay.answer(URL_OF_FILE, gzipSync(CSV))
  assert.equal((await probe([communesSource()]))[0]?.verdict, 'same', 'gzipped')
  replay.answer(URL_OF_FILE, `PK\x03\x04${'x'.repeat(200)}`)
  const [archive] = await probe([communesSource()])
  assert.deepEqual([archive?.verdict, archive?.fields], ['untold', null])
})

test('a column to leave out that is no longer there is told; a text without names tells nothing so soon', async () => {
  replay.answer(URL_OF_FILE, CSV)
  const leftOut = [{ column: '^naissance$', what: 'La naissance', because: 'Inutile ici.' }]
  const [hidden] = await probe([communesSource({ leftOut })])
  assert.deepEqual([hidden?.verdict, hidden?.missing], ['changed', ['^naissance$']])
  const unnamed = { names: ['codgeo', 'nom', 'revenu'], separator: ';' }
  const [bare] = await probe([communesSource({ unnamed })])
  assert.equal(bare?.verdict, 'untold')
  assert.match(bare?.sentence ?? '', /pas de ligne de titres/)
})

test('of a file without end, only the first bytes are taken', async () => {
  let sent = 0
  const endless: Network = {
    kind: 'internet',
    async get({ url }) {
      async function* body() {
        yield Buffer.from('codgeo;nom;revenu\n')
        for (;;) {
          sent += 1
          yield Buffer.from('89024;Auxerre;21000\n'.repeat(500))
        }
      }
      return { status: 200, url, header: () => null, body: body() }
    },
  }
  assert.equal((await probe([communesSource()], endless))[0]?.verdict, 'same')
  assert.ok(sent < 10, `${sent} chunks`)
})

test('each way of changing, or of not answering, is told apart, with what to do', async () => {
  const CASES = [
    ['renamed', 'changed', /n’a plus ce qui est attendu : « \^revenu\$ »/, /corrigez les colonnes attendues/],
    ['text-404', 'changed', /n’a pas ce qui est demandé/, /déplacé ou renommé/],
    ['html', 'changed', /page web au lieu de données/, /changé de forme/],
    ['empty', 'changed', /n’a rien envoyé/, /changé de forme/],
    ['bad-gateway-502', 'silent', /en panne/, /Recommencez/],
    ['forbidden-403', 'silent', /refuse l’accès/, /dans un navigateur/],
  ] as const
  for (const [fault, verdict, sentence, advice] of CASES) {
    replay.answer(URL_OF_FILE, fault === 'renamed' ? CSV.replace('revenu', 'niveau_de_vie') : CSV)
    if (fault !== 'renamed') replay.break(URL_OF_FILE, fault)
    const [one] = await probe([communesSource()])
    assert.ok(one)
    assert.equal(one.verdict, verdict, fault)
    assert.match(one.sentence, sentence)
    assert.match(one.advice, advice)
    assert.ok(asksForPerson(one) && !probeLine(one).includes('\n'))
  }
})

test('catalogues are asked too: a field that they no longer list is told', async () => {
  const fetch: Source['fetch'] = {
    connector: 'opendatasoft',
    host: 'data.exemple.fr',
    dataset: 'jeu',
    fields: ['codgeo'],
  }
  const good = foundBy(fetch, CSV)
  assert.equal((await probe([good]))[0]?.verdict, 'same')
  replay.answer(
    'https://data.exemple.fr/api/explore/v2.1/catalog/datasets/jeu',
    JSON.stringify({ dataset_id: 'jeu', fields: [{ name: 'code' }], metas: { default: { title: 'Jeu' } } }),
  )
  const [one] = await probe([good])
  assert.deepEqual([one?.verdict, one?.requests], ['changed', 1])
  assert.match(one?.sentence ?? '', /n’a plus le champ attendu : codgeo/)
})

test('records and features tell their fields by the first of them', async () => {
  const lines = JSON.stringify({ results: [{ codgeo: '89024', nom: 'x', revenu: 1 }], next: null })
  const sources = [
    foundBy({ connector: 'data-fair', host: 'fair.exemple.fr', dataset: 'jeu' }, lines),
    foundBy({ connector: 'wfs', service: 'https://wfs.exemple.fr/ows', layer: 'a:lieux' }, FEATURES),
    foundBy(
      { connector: 'geo-api', path: 'communes', fields: ['codgeo'] },
      `[{"codgeo":"89024","nom":"x","revenu":1}]`,
    ),
  ]
  for (const one of await probe(sources))
    assert.deepEqual([one.verdict, one.fields], ['same', ['codgeo', 'nom', 'revenu']], one.source)
})

test('a catalogue that serves several sources is asked once, and one that fails takes no other down', async () => {
  const first = foundBy({ connector: 'melodi', dataset: 'DS_JEU' }, CSV)
  const absent = communesSource({ id: 'absente', fetch: { connector: 'http', url: 'https://exemple.fr/rien.csv' } })
  const before = replay.asked.length
  const done = await probe([first, absent, { ...first, id: 'la-meme' }])
  assert.deepEqual(
    done.map(({ verdict }) => verdict),
    ['same', 'changed', 'same'],
  )
  assert.equal(replay.asked.slice(before).filter((url) => url.endsWith('/catalog/all')).length, 1)
})

test('the report says first what asks for a person, and a hostile title is text', async () => {
  replay.answer(URL_OF_FILE, CSV)
  const absent = communesSource({
    id: 'absente',
    title: '<img src=x> [lien](javascript:1)\n# Titre',
    fetch: { connector: 'http', url: 'https://exemple.fr/rien.csv' },
  })
  const probed = await probe([communesSource(), absent])
  const report = probeMarkdown(probed, new Date('2026-11-26T10:00:00Z'))
  assert.match(report, /^# Sonde des sources, 26.novembre.2026\n\n2.sources interrogées : 1.comme attendu, 1.changée\./)
  assert.ok(report.indexOf('## Ont changé de forme') < report.indexOf('## Comme attendu'))
  assert.match(report, /\*\*\\<img src=x\\> \\\[lien\\\]\(javascript:1\) \\# Titre\*\*/)
  assert.match(probeSummary([]), /^0.source interrogée\.$/)
})

test('whether there is a network is known by one question that cannot hang', async () => {
  const silent: Network = { kind: 'internet', get: () => new Promise(() => undefined) }
  assert.equal(await reachNetwork(silent, 1), false)
  const refused: Network = { kind: 'internet', get: async () => Promise.reject(new Error('pas de réseau')) }
  assert.equal(await reachNetwork(refused), false)
  assert.equal(await reachNetwork(replay.network), true, 'any answer is one, a refusal included')
  assert.equal(await reachNetwork(folderNetwork('/dossier/inconnu')), false)
})
