import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { editor, harvestOffice, memoryHarvest } from '../../../../test/harvest-office.ts'
import { make } from '../../../../test/make.ts'
import { csvEntry, memoryPortals, townPortal } from '../../../../test/memory-portals.ts'
import { prepared } from '../../../../test/prepared.ts'
import { quickTime, type Replay, replayServer } from '../../../../test/replay-server.ts'
import type { Dataset, Organisation } from '../../catalog/index.ts'
import { decideLikeness, reconsiderLikeness } from './decide-likeness.ts'
import { sourceOf } from './entry-source.ts'
import type { KnownDataset, KnownEntry } from './ports.ts'
import { merged, readCatalogues } from './read-catalogues.ts'
import { settledEntries, settleEntries } from './settle-entries.ts'
import { takeEntries } from './take-entries.ts'

let replay: Replay
before(async () => {
  replay = await replayServer()
})
after(() => replay.close())

const TOWN = townPortal()
const AGGLO = townPortal({
  ...{ id: 'agglo', title: 'Données de l’agglomération', page: 'https://data.agglo.fr/' },
  catalogue: { kind: 'ckan', portal: 'https://data.agglo.fr' },
})
const PORTALS = [TOWN, AGGLO]
const at = (portal: string) =>
  `https://data.${portal}.fr/api/3/action/package_search?rows=100&start=0&sort=metadata_created+asc`
const item = (id: string, more: object = {}) => ({
  ...{ id, name: id, title: `Liste des ${id}`, notes: 'Une liste.', license_id: 'lov2' },
  organization: { title: 'Ville de Joigny' },
  resources: [{ name: 'Fichier', format: 'csv', url: `https://data.ville.fr/${id}.csv` }],
  ...more,
})
const serve = (portal: string, ...results: readonly object[]) =>
  replay.answer(at(portal), JSON.stringify({ success: true, result: { count: results.length, results } }))

const ours = (changes: Partial<KnownDataset> = {}): KnownDataset => ({
  ...{ id: 'subventions', slug: 'subventions', title: 'Subventions', published: true, producer: null },
  ...{ sourceUrl: null, sha256: null, columns: [] },
  ...changes,
})

/** The whole office of portals, in memory. */
const office = () => {
  const store = memoryPortals()
  const harvest = memoryHarvest()
  const datasets: KnownDataset[] = []
  const records = new Map<string, Dataset>()
  const organisations: Organisation[] = [make.organisation()]
  const archived: string[] = []
  const bugs: unknown[] = []
  const time = quickTime()
  const portals = async () => PORTALS
  const settle = settleEntries({
    portals,
    retired: async () => new Set(),
    store,
    harvest,
    datasets: async () => datasets,
  })
  const audit = { record: async () => undefined }
  return {
    ...{ store, harvest, datasets, records, organisations, archived, bugs, settle },
    read: readCatalogues({
      ...{ network: replay.network, time, store, settle, now: time.now },
      onBug: (error) => bugs.push(error),
    }),
    take: takeEntries({
      ...{ portals, store, settle, audit, now: time.now },
      datasets: { get: async (id) => records.get(id) },
      organisations: {
        get: async (id) => organisations.find((one) => one.id === id),
        list: async () => organisations.map((one) => ({ ...one, datasets: 0 })),
      },
      async addOrganisation(_, name) {
        const added = make.organisation({ id: `org-${organisations.length}`, name })
        organisations.push(added)
        return added
      },
    }),
    decide: decideLikeness({
      ...{ store, harvest, settle, audit, now: time.now },
      datasets: { get: async (id) => records.get(id) },
      async archive(_, id) {
        archived.push(id)
        const i = datasets.findIndex((one) => one.id === id)
        if (i >= 0) datasets.splice(i, 1)
        return make.dataset({ id, status: 'archived' })
      },
    }),
    reconsider: reconsiderLikeness({ store, settle, audit, now: time.now }),
    named: async (title: string): Promise<KnownEntry> => {
      const found = (await store.entries()).find(({ entry }) => entry.title === title)
      assert.ok(found, title)
      return found
    },
  }
}
let desk: ReturnType<typeof office>
const test = prepared(() => {
  desk = office()
})

test('what arrives is proposed; what changes and what vanishes is told; nothing is lost', async () => {
  serve('ville', item('arbres'), item('bancs'))
  assert.deepEqual(
    (await desk.read([TOWN])).map(({ arrived, vanished }) => [arrived, vanished]),
    [[2, 0]],
  )
  serve('ville', item('arbres', { license_id: 'odc-odbl' }))
  const [told] = await desk.read([TOWN])
  assert.deepEqual([told?.arrived, told?.changed, told?.vanished], [0, 1, 1])
  assert.match((await desk.named('Liste des arbres')).changes.join(), /licence était « lov2 »/)
  assert.ok((await desk.named('Liste des bancs')).vanishedAt)
  serve('ville', item('arbres', { license_id: 'odc-odbl' }), item('bancs'))
  await desk.read([TOWN])
  assert.equal((await desk.named('Liste des bancs')).vanishedAt, null)
})

