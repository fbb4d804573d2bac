import assert from 'node:assert/strict'
import { test } from 'node:test'
import { communesSource, memoryHarvest } from '../../test/harvest-office.ts'
import { forbidden } from '../kernel/errors.ts'
import { changeRhythm, type HarvestStore, unknownState } from '../modules/harvest/index.ts'
import { type CommandInput, Misuse } from './command.ts'
import { harvestCommands } from './harvest-commands.ts'
import { OPERATOR } from './operator.ts'

const NOW = new Date()
const kept = (store: HarvestStore, source: string) => store.state(source)

/** Types a command about one source, harvested today; what it printed, and its code. */
const typed = async (store: HarvestStore, name: string, words: readonly string[], trouble: string | null = null) => {
  const lines: string[] = []
  const said: string[] = []
  const acts: unknown[] = []
  const audit = { record: async (act: unknown) => void acts.push(act) }
  const harvest = {
    store,
    sources: async () => [communesSource()],
    reachable: async (all: unknown) => all,
    frequencyOf: async () => 'ANNUAL',
    trouble: async () => trouble,
    changeRhythm: changeRhythm({ store, audit, now: () => NOW }),
    run: () => Promise.reject(forbidden('rien ne devait être moissonné')),
  }
  const command = harvestCommands.find((one) => one.name === `harvest ${name}`)
  assert.ok(command)
  const input = {
    ...{ words, options: {}, product: async () => ({ harvest }) as never },
    ...{ say: (text: string) => said.push(text), print: (_: unknown, told: readonly string[]) => lines.push(...told) },
  }
  const code = await command.run(input as unknown as CommandInput)
  return { code, lines, said, acts }
}

test('the rhythm of a source is changed from the machine, and who did is kept', async () => {
  const store = memoryHarvest()
  await store.saveState({ ...unknownState('revenus'), checkedAt: NOW.toISOString() })
  const monthly = await typed(store, 'schedule', ['revenus', '31'])
  assert.match(monthly.lines[0] ?? '', /^revenus : prochain passage le /)
  assert.equal((await kept(store, 'revenus'))?.everyDays, 31)
  assert.match(JSON.stringify(monthly.acts), new RegExp(`"who":"${OPERATOR.id}","what":"source.rhythm"`))
  assert.deepEqual((await typed(store, 'schedule', ['revenus', 'pause'])).lines, ['revenus : aucun passage prévu'])
  assert.equal((await kept(store, 'revenus'))?.paused, true)
  await typed(store, 'schedule', ['revenus', 'habituel'])
  assert.deepEqual([(await kept(store, 'revenus'))?.everyDays, (await kept(store, 'revenus'))?.paused], [null, false])
  for (const word of ['0', '1000', 'souvent'])
    await assert.rejects(typed(store, 'schedule', ['revenus', word]), (error) => error instanceof Misuse, word)
})

test('a source tells since when it fails, and how much was received of it', async () => {
  const store = memoryHarvest()
  const original = { sha256: 'a', name: 'a.csv', bytes: 12_000 }
  const received = { 'https://exemple.fr/a': { etag: null, lastModified: null, original, edition: null } }
  const failing = { failingSince: '2026-11-20T10:00:00Z', failure: 'exemple.fr est en panne.' }
  await store.saveState({ ...unknownState('revenus'), received, ...failing })
  const told = (await typed(store, 'show', ['revenus'])).lines.join('\n').replaceAll(/\s/g, ' ')
  assert.match(told, /12 ko reçus/)
  assert.match(told, /en échec depuis le 20 novembre 2026 : exemple\.fr est en panne\./)
})

test('a source that is up to date tells the age of an edition that is old, in the list and alone', async () => {
  const store = memoryHarvest()
  const edition = String(NOW.getUTCFullYear() - 5)
  await store.saveState({ ...unknownState('revenus'), checkedAt: NOW.toISOString(), edition })
  for (const [name, words] of [
    ['list', []],
    ['show', ['revenus']],
  ] as const) {
    const told = (await typed(store, name, words)).lines.join('\n').replaceAll(/\s/g, ' ')
    assert.match(told, new RegExp(`à jour, édition ${edition}, vieille de 5 ans : la dernière trouvée`), name)
  }
})

test('where the folder cannot be read, one line says so and no source is run', async () => {
  const { code, said } = await typed(memoryHarvest(), 'run', [], 'Le dossier ne se lit pas.')
  assert.deepEqual([code, said], [1, ['Le dossier ne se lit pas.']])
})
