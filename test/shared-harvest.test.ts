import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { folderNetwork, MANIFEST } from '../src/modules/harvest/network/folder-network.disk.ts'
import { packFiles } from '../src/modules/harvest/pack-files.disk.ts'
import { shippedSources } from '../src/modules/harvest/shipped-sources.disk.ts'
import { withinReach } from '../src/modules/harvest/within-reach.ts'
import { harvestOffice } from './harvest-office.ts'
import { quickTime } from './replay-server.ts'
import { sharedFolder } from './shared.ts'

const data = join(sharedFolder(), 'data')
const skip = existsSync(data) ? false : `${data} is not there`
const YONNE = { departement: '89', departement3: '089', region: '27', nom: 'Yonne', deNom: 'de l’Yonne' }
const NIEVRE = { departement: '58', departement3: '058', region: '27', nom: 'Nièvre', deNom: 'de la Nièvre' }

/** The communes of a département in the table of populations. */
const communesOf = (wanted: string, lines: readonly string[]) =>
  lines.flatMap((line) => {
    const [, , departement, , , , code = '', name = ''] = line.split(';')
    return departement === wanted ? [{ code, name }] : []
  })

test('the same folder serves another département, whose communes are all there', { skip }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'icauna-nievre-'))
  const sources = await shippedSources(NIEVRE)
  const packed = await packFiles(sources, data, folder, 2026)
  assert.deepEqual(packed, await packFiles(await shippedSources(YONNE), data, join(folder, 'yonne'), 2026))
  const text = readFileSync(join(data, 'referentiels', 'populations_legales_communes_2023.csv'), 'utf8')
  const home = communesOf('58', text.split('\r\n'))
  assert.ok(home.length > 300)
  const { run, store, close } = await harvestOffice(home)
  try {
    const populations = sources.filter(({ id }) => id === 'insee-populations-communes')
    const [done] = await run(populations, { network: folderNetwork(folder) })
    assert.deepEqual([done?.run.state, await store.waiting()], ['published', []])
  } finally {
    await close()
    await rm(folder, { recursive: true, force: true })
  }
})

test('real files pass through the real connectors, and half of one is stopped', { skip }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'icauna-paquet-'))
  const sources = await shippedSources(YONNE)
  const packed = await packFiles(sources, data, folder, 2026)
  assert.ok(packed.length >= 12, packed.join(', '))
  const network = folderNetwork(folder)
  const reached = await withinReach(network, quickTime())(sources)
  assert.deepEqual(
    reached.map(({ id }) => id),
    packed,
  )

  const populations = sources.filter(({ id }) => id === 'insee-populations-communes')
  const file = join(data, 'referentiels', 'populations_legales_communes_2023.csv')
  const lines = readFileSync(file, 'utf8').split('\r\n')
  const home = communesOf('89', lines)
  const { run, datasets, versions, store, close } = await harvestOffice(home)
  try {
    const [first] = await run(populations, { network })
    assert.equal(first?.run.state, 'published', JSON.stringify(first?.run.log))
    const shown = datasets.get('populations-communes')?.versionId ?? ''
    assert.equal(versions.get(shown)?.rowCount, 34_900)

    const [url = ''] = Object.keys(JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')).answers).filter((one) =>
      one.endsWith('donnees_communes.csv'),
    )
    await writeFile(join(folder, 'moitie.csv'), lines.slice(0, lines.length / 2).join('\r\n'))
    await writeFile(join(folder, MANIFEST), JSON.stringify({ answers: { [url]: { file: 'moitie.csv' } } }))
    const [half] = await run(populations, { network })
    assert.equal(half?.run.state, 'waiting')
    assert.equal(datasets.get('populations-communes')?.versionId, shown)
    const [proposal] = await store.waiting()
    assert.match(proposal?.reasons.map(({ sentence }) => sentence).join(' ') ?? '', /du territoire, sur 423/)
  } finally {
    await close()
    await rm(folder, { recursive: true, force: true })
  }
})
