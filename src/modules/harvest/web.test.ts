import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import formbody from '@fastify/formbody'
import fastify, { type FastifyInstance } from 'fastify'
import { communesSource, editor, memoryHarvest } from '../../../test/harvest-office.ts'
import { make } from '../../../test/make.ts'
import { moveOf } from '../../../test/preflight.ts'
import { DomainError } from '../../kernel/errors.ts'
import type { Person } from '../access/index.ts'
import { decideProposal } from './decide-proposal.ts'
import type { FedDataset } from './fed-dataset.ts'
import type { StartProposal } from './first-start.ts'
import { harvestDesk } from './harvest-desk.ts'
import type { HarvestOptions } from './harvest-source.ts'
import { progressAnywhere } from './tell-progress.ts'
import { harvestPages } from './web.tsx'

const now = () => new Date('2026-11-25T10:00:00Z')
const source = communesSource({
  title: 'Revenus <script>alert(1)</script>',
  leftOut: [{ column: '^ne_le$', what: 'La date de naissance', because: 'Personne n’en a besoin ici.' }],
})
const store = memoryHarvest()
const everyMinutes = 60
const published: string[] = []
const started: { readonly sources: readonly string[]; readonly options: HarvestOptions }[] = []
const contributor: Person = { ...editor, id: 'contributrice', role: 'contributor' }

const audited: string[] = []
const revenues: FedDataset = {
  id: 'revenus-communes',
  title: 'Revenus des communes',
  theme: 'SOCI',
  licence: 'lov2',
  producer: 'INSEE',
  known: make.dataset({ id: 'revenus-communes', slug: 'revenus', status: 'published' }),
  rows: 423,
  indicators: [{ slug: 'niveau-de-vie', name: 'Niveau de vie' }],
}
/** Sources whose file the folder has not. */
const absent = new Set<string>()
/** When the versions that readers see were made: the proposal came between. */
const SHOWN: Readonly<Record<string, string>> = { v1: '2026-11-24T09:00:00Z', v3: '2026-11-25T09:30:00Z' }
let versionId = 'v1'
let begin: StartProposal | null = null
let trouble: string | null = null
/** What a harvest waits for before it ends. */
let held: Promise<unknown> = Promise.resolve()

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
    harvestPages({
      site: {
        name: 'Icauna',
        territory: 'Yonne',
        ofTerritory: 'de l’Yonne',
        territoryId: 'departement:89',
        publicUrl: 'http://localhost',
        asset: (name) => `/assets/${name}`,
      },
      store,
      sources: async () => [source],
      reachable: async (sources) => sources.filter(({ id }) => !absent.has(id)),
      elsewhere: progressAnywhere(store),
      frequencyOf: async () => 'ANNUAL',
      datasets: {
        get: async (id) => (id === 'revenus-communes' ? make.dataset({ id, title: 'Revenus', versionId }) : undefined),
      },
      versions: { get: async (id) => make.version({ id, number: Number(id.slice(1)), createdAt: SHOWN[id] ?? '' }) },
      offline: true,
      trouble: async () => trouble,
      fedBy: async () => new Map([[revenues.id, revenues]]),
      start: {
        known: async () => begin,
        again: async () => {
          begin = { kind: 'ready', sources: [source] }
          return begin
        },
      },
      desk: harvestDesk({
        async run(sources, options) {
          started.push({ sources: sources.map(({ id }) => id), options })
          options.onStep?.(source, 'Réception du fichier.')
          await held
          return []
        },
        onBug: (error) => assert.fail(String(error)),
      }),
      audit: { record: async (entry) => void audited.push(entry.what) },
      schedule: { everyMinutes, next: () => new Date('2026-11-25T10:12:00Z') },
      decide: decideProposal({
        store,
        publish: async (_, __, versionId) => void published.push(versionId),
        audit: { record: async () => undefined },
        now,
      }),
      now,
    }),
  )
  await store.propose({
    id: 'p1',
    source: 'revenus',
    datasetId: 'revenus-communes',
    versionId: 'v2',
    sha256: 'a',
    preflight: {
      rowsBefore: 423,
      rowsAfter: 211,
      rowsAdded: 0,
      rowsRemoved: 212,
      rowsChanged: null,
      columnsAdded: [],
      columnsRemoved: [],
      columnsRenamed: [{ from: 'revenu', to: 'revenu_2026' }],
      columnsRetyped: [],
      columnsMissing: [],
      emptied: [],
      shifted: [{ column: 'revenu', before: 21_000, after: 21 }],
      outOfRange: [],
      places: null,
      edition: null,
      indicators: [moveOf(), moveOf({ slug: 'autre', name: 'Un autre', outcome: 'same' })],
    },
    reasons: [{ kind: 'rows-lost', sentence: 'Le fichier a 212 lignes de moins.', meaning: 'Un fichier coupé.' }],
    state: 'waiting',
    createdAt: '2026-11-25T09:00:00Z',
    decidedBy: null,
    decidedAt: null,
    concludedAt: null,
  })
  await store.saveState({
    source: 'revenus',
    received: {},
    edition: '2025',
    checkedAt: '2026-11-01T09:00:00Z',
    triedAt: '2026-11-01T09:00:00Z',
    changedAt: null,
    failingSince: null,
    failure: null,
    everyDays: null,
    paused: false,
  })
})
after(() => app.close())

