import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import formbody from '@fastify/formbody'
import fastify, { type FastifyInstance } from 'fastify'
import { editor } from '../../../../test/harvest-office.ts'
import { make } from '../../../../test/make.ts'
import { csvEntry, memoryPortals, townPortal } from '../../../../test/memory-portals.ts'
import { conflict, DomainError } from '../../../kernel/errors.ts'
import type { Person } from '../../access/index.ts'
import type { KnownEntry } from './ports.ts'
import { merged } from './read-catalogues.ts'
import { portalsPages } from './web.tsx'

const HOSTILE = 'Jeu <script>alert(1)</script> "\'><img src=x onerror=alert(1)>'
const store = memoryPortals()
const contributor: Person = { ...editor, id: 'contributrice', role: 'contributor' }
const asked: unknown[] = []
const portal = townPortal()
const entries = merged(
  portal,
  [],
  {
    entries: [
      csvEntry({ identifier: 'a', title: HOSTILE, publisher: '<b>Ville</b>', page: 'https://mal.fr/' }),
      csvEntry({ identifier: 'b', title: 'Bancs publics', licence: 'cc-by' }),
      csvEntry({ identifier: 'c', title: 'Carte en image', distributions: [] }),
      csvEntry({ identifier: 'd', title: 'Subventions' }),
      csvEntry({ identifier: 'e', title: 'Menus des cantines' }),
      csvEntry({ identifier: 'f', title: 'Défibrillateurs' }),
    ],
    whole: true,
  },
  '2026-11-25T09:00:00Z',
).entries as KnownEntry[]
const [hostile, , , doubtful, linked, gone] = entries as [
  KnownEntry,
  KnownEntry,
  KnownEntry,
  KnownEntry,
  KnownEntry,
  KnownEntry,
]

const OURS: Readonly<Record<string, ReturnType<typeof make.dataset>>> = {
  menus: make.dataset({ id: 'menus', title: 'Nos menus' }),
  x: make.dataset({ id: 'x', title: 'Nos subventions', description: 'Ce qui est versé.' }),
}
let retiredAt: string | null = null
const unasked = () => assert.fail('the list of portals is not changed')
let app: FastifyInstance
before(async () => {
  app = fastify()
  await app.register(formbody)
  app.decorateRequest('person', null)
  app.addHook('onRequest', async (request) => {
    request.person = request.headers.who === 'contributor' ? contributor : editor
  })
  app.setErrorHandler((error, _, reply) =>
    reply.code(error instanceof DomainError && error.fault.kind === 'forbidden' ? 403 : 404).send(String(error)),
  )
  await app.register(
    portalsPages({
      site: {
        ...{ name: 'Icauna', territory: 'Yonne', ofTerritory: 'de l’Yonne', territoryId: 'departement:89' },
        publicUrl: 'http://localhost',
        asset: (name) => `/assets/${name}`,
      },
      known: async () => [{ portal, kept: null, retiredAt }],
      edit: { attempt: unasked, add: unasked, change: unasked, retire: unasked, restore: unasked },
      store,
      organisations: { list: async () => [{ ...make.organisation(), datasets: 0 }] },
      datasets: { get: async (id) => OURS[id] },
      read: async (portals) => {
        asked.push(['read', portals.map(({ id }) => id)])
        return []
      },
      take: async (_, id, names, choice) => {
        if (names.includes(doubtful.name)) throw conflict('Dites d’abord si c’est le même.')
        asked.push(['take', id, names, choice])
        return []
      },
      decide: async (_, name, other, same) => {
        asked.push(['decide', name, other, same])
        return doubtful
      },
      reconsider: async (_, name, other) => void asked.push(['reconsider', name, other]),
      onBug: (error) => assert.fail(String(error)),
      now: () => new Date('2026-11-25T10:00:00Z'),
    }),
  )
  const doubt = { other: 'jeu:x', title: HOSTILE, href: '/atelier/jeux/x', reasons: ['Les deux ont le même titre.'] }
  await store.saveEntries(entries)
  await store.saveEntries([
    { ...doubtful, doubts: [doubt] },
    { ...linked, linkedTo: 'menus', because: ['Les deux fichiers sont les mêmes, octet par octet.'] },
    { ...gone, vanishedAt: '2026-11-25T10:00:00Z' },
  ])
})
after(() => app.close())

