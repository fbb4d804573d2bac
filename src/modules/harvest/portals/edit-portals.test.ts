import assert from 'node:assert/strict'
import { editor, memoryHarvest } from '../../../../test/harvest-office.ts'
import { make } from '../../../../test/make.ts'
import { csvEntry, memoryKeptPortals, memoryPortals, townPortal } from '../../../../test/memory-portals.ts'
import { prepared } from '../../../../test/prepared.ts'
import { DomainError, invalid } from '../../../kernel/errors.ts'
import type { Person } from '../../access/index.ts'
import { editPortals } from './edit-portals.ts'
import type { FoundCatalogue } from './find-catalogue.ts'
import { followedPortals, localPortals } from './local-portals.ts'
import type { PortalDraft } from './portal-draft.ts'
import { merged } from './read-catalogues.ts'
import { settleEntries } from './settle-entries.ts'

const admin: Person = { ...editor, id: 'administratrice', role: 'administrator' }
const NOW = new Date('2026-11-25T10:00:00Z')
const joigny = make.organisation({ id: 'joigny', slug: 'joigny', name: 'Ville de Joigny', territory: 'commune:89206' })
const TOWN = townPortal()

/** The list of portals, with one that comes with the program; catalogues are found as each test says. */
const office = () => {
  const [kept, store] = [memoryKeptPortals(), memoryPortals()]
  const organisations = [joigny]
  const [asked, trail]: [string[], string[]] = [[], []]
  const found: { answer: (url: URL) => FoundCatalogue } = {
    answer: ({ host }) => ({ catalogue: { kind: 'opendatasoft', host }, titles: ['Bancs'], whole: true }),
  }
  const named = {
    get: async (id: string) => organisations.find((one) => one.id === id),
    list: async () => organisations.map((one) => ({ ...one, datasets: 0 })),
  }
  const known = localPortals({ shipped: async () => [TOWN], kept, organisations: named })
  const settle = settleEntries({
    ...{ store, harvest: memoryHarvest(), datasets: async () => [] },
    portals: async () => (await known()).map(({ portal }) => portal),
    retired: async () => new Set((await known()).flatMap(({ portal, retiredAt }) => (retiredAt ? [portal.id] : []))),
  })
  const edit = editPortals({
    ...{ known, kept, settle, organisations: named, now: () => NOW, home: async () => 'departement:89' },
    find: async (url, kind) => {
      asked.push(`${url.href} ${kind}`)
      return found.answer(url)
    },
    async addOrganisation(_, name) {
      if (name === 'Prise') throw invalid('Ce nom est déjà pris.', [{ pointer: '/name', message: 'pris' }])
      const added = make.organisation({ id: `org-${organisations.length}`, name })
      organisations.push(added)
      return added
    },
    audit: { record: async ({ what, subject }) => void trail.push(`${what} ${subject}`) },
  })
  return { kept, store, organisations, asked, trail, found, known, settle, edit }
}
let desk: ReturnType<typeof office>
const test = prepared(() => {
  desk = office()
})

const draft = (changes: Partial<PortalDraft> = {}): PortalDraft => ({
  ...{ title: 'Données de l’agglomération', address: 'data.agglo.fr', kind: null, organisation: 'joigny' },
  newOrganisation: '',
  ...changes,
})
const wrong = async (doing: Promise<unknown>): Promise<Readonly<Record<string, string>>> => {
  const error = await doing.then(
    () => assert.fail('it is not refused'),
    (refused) => refused,
  )
  assert.ok(error instanceof DomainError && error.fault.kind === 'invalid', String(error))
  return Object.fromEntries(error.fault.issues.map(({ pointer, message }) => [pointer, message]))
}

test('a portal is added once its catalogue was read, under a name that stays, and its act is kept', async () => {
  const id = await desk.edit.add(admin, draft())
  assert.equal(id, 'donnees-de-l-agglomerati')
  const [, added] = await desk.known()
  assert.deepEqual(added?.portal, {
    ...{ id, title: 'Données de l’agglomération', page: 'https://data.agglo.fr/', known: 'read', theme: 'REGI' },
    ...{ catalogue: { kind: 'opendatasoft', host: 'data.agglo.fr' }, producer: joigny, covers: 'commune:89206' },
  })
  const second = await desk.edit.add(admin, draft({ address: 'data.pays.fr' }))
  assert.equal(second, 'donnees-de-l-agglomera-2')
  assert.deepEqual(desk.trail, [`portal.add ${id}`, `portal.add ${second}`])
  assert.deepEqual(
    followedPortals(await desk.known()).map((one) => one.id),
    ['ville', second, id].toSorted((a, b) => (a === 'ville' ? -1 : b === 'ville' ? 1 : a < b ? -1 : 1)),
  )
})

test('only administrators change the list', async () => {
  for (const act of [
    () => desk.edit.attempt(editor, draft()),
    () => desk.edit.add(editor, draft()),
    () => desk.edit.change(editor, 'ville', draft()),
    () => desk.edit.retire(editor, 'ville'),
    () => desk.edit.restore(editor, 'ville'),
  ])
    await assert.rejects(act, /Seul un administrateur/)
  assert.deepEqual([desk.asked, desk.trail], [[], []])
})

