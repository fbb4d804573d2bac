import assert from 'node:assert/strict'
import { test } from 'node:test'
import { communesSource, memoryHarvest } from '../../../test/harvest-office.ts'
import { conflict } from '../../kernel/errors.ts'
import { firstSources } from './first-sources.ts'
import { firstStart } from './first-start.ts'
import { harvestDesk } from './harvest-desk.ts'
import type { Harvested } from './harvest-source.ts'
import type { Network } from './network/network.ts'
import { unknownState } from './ports.ts'
import type { Source } from './source.ts'

const SOURCES = ['une', 'deux', 'trois'].map((id) => communesSource({ id, title: `Source ${id}` }))
const world = (kind: Network['kind'], answers: boolean): Network => ({
  kind,
  async get({ url }) {
    if (!answers) throw new Error('pas de réseau')
    async function* nothing(): AsyncGenerator<Uint8Array> {}
    return { status: 200, url, header: () => null, body: nothing() }
  },
})
const portal = (network: Network) => {
  const store = memoryHarvest()
  const starters = async () => ['trois', 'une', 'inconnue']
  const reachable = async (sources: readonly Source[]) => sources.filter(({ id }) => id === 'deux')
  return { store, ...firstStart({ store, network, sources: async () => SOURCES, starters, reachable }) }
}
const named = (sources: readonly Source[]) => sources.map(({ id }) => id)

test('a new portal is offered the starters in their order, or what its folder holds, until anything was harvested', async () => {
  const onInternet = await portal(world('internet', true)).ask()
  assert.deepEqual(onInternet?.kind === 'ready' && named(onInternet.sources), ['trois', 'une'])
  const { ask, store } = portal(world('folder', false))
  const inFolder = await ask()
  assert.deepEqual(inFolder?.kind === 'ready' && named(inFolder.sources), ['deux'])
  assert.deepEqual(await portal(world('internet', false)).ask(), { kind: 'offline' })

  await store.saveRhythm('une', { everyDays: 7, paused: false })
  assert.ok(await ask(), 'a rhythm is not a harvest')
  await store.saveState({ ...unknownState('une'), failingSince: '2026-11-26T10:00:00Z' })
  assert.equal(await ask(), null)
})

/** What a console says of a first start, and what is harvested. */
const started = async (setting: 'propose' | 'run' | 'off', network: Network) => {
  const harvested: string[] = []
  const said: string[] = []
  let asked = 0
  const desk = harvestDesk({
    async run(sources, { onDone }) {
      for (const { id } of sources) {
        harvested.push(id)
        onDone?.({
          source: id,
          run: { state: id === 'une' ? 'failed' : 'published' },
          filled: [],
        } as unknown as Harvested)
      }
      return []
    },
    onBug: (error) => assert.fail(String(error)),
  })
  const ask = async () => {
    asked += 1
    return portal(network).ask()
  }
  const { propose, begin } = firstSources({
    ...{ setting, ask, desk, room: 'http://localhost/atelier/sources', ofTerritory: 'de l’Yonne' },
  })
  await propose((line) => said.push(line))
  await begin((line) => said.push(line))
  return { harvested, said, asked }
}

test('the console proposes, runs when the setting says so, and says in one line how to do without a network', async () => {
  const proposed = await started('propose', world('internet', true))
  assert.deepEqual([proposed.harvested, proposed.said.length], [[], 1])
  assert.match(proposed.said[0] ?? '', /2.sources pour le portail de l’Yonne, à moissonner d’un clic à http/)

  const run = await started('run', world('internet', true))
  assert.deepEqual(run.harvested, ['trois', 'une'])
  assert.deepEqual(run.said.slice(1), ['  Moisson 1/2 : trois, publié', '  Moisson 2/2 : une, échec'])

  const offline = await started('run', world('internet', false))
  assert.deepEqual([offline.harvested, offline.said.length], [[], 1])
  assert.match(offline.said[0] ?? '', /Pas d’accès à internet.*HARVEST_FOLDER=DOSSIER/)
  assert.ok(!offline.said[0]?.includes('\n'))

  const busy = conflict('Une moisson est déjà en cours.')
  const { propose, begin } = firstSources({
    ...{ setting: 'run', room: '', ofTerritory: '', ask: portal(world('internet', true)).ask },
    desk: {
      start() {
        throw busy
      },
    },
  })
  const said: string[] = []
  await propose(() => undefined)
  await begin((line) => said.push(line))
  assert.deepEqual(said, ['  Une moisson est déjà en cours.'], 'a person who was quicker does not stop the portal')

  assert.deepEqual(await started('off', world('internet', true)), { harvested: [], said: [], asked: 0 })
})