const BASE = '/atelier/sources/portails'
const get = async (url: string, who = 'editor') => app.inject({ url, headers: { who } })
const post = async (url: string, body: Readonly<Record<string, string>>, who = 'editor') =>
  app.inject({
    method: 'POST',
    url,
    headers: { who, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(body).toString(),
  })

test('only editors follow portals, take and decide', async () => {
  for (const url of [BASE, `${BASE}/ville`, `${BASE}/ville/${hostile.name}`])
    assert.equal((await get(url, 'contributor')).statusCode, 403, url)
  for (const act of ['', '/ville/lire', '/ville/reprendre', `/ville/${hostile.name}/reprendre`])
    assert.equal((await post(`${BASE}${act}`, {}, 'contributor')).statusCode, 403, act)
  assert.equal(
    (await post(`${BASE}/ville/${doubtful.name}/reconnaitre`, { mot: 'meme' }, 'contributor')).statusCode,
    403,
  )
  assert.deepEqual(asked, [])
})

test('hostile words of a catalogue are text, and lead to nobody else’s machine', async () => {
  for (const url of [`${BASE}/ville?vue=proposes`, `${BASE}/ville/${hostile.name}`, `${BASE}/ville/${doubtful.name}`]) {
    const { body, statusCode } = await get(url)
    assert.equal(statusCode, 200)
    assert.match(body, /&lt;script>alert|&lt;script&gt;alert/)
    assert.doesNotMatch(body, /<script>alert|<img src=x|mal\.fr|<b>Ville/)
  }
})

test('a page tells what waits first; only what can be taken has a box', async () => {
  assert.match((await get(BASE)).body, /1\u00A0décision à prendre/)
  const first = (await get(`${BASE}/ville`)).body
  assert.match(first, /aria-current="page">\s*À décider \(1\)/)
  const { body } = await get(`${BASE}/ville?vue=proposes`)
  assert.equal(body.match(/type="checkbox"/g)?.length, 1)
  assert.match(body, /licence inconnue\s: à choisir[\s\S]*aucun fichier qui se lise/)
  assert.doesNotMatch(body, /Défibrillateurs/)
  assert.match((await get(`${BASE}/ville?vue=changes`)).body, /Défibrillateurs[\s\S]*disparu le 25/)
  assert.match((await get(`${BASE}/ville/${linked.name}`)).body, /déjà ici[\s\S]*Nos menus/)
  assert.equal((await get(`${BASE}/inconnu`)).statusCode, 404)
  assert.equal((await get(`${BASE}/ville/inconnu`)).statusCode, 404)
})

test('boxes ticked are taken; one entry is taken with its producer and its licence; a refusal is told', async () => {
  asked.length = 0
  assert.equal((await post(`${BASE}/ville/reprendre`, { [`jeu-${hostile.name}`]: 'oui' })).statusCode, 303)
  const choice = { licence: 'odc-odbl', producteur: 'departement-yonne' }
  assert.equal((await post(`${BASE}/ville/${hostile.name}/reprendre`, choice)).statusCode, 303)
  assert.deepEqual(asked, [
    ['take', 'ville', [hostile.name], undefined],
    ['take', 'ville', [hostile.name], { licence: 'odc-odbl', producer: 'departement-yonne' }],
  ])
  const refused = await post(`${BASE}/ville/${doubtful.name}/reprendre`, {})
  assert.deepEqual([refused.statusCode, /Dites d’abord/.test(refused.body)], [422, true])
})

test('one question, two buttons; another word is refused', async () => {
  asked.length = 0
  const { body } = await get(`${BASE}/ville/${doubtful.name}`)
  assert.match(body, /C’est le même[\s\S]*Ce sont deux jeux/)
  assert.match(body, /Côte à côte[\s\S]*Description[\s\S]*<td>pas dit<\/td><td>Ce qui est versé\.<\/td>/)
  const url = `${BASE}/ville/${doubtful.name}/reconnaitre`
  assert.equal((await post(url, { autre: 'jeu:x', mot: 'peut-être' })).statusCode, 422)
  assert.equal((await post(url, { autre: 'jeu:x', mot: 'deux' })).statusCode, 303)
  assert.equal((await post(url, { autre: 'jeu:x', mot: 'meme' })).statusCode, 303)
  assert.deepEqual(asked, [
    ['decide', doubtful.name, 'jeu:x', false],
    ['decide', doubtful.name, 'jeu:x', true],
  ])
})

test('an answer is told, and may be taken back', async () => {
  asked.length = 0
  await store.saveWord({ one: `origine:${hostile.name}`, other: 'jeu:menus', same: false }, 'moi', new Date())
  const { body } = await get(`${BASE}/ville/${hostile.name}`)
  assert.match(body, /ce n’est pas le même jeu que «\sNos menus\s»[\s\S]*Revenir sur cette réponse/)
  const taken = { autre: 'jeu:menus', mot: 'revoir' }
  assert.equal((await post(`${BASE}/ville/${hostile.name}/reconnaitre`, taken)).statusCode, 303)
  assert.deepEqual(asked, [['reconsider', hostile.name, 'jeu:menus']])
})

test('catalogues are read when asked: one, or all', async () => {
  asked.length = 0
  assert.equal((await post(`${BASE}/ville/lire`, {})).statusCode, 303)
  assert.equal((await post(BASE, {})).statusCode, 303)
  assert.deepEqual(asked, [
    ['read', ['ville']],
    ['read', ['ville']],
  ])
})

test('a retired portal proposes nothing, is not read, and shows what is left of it', async () => {
  retiredAt = '2026-11-25T10:00:00Z'
  try {
    assert.match((await get(BASE)).body, /Aucun portail n’est suivi[\s\S]*Portails retirés[\s\S]*Données de la ville/)
    const { body } = await get(`${BASE}/ville?vue=proposes`)
    assert.match(body, /retiré depuis le 25[\s\S]*aria-current="page">\s*Repris \(0\)[\s\S]*Déjà ici \(1\)/)
    assert.doesNotMatch(body, /Lire le catalogue|Proposés|À décider|Remettre ce portail/)
    assert.match((await post(`${BASE}/ville/lire`, {})).body, /remettez-le/)
    assert.match((await get(`${BASE}/ville/${doubtful.name}`)).body, /remettez-le/)
    assert.equal((await get(`${BASE}/ville/${linked.name}`)).statusCode, 200)
  } finally {
    retiredAt = null
  }
})
