import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { communesSource } from '../../../test/harvest-office.ts'
import { quickTime } from '../../../test/replay-server.ts'
import { type Fetch, findFile } from './connectors/connectors.ts'
import { asking } from './network/ask.ts'
import { folderNetwork, MANIFEST } from './network/folder-network.disk.ts'
import { patientFetch } from './network/patient-network.ts'
import { packFiles } from './pack-files.disk.ts'

const FETCHES: readonly Fetch[] = [
  { connector: 'ckan', portal: 'https://ckan.exemple.fr', dataset: 'jeu', resource: { formats: ['csv'] } },
  { connector: 'dcat', catalogue: 'https://dcat.exemple.fr/c', dataset: 'jeu', resource: { file: 'l’été' } },
  { connector: 'atom', feed: 'https://atom.exemple.fr/c', through: [{}], resource: { title: '^L’été <&>$' } },
  { connector: 'opendatasoft', host: 'ods.exemple.fr', dataset: 'a-2022', series: '^a-(\\d{4})$' },
  { connector: 'opendatasoft', host: 'ods.exemple.fr', dataset: 'b-2021', series: '^b-(\\d{4})$' },
  { connector: 'dido', dataset: 'permis', resource: { title: 'été' } },
  { connector: 'csw', service: 'https://csw.exemple.fr/c', record: 'a&b', resource: { title: '^L’été <&>$' } },
]

test('a file at hand is found in the folder made of it, whatever its producer’s service speaks', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'icauna-a-portee-'))
  try {
    await writeFile(join(folder, 'l’été.csv'), 'a;b\n1;2\n')
    const sources = FETCHES.map((fetch) =>
      communesSource({ id: fetch.connector, fetch, atHand: { file: 'l’été.csv', title: 'L’été <&>' } }),
    )
    const packed = await packFiles(sources, folder, join(folder, 'paquet'), 2026)
    assert.deepEqual(packed, ['ckan', 'dcat', 'atom', 'opendatasoft', 'opendatasoft', 'dido', 'csw'])
    const network = folderNetwork(join(folder, 'paquet'))
    const ask = asking(patientFetch(network, quickTime(), { say: () => undefined, asked: () => undefined }))
    for (const one of FETCHES) {
      const { url } = await findFile(one, ask, 2026)
      assert.equal((await ask.text(url, 'text/csv')).text, 'a;b\n1;2\n', one.connector)
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('a folder made of files at hand names them from itself: moved, and the files gone, it still answers', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'icauna-deplace-'))
  const packed = join(folder, 'paquet')
  const source = communesSource({ atHand: { file: 'loin.csv' }, fetch: { connector: 'http', url: 'https://a.fr/1' } })
  const near = communesSource({ atHand: { file: 'pres.csv' }, fetch: { connector: 'http', url: 'https://a.fr/2' } })
  try {
    for (const place of ['fichiers', 'paquet/ici']) await mkdir(join(folder, place), { recursive: true })
    await writeFile(join(folder, 'fichiers', 'loin.csv'), 'a\n1\n')
    await writeFile(join(packed, 'ici', 'pres.csv'), 'a\n2\n')
    await packFiles([source, near], folder, packed, 2026)
    const { answers } = JSON.parse(await readFile(join(packed, MANIFEST), 'utf8'))
    assert.deepEqual(
      Object.values<{ file: string }>(answers).map(({ file }) => file),
      ['fichiers/loin.csv', 'ici/pres.csv'],
    )
    await rename(packed, join(folder, 'ailleurs'))
    await rm(join(folder, 'fichiers'), { recursive: true })
    const network = folderNetwork(join(folder, 'ailleurs'))
    const ask = asking(patientFetch(network, quickTime(), { say: () => undefined, asked: () => undefined }))
    for (const [url, text] of [
      ['https://a.fr/1', 'a\n1\n'],
      ['https://a.fr/2', 'a\n2\n'],
    ] as const)
      assert.equal((await ask.text(url, 'text/csv')).text, text)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