test('a catalogue that fails, or comes back empty, leaves what was known of it, and stops no other', async () => {
  serve('ville', item('arbres'))
  serve('agglo', item('pistes'))
  await desk.read(PORTALS)
  replay.break(at('ville'), 'text-500')
  const told = await desk.read(PORTALS)
  assert.deepEqual(
    told.map(({ failure }) => failure === null),
    [false, true],
  )
  serve('ville')
  assert.match((await desk.read([TOWN]))[0]?.failure ?? '', /revient vide/)
  const look = (await desk.store.looks()).find(({ portal }) => portal === 'ville')
  assert.ok(look?.failingSince && look.readAt)
  assert.equal((await desk.named('Liste des arbres')).vanishedAt, null)
  assert.deepEqual(desk.bugs, [])
})

test('of a catalogue that was not read to its end, nothing is said to have vanished', () => {
  const known = merged(TOWN, [], { entries: [csvEntry(), csvEntry({ identifier: 'b' })], whole: true }, 'hier').entries
  const partly = merged(TOWN, known, { entries: [csvEntry()], whole: false }, 'ce jour')
  assert.deepEqual([partly.vanished, partly.entries.length], [0, 1])
  assert.equal(merged(TOWN, known, { entries: [csvEntry()], whole: true }, 'ce jour').vanished, 1)
})

test('an entry whose address is the origin of a dataset of ours is linked to it, and cannot be taken', async () => {
  desk.datasets.push(ours({ id: 'nos-arbres', sourceUrl: 'https://data.ville.fr/dataset/arbres' }))
  serve('ville', item('arbres'), item('bancs'))
  await desk.read([TOWN])
  const known = await desk.named('Liste des arbres')
  assert.equal(known.linkedTo, 'nos-arbres')
  assert.match(known.because.join(), /même adresse d’origine/)
  await assert.rejects(desk.take(editor, 'ville', [known.name]), /déjà dans le catalogue/)
})

test('of two portals that tell one dataset, one is taken and the other becomes its other origin', async () => {
  serve('ville', item('arbres'))
  serve(
    'agglo',
    item('a1', { title: 'Arbres', extras: [{ key: 'uri', value: 'https://data.ville.fr/dataset/arbres' }] }),
  )
  await desk.read(PORTALS)
  const one = await desk.named('Liste des arbres')
  assert.deepEqual([one.linkedTo, one.doubts], [null, []])
  await desk.take(editor, 'ville', [one.name])
  assert.equal((await desk.named('Arbres')).linkedTo, one.name)
  assert.equal((await desk.named('Liste des arbres')).linkedTo, null)
})

test('one that resembles waits for a word, which is kept', async () => {
  desk.datasets.push(ours({ id: 'liste', title: 'Liste des arbres', producer: 'Commune de Joigny' }))
  serve('ville', item('arbres'))
  await desk.read([TOWN])
  const known = await desk.named('Liste des arbres')
  assert.deepEqual(
    known.doubts.map(({ other }) => other),
    ['jeu:liste'],
  )
  assert.match(known.doubts[0]?.reasons.join(' ') ?? '', /même titre.*producteurs se ressemblent/)
  await assert.rejects(desk.take(editor, 'ville', [known.name]), /dites d’abord/)
  await desk.decide(editor, known.name, 'jeu:liste', false)
  await assert.rejects(desk.decide(editor, known.name, 'jeu:liste', true), /déjà décidé/)
  await desk.read([TOWN])
  assert.deepEqual((await desk.named('Liste des arbres')).doubts, [])
  await desk.reconsider(editor, known.name, 'jeu:liste')
  assert.equal((await desk.named('Liste des arbres')).doubts.length, 1)
  await assert.rejects(desk.reconsider(editor, known.name, 'jeu:liste'), /déjà été retirée/)
  await desk.decide(editor, known.name, 'jeu:liste', false)
  await desk.take(editor, 'ville', [known.name])
})

test('« the same », said after both were published: what came later is archived, and fills no more', async () => {
  serve('ville', item('arbres'))
  await desk.read([TOWN])
  const { name } = await desk.named('Liste des arbres')
  await desk.take(editor, 'ville', [name])
  desk.records.set(name, make.dataset({ id: name }))
  desk.datasets.push(
    ours({ id: name, title: 'Liste des arbres', producer: 'Ville de Joigny' }),
    ours({ id: 'liste', title: 'La liste des arbres', producer: 'Ville de Joigny' }),
  )
  await desk.settle()
  const known = await desk.named('Liste des arbres')
  assert.deepEqual(
    known.doubts.map(({ other }) => other),
    ['jeu:liste'],
  )
  assert.ok(sourceOf(TOWN, known))
  const after = await desk.decide(editor, name, 'jeu:liste', true)
  assert.deepEqual([desk.archived, after.linkedTo, sourceOf(TOWN, after)], [[name], 'liste', null])
})

