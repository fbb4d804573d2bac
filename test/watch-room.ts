import assert from 'node:assert/strict'
import formbody from '@fastify/formbody'
import fastify from 'fastify'
import { DomainError } from '../src/kernel/errors.ts'
import type { Person } from '../src/modules/access/index.ts'
import { decideProposal } from '../src/modules/harvest/decide-proposal.ts'
import type { FedDataset } from '../src/modules/harvest/fed-dataset.ts'
import type { StartProposal } from '../src/modules/harvest/first-start.ts'
import { harvestDesk } from '../src/modules/harvest/harvest-desk.ts'
import type { HarvestOptions } from '../src/modules/harvest/harvest-source.ts'
import { progressAnywhere } from '../src/modules/harvest/tell-progress.ts'
import { harvestPages } from '../src/modules/harvest/web.tsx'
import { communesSource, editor, memoryHarvest } from './harvest-office.ts'
import { make } from './make.ts'
import { moveOf } from './preflight.ts'

const now = () => new Date('2026-11-25T10:00:00Z')
const source = communesSource({
  title: 'Revenus <script>alert(1)</script>',
  leftOut: [{ column: '^ne_le$', what: 'La date de naissance', because: 'Personne n’en a besoin ici.' }],
})
const contributor: Person = { ...editor, id: 'contributrice', role: 'contributor' }
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
/** When the versions that readers see were made: the proposal came between. */
const SHOWN: Readonly<Record<string, string>> = { v1: '2026-11-24T09:00:00Z', v3: '2026-11-25T09:30:00Z' }

/** The pages where sources are watched, over one source that has a file waiting, and what a test may change around them. */
export const watchRoom = async () => {
  const store = memoryHarvest()
  const published: string[] = []
  const started: { readonly sources: readonly string[]; readonly options: HarvestOptions }[] = []
  const audited: string[] = []
  const given: {
    trouble: string | null
    begin: StartProposal | null
    /** The version of the dataset that readers see. */
    versionId: string
    /** What a harvest waits for before it ends. */
    held: Promise<unknown>
    /** Sources whose file the folder has not. */
    readonly absent: Set<string>
  } = { trouble: null, begin: null, versionId: 'v1', held: Promise.resolve(), absent: new Set() }
  const app = fastify()
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
      site: make.site(),
      store,
      sources: async () => [source],
      reachable: async (sources) => sources.filter(({ id }) => !given.absent.has(id)),
      elsewhere: progressAnywhere(store),
      frequencyOf: async () => 'ANNUAL',
      datasets: {
        get: async (id) =>
          id === 'revenus-communes' ? make.dataset({ id, title: 'Revenus', versionId: given.versionId }) : undefined,
      },
      versions: { get: async (id) => make.version({ id, number: Number(id.slice(1)), createdAt: SHOWN[id] ?? '' }) },
      offline: true,
      trouble: async () => given.trouble,
      fedBy: async () => new Map([[revenues.id, revenues]]),
      start: {
        known: async () => given.begin,
        again: async () => {
          given.begin = { kind: 'ready', sources: [source] }
          return given.begin
        },
      },
      desk: harvestDesk({
        async run(sources, options) {
          started.push({ sources: sources.map(({ id }) => id), options })
          options.onStep?.(source, 'Réception du fichier.')
          await given.held
          return []
        },
        onBug: (error) => assert.fail(String(error)),
      }),
      audit: { record: async (entry) => void audited.push(entry.what) },
      schedule: { everyMinutes: 60, next: () => new Date('2026-11-25T10:12:00Z') },
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
  const get = async (url: string, who = 'editor') => app.inject({ url, headers: { who } })
  const post = async (url: string, body: Readonly<Record<string, string>>, who = 'editor') =>
    app.inject({
      method: 'POST',
      url,
      headers: { who, 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(body).toString(),
    })
  return { get, post, given, store, published, started, audited, now, close: () => app.close() }
}