const get = async (url: string, who = 'editor') => app.inject({ url, headers: { who } })
const post = async (url: string, body: Readonly<Record<string, string>>, who = 'editor') =>
  app.inject({
    method: 'POST',
    url,
    headers: { who, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(body).toString(),
  })

test('only editors follow sources and decide', async () => {
  for (const url of ['/atelier/sources', '/atelier/sources/revenus', '/atelier/sources/decisions/p1'])
    assert.equal((await get(url, 'contributor')).statusCode, 403, url)
  for (const url of [
    '/atelier/sources',
    '/atelier/sources/premieres',
    '/atelier/sources/revenus/moissonner',
    '/atelier/sources/revenus/rythme',
  ])
    assert.equal((await post(url, {}, 'contributor')).statusCode, 403, url)
  assert.equal((await post('/atelier/sources/decisions/p1', { decision: 'accepter' }, 'contributor')).statusCode, 403)
  assert.deepEqual([published, started], [[], []])
})

test('the watch room tells first what waits, and a hostile title is text', async () => {
  const { body } = await get('/atelier/sources')
  assert.match(body, /À décider[\s\S]*Le fichier a 212 lignes de moins\./)
  assert.match(body, /attend une décision/)
  assert.doesNotMatch(body, /<script>alert/)
  assert.match(body, /toutes les heures[\s\S]*Prochaine vérification dans 12.minutes\./)
})

test('sources are found by state, by theme and by words, and each leads to what it feeds', async () => {
  const found = async (query: string) =>
    /href="\/atelier\/sources\/revenus"/.test((await get(`/atelier/sources?${query}`)).body)
  for (const query of ['', 'etat=waiting', 'theme=SOCI', 'mots=insee+revenus', 'etat=tout-va-bien'])
    assert.ok(await found(query), query)
  for (const query of ['etat=fresh', 'theme=AGRI', 'mots=sangliers']) assert.ok(!(await found(query)), query)
  const { body } = await get('/atelier/sources')
  assert.match(body, /href="\/donnees\/revenus"[\s\S]*423.lignes[\s\S]*sources\/revenus#indicateurs/)
  const page = (await get('/atelier/sources/revenus')).body
  assert.match(page, /href="\/indicateurs\/niveau-de-vie"/)
  assert.match(page, /Thème<\/dt><dd>Population et société<\/dd>[\s\S]*Licence<\/dt><dd>Licence Ouverte/)
  assert.match(page, /Laissé de côté[\s\S]*La date de naissance.:.Personne n’en a besoin ici\./)
})

test('without a network, the room tells how to bring a folder; with one, what to begin with', async () => {
  assert.doesNotMatch((await get('/atelier/sources')).body, /Vos premières données/)
  begin = { kind: 'offline' }
  assert.match((await get('/atelier/sources')).body, /n’a pas accès à internet[\s\S]*HARVEST_FOLDER=DOSSIER/)
  assert.equal((await post('/atelier/sources/premieres', {})).statusCode, 303)
  assert.deepEqual(started.splice(0)[0]?.sources, ['revenus'])
  assert.match((await get('/atelier/sources')).body, /Moissonner ces 1.source/)
  begin = null
})

test('a folder that cannot be read is told at the head of the room, as text', async () => {
  assert.match((await get('/atelier/sources')).body, /Le portail lit un dossier/)
  trouble = 'Le dossier « <b> » ne se lit pas.'
  const { body } = await get('/atelier/sources')
  assert.match(body, /role="alert"[\s\S]*Le dossier «.&lt;b(>|&gt;).» ne se lit pas\. Rien ne peut être moissonné/)
  assert.doesNotMatch(body, /Le portail lit un dossier/)
  trouble = null
})

test('while a harvest goes on, its progress is shown and no other begins', async () => {
  let release = () => {}
  held = new Promise<void>((done) => {
    release = done
  })
  await post('/atelier/sources/revenus/moissonner', {})
  const { body } = await get('/atelier/sources')
  assert.match(body, /<progress max="1" value="0"/)
  assert.match(body, /Réception du fichier/)
  assert.doesNotMatch(body, /action="\/atelier\/sources\/revenus\/moissonner"/)
  assert.notEqual((await post('/atelier/sources/revenus/moissonner', {})).statusCode, 303)
  release()
  await held
  await new Promise(setImmediate)
  assert.doesNotMatch((await get('/atelier/sources')).body, /<progress/)
  started.length = 0
})

test('a harvest that a command does beside the portal is shown too', async () => {
  const progress = { done: 3, total: 9, failed: 1, title: 'Loyers', sentence: 'Lecture et comparaison' }
  await store.tellProgress('commande', progress, now())
  const { body } = await get('/atelier/sources')
  assert.match(body, /<progress max="9" value="3"[\s\S]*«.Loyers.»\. Lecture et comparaison/)
  assert.match((await get('/atelier/sources/revenus')).body, /<progress max="9"/)
  await store.endProgress('commande')
  assert.doesNotMatch((await get('/atelier/sources')).body, /<progress/)
})

test('a source whose file the folder has not is neither late nor due: it is said absent', async () => {
  const state = await store.state('revenus')
  assert.ok(state)
  const [waiting] = await store.waiting()
  await store.withdraw('revenus-communes', now())
  await store.saveState({ ...state, checkedAt: '2020-01-01T09:00:00Z', changedAt: '2020-01-01T09:00:00Z' })
  assert.match((await get('/atelier/sources')).body, /en retard[\s\S]*Moissonner la source à vérifier/)
  absent.add('revenus')
  const { body } = await get('/atelier/sources')
  assert.doesNotMatch(body, /en retard|à vérifier|attendue/)
  assert.match(body, /absente du dossier[\s\S]*Absentes du dossier[\s\S]*n’a pas son fichier/)
  assert.match((await get('/atelier/sources/revenus')).body, /aucun, le dossier n’a pas son fichier/)
  await post('/atelier/sources', {})
  assert.deepEqual(started, [], 'nothing is asked of a folder that has nothing')
  assert.doesNotMatch(body, /action="\/atelier\/sources\/revenus\/moissonner"/)
  absent.clear()
  await store.saveState(state)
  if (waiting) await store.propose(waiting)
})

test('a source can be harvested, tried, slowed down and paused', async () => {
  assert.equal((await get('/atelier/sources/inconnue')).statusCode, 404)
  assert.equal((await post('/atelier/sources/revenus/moissonner', { essai: 'oui' })).statusCode, 303)
  assert.deepEqual(
    [started[0]?.sources, started[0]?.options.dry, started[0]?.options.person.id],
    [['revenus'], true, 'editrice'],
  )
  await post('/atelier/sources/revenus/rythme', { jours: '14' })
  assert.deepEqual([(await store.state('revenus'))?.everyDays, (await store.state('revenus'))?.edition], [14, '2025'])
  assert.deepEqual(audited, ['source.rhythm'])
  await post('/atelier/sources/revenus/rythme', { jours: 'pause' })
  assert.equal((await store.state('revenus'))?.paused, true)
  assert.match((await get('/atelier/sources/revenus')).body, /en pause/)
  await post('/atelier/sources/revenus/rythme', { jours: '-4' })
  assert.deepEqual([(await store.state('revenus'))?.everyDays, (await store.state('revenus'))?.paused], [null, false])
})

test('one page tells what surprises and what would change; its two buttons decide once', async () => {
  const { body } = await get('/atelier/sources/decisions/p1')
  for (const words of [
    /publier cette édition/,
    /Un fichier coupé/,
    /revenu → revenu_2026/,
    /21.000/,
    /Garder l’édition d’avant/,
    /21.400.€ en 2022 → 21.900.€ en 2023/,
    /Joigny, 20.100.€ → 21.000.€/,
    /1.indicateur qui se calcule avec ce jeu reste le même/,
  ])
    assert.match(body, words)
  assert.equal((await post('/atelier/sources/decisions/p1', { decision: 'peut-être' })).statusCode, 422)
  assert.deepEqual(published, [])
  const seen = /name="version" value="([^"]*)"/.exec(body)?.[1] ?? ''
  assert.doesNotMatch(body, /un autre fichier a été mis en ligne/)
  versionId = 'v3'
  const moved = await post('/atelier/sources/decisions/p1', { decision: 'accepter', version: seen })
  assert.equal(moved.statusCode, 422)
  assert.match(moved.body, /Rien n’a été publié[\s\S]*un autre fichier a été mis en ligne.: la version 3, du/)
  assert.equal((await post('/atelier/sources/decisions/p1', { decision: 'accepter' })).statusCode, 422)
  assert.deepEqual(published, [])
  versionId = 'v1'
  assert.equal((await post('/atelier/sources/decisions/p1', { decision: 'accepter', version: seen })).statusCode, 303)
  assert.deepEqual(published, ['v2'])
  const again = await post('/atelier/sources/decisions/p1', { decision: 'accepter', version: seen })
  assert.equal(again.statusCode, 422)
  assert.match(again.body, /Quelqu’un a déjà décidé/)
  assert.doesNotMatch(again.body, /Publier quand même/)
  assert.deepEqual(published, ['v2'])
})