test('only an editor takes and decides', async () => {
  const contributor = { ...editor, role: 'contributor' as const }
  await assert.rejects(desk.take(contributor, 'ville', ['x']), /Seul un éditeur/)
  await assert.rejects(desk.decide(contributor, 'x', 'y', true), /Seul un éditeur/)
})

test('taking asks for a licence when none is known, adds the publisher once, and takes all or none', async () => {
  const unknown = { license_id: 'notspecified', organization: { title: 'Commune de Laroche' } }
  serve('ville', item('arbres', { organization: { title: 'Commune de Laroche' } }), item('bancs', unknown))
  await desk.read([TOWN])
  const names = (await desk.store.entries()).map(({ name }) => name)
  await assert.rejects(desk.take(editor, 'ville', names), /licence/)
  await assert.rejects(desk.take(editor, 'ville', names, { licence: 'inventee' }), /licence/)
  await assert.rejects(desk.take(editor, 'ville', names, { licence: 'lov2', producer: 'personne' }), /producteur/)
  assert.deepEqual(
    (await desk.store.entries()).map(({ taken }) => taken),
    [null, null],
  )
  await desk.take(editor, 'ville', names, { licence: 'odc-odbl' })
  assert.deepEqual(
    (await desk.store.entries()).map(({ taken }) => [taken?.licence, taken?.producer]),
    [
      ['lov2', 'org-1'],
      ['odc-odbl', 'org-1'],
    ],
  )
  await assert.rejects(desk.take(editor, 'agglo', names), /n’existe pas/)
})

test('an entry whose name a dataset of others bears is not taken: a source fills only its own', async () => {
  serve('ville', item('arbres'))
  await desk.read([TOWN])
  const { name } = await desk.named('Liste des arbres')
  desk.records.set(name, make.dataset({ id: name }))
  await assert.rejects(desk.take(editor, 'ville', [name]), /ne remplit que ses propres jeux/)
})

test('recognising twice changes nothing', async () => {
  desk.datasets.push(ours({ id: 'liste', title: 'Liste des arbres', producer: 'Ville de Joigny' }))
  serve('ville', item('arbres'), item('bancs'))
  await desk.read([TOWN])
  const once = await desk.store.entries()
  const twice = settledEntries(PORTALS, once, [], desk.datasets, () => null)
  assert.deepEqual(twice, once)
})

test('a taken entry goes the way of all sources, and a file that is here already is not published twice', async () => {
  const all = await harvestOffice([])
  try {
    serve('ville', item('arbres'))
    replay.answer('https://data.ville.fr/arbres.csv', 'nom;age\nChêne;300\nTilleul;200\n')
    await desk.read([TOWN])
    const { name } = await desk.named('Liste des arbres')
    const [known] = await desk.take(editor, 'ville', [name])
    const source = known && sourceOf(TOWN, known)
    assert.ok(source)
    const { network } = replay
    const [held] = await all.run([source], { network, holderOf: async () => ({ title: 'Nos arbres' }) })
    assert.match(held?.filled[0]?.sentence ?? '', /« Nos arbres », octet par octet/)
    assert.equal(all.datasets.size, 0)
    const [done] = await all.run([source], { network })
    assert.deepEqual([done?.run.state, [...all.datasets.keys()]], ['published', [name]])
    const dataset = all.datasets.get(name)
    assert.deepEqual([dataset?.licence, dataset?.sourceUrl], ['lov2', 'https://data.ville.fr/dataset/arbres'])
    // The checksum that the harvest remembers is what recognition needs.
    const received = Object.values((await all.store.state(name))?.received ?? {})[0]?.original.sha256 ?? null
    const twin = ours({ id: 'nos-arbres', title: 'Tout autre titre', sha256: received })
    const [linked] = settledEntries(PORTALS, [known], [], [twin], () => received)
    assert.deepEqual(
      [linked?.linkedTo, linked?.because],
      ['nos-arbres', ['Les deux fichiers sont les mêmes, octet par octet.']],
    )
    // A broken edition is stopped like that of any source.
    replay.answer('https://data.ville.fr/arbres.csv', 'nom;age\nChêne;300\n')
    assert.equal((await all.run([source], { network }))[0]?.run.state, 'waiting')
    assert.deepEqual(all.bugs, [])
  } finally {
    await all.close()
  }
})