test('every mistake is told by its field, before anything is asked of anybody', async () => {
  assert.deepEqual(
    Object.keys(await wrong(desk.edit.add(admin, draft({ title: ' a ', address: 'la ville', organisation: '' })))),
    ['/nom', '/adresse', '/organisation'],
  )
  assert.deepEqual(Object.keys(await wrong(desk.edit.add(admin, draft({ organisation: 'x' })))), ['/organisation'])
  const short = draft({ organisation: '', newOrganisation: 'J' })
  assert.deepEqual(Object.keys(await wrong(desk.edit.add(admin, short))), ['/nouvelle'])
  assert.deepEqual(desk.asked, [])
  desk.found.answer = () => {
    throw invalid('Aucun catalogue n’a été reconnu à cette adresse.')
  }
  assert.match((await wrong(desk.edit.add(admin, draft())))['/adresse'] ?? '', /Aucun catalogue/)
  const taken = draft({ organisation: '', newOrganisation: 'Prise' })
  desk.found.answer = office().found.answer
  assert.match((await wrong(desk.edit.add(admin, taken)))['/nouvelle'] ?? '', /Choisissez-la dans la liste/)
  assert.deepEqual([(await desk.kept.all()).length, desk.organisations.length], [0, 1])
})

test('an organisation that is named is found again, or added', async () => {
  await desk.edit.add(admin, draft({ organisation: '', newOrganisation: ' ville de JOIGNY ' }))
  assert.equal(desk.organisations.length, 1)
  await desk.edit.add(admin, draft({ address: 'data.pays.fr', organisation: '', newOrganisation: 'Pays d’Othe' }))
  assert.deepEqual(
    (await desk.known())
      .map(({ portal }) => [portal.producer.name, portal.covers])
      .slice(1)
      .toSorted(),
    [
      ['Pays d’Othe', 'departement:89'],
      ['Ville de Joigny', 'commune:89206'],
    ],
  )
})

test('a catalogue is not read by two portals', async () => {
  const twin = { ...TOWN.catalogue }
  desk.found.answer = () => ({ catalogue: twin, titles: ['Bancs'], whole: true })
  assert.match((await wrong(desk.edit.add(admin, draft())))['/adresse'] ?? '', /lit déjà ce catalogue/)
  await desk.edit.retire(admin, 'ville')
  assert.match((await wrong(desk.edit.add(admin, draft())))['/adresse'] ?? '', /remettez-le/)
})

test('a change asks the network again only when the address or the kind changes; what ships cannot be changed', async () => {
  const id = await desk.edit.add(admin, draft())
  await desk.edit.change(admin, id, draft({ title: 'Un autre nom', kind: 'opendatasoft' }))
  assert.equal(desk.asked.length, 1)
  await desk.edit.change(admin, id, draft({ title: 'Un autre nom', address: 'https://data.pays.fr' }))
  assert.equal(desk.asked.length, 2)
  const changed = (await desk.known()).find(({ portal }) => portal.id === id)
  assert.deepEqual(changed?.portal.catalogue, { kind: 'opendatasoft', host: 'data.pays.fr' })
  assert.equal(changed?.portal.title, 'Un autre nom')
  await assert.rejects(desk.edit.change(admin, 'ville', draft()), /pas modifié/)
  await assert.rejects(desk.edit.change(admin, 'inconnu', draft()), /n’existe pas/)
})

test('the page of a catalogue that only machines read is that of its site', async () => {
  const address = 'https://geo.agglo.fr/catalogue.ttl'
  desk.found.answer = () => ({ catalogue: { kind: 'dcat', address }, titles: ['Bancs'], whole: true })
  await desk.edit.add(admin, draft({ address }))
  assert.equal((await desk.known())[1]?.portal.page, 'https://geo.agglo.fr/')
})

test('a retired portal proposes nothing, asks nothing, keeps what was taken of it, and comes back as it was', async () => {
  const taken = { producer: 'joigny', licence: 'lov2', by: 'moi', at: '2026-11-25T09:00:00Z' }
  const at = '2026-11-25T09:00:00Z'
  const of = (portal: { id: string }, ...identifiers: string[]) =>
    merged(portal, [], { entries: identifiers.map((identifier) => csvEntry({ identifier })), whole: true }, at).entries
  await desk.store.saveEntries([...of(TOWN, 'arbres'), ...of({ id: 'agglo' }, 'trees')])
  await desk.settle()
  const doubts = async () => (await desk.store.entries('agglo'))[0]?.doubts.length
  assert.equal(await doubts(), 1)
  await desk.edit.retire(admin, 'ville')
  assert.equal(await doubts(), 0)
  assert.deepEqual(followedPortals(await desk.known()), [])
  await assert.rejects(desk.edit.retire(admin, 'ville'), /déjà retiré/)
  await desk.edit.restore(admin, 'ville')
  assert.equal(await doubts(), 1)
  const [arbres] = await desk.store.entries('ville')
  assert.ok(arbres)
  await desk.store.saveEntries([{ ...arbres, taken }])
  await desk.edit.retire(admin, 'ville')
  assert.equal(await doubts(), 1)
  assert.deepEqual(
    (await desk.known()).map(({ portal, retiredAt }) => [portal.id, retiredAt]),
    [['ville', '2026-11-25T10:00:00Z']],
  )
  assert.deepEqual(desk.trail.slice(-1), ['portal.retire ville'])
})
