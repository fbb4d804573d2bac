import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import formbody from '@fastify/formbody'
import fastify, { type FastifyInstance } from 'fastify'
import { editor } from '../../../../test/harvest-office.ts'
import { make } from '../../../../test/make.ts'
import { townPortal } from '../../../../test/memory-portals.ts'
import { DomainError, invalid } from '../../../kernel/errors.ts'
import type { FoundCatalogue } from './find-catalogue.ts'
import type { LocalPortal } from './local-portals.ts'
import type { PortalDraft } from './portal-draft.ts'
import { portalEditPages } from './web-edit.tsx'

const HOSTILE = '"><script>alert(1)</script>'
const site = {
  ...{ name: 'Icauna', territory: 'Yonne', ofTerritory: 'de l’Yonne', territoryId: 'departement:89' },
  publicUrl: 'http://localhost',
  asset: (name: string) => `/assets/${name}`,
}
const agglo = townPortal({ id: 'agglo', title: 'Données de l’agglomération' })
const known: readonly LocalPortal[] = [
  { portal: townPortal(), kept: null, retiredAt: null },
  {
    portal: agglo,
    kept: { ...agglo, address: 'data.agglo.fr', organisation: 'departement-yonne' },
    retiredAt: null,
  },
]
const found: FoundCatalogue = { catalogue: agglo.catalogue, titles: ['a', 'b', 'c', 'd', 'e', HOSTILE], whole: false }
const done: unknown[] = []
const saved = async (draft: PortalDraft, id: string) => {
  if (draft.address === 'non') throw invalid('Non.', [{ pointer: '/adresse', message: 'Aucun catalogue ici.' }])
  done.push(['save', id, draft])
  return id
}

let app: FastifyInstance
before(async () => {
  app = fastify()
  await app.register(formbody)
  app.decorateRequest('person', null)
  app.addHook('onRequest', async (request) => {
    request.person = { ...editor, role: 'administrator' }
  })
  app.setErrorHandler((error, _, reply) => reply.code(error instanceof DomainError ? 409 : 500).send(String(error)))
  await app.register(
    portalEditPages({
      site,
      known: async () => known,
      organisations: { list: async () => [{ ...make.organisation({ id: 'departement-yonne' }), datasets: 0 }] },
      edit: {
        attempt: async () => found,
        add: (_, draft) => saved(draft, 'nouveau-nom'),
        change: (_, id, draft) => saved(draft, id),
        retire: async (_, id) => void done.push(['retire', id]),
        restore: async (_, id) => void done.push(['restore', id]),
      },
      begin: async (id) => void done.push(['begin', id]),
    }),
  )
})
after(() => app.close())

const BASE = '/atelier/sources/portails'
const post = (url: string, body: Readonly<Record<string, string>>) => {
  done.splice(0)
  return app.inject({
    method: 'POST',
    url: `${BASE}${url}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(body).toString(),
  })
}
const TYPED = { adresse: 'data.pays.fr', nom: HOSTILE, organisation: '', nouvelle: 'Pays d’Othe', type: 'ckan' }

test('a portal that is added is read at once, and seen', async () => {
  const answer = await post('/nouveau', TYPED)
  assert.deepEqual([answer.statusCode, answer.headers.location], [303, `${BASE}/nouveau-nom`])
  const draft = {
    title: HOSTILE,
    address: 'data.pays.fr',
    kind: 'ckan',
    organisation: '',
    newOrganisation: 'Pays d’Othe',
  }
  assert.deepEqual(done, [
    ['save', 'nouveau-nom', draft],
    ['begin', 'nouveau-nom'],
  ])
})

test('what is refused comes back as it was typed, as text, with its mistake beside its field', async () => {
  for (const url of ['/nouveau', '/agglo/modifier']) {
    const { statusCode, body } = await post(url, { ...TYPED, adresse: 'non' })
    assert.equal(statusCode, 422)
    assert.match(body, /<title>Erreur – /)
    assert.match(
      body,
      /role="alert"[\s\S]*aria-describedby="adresse-aide adresse-erreur" aria-invalid="true"[\s\S]*Aucun catalogue ici\./,
    )
    assert.match(body, /value="Pays d’Othe"[\s\S]*<details class="plain" open>[\s\S]*<option value="ckan" selected>/)
    assert.match(body, /value="&quot;>&lt;script>/)
    assert.doesNotMatch(body, /<script>alert/)
    assert.deepEqual(done, [])
  }
})

test('a portal that is only tried shows the first datasets of its catalogue, and nothing is kept', async () => {
  const { statusCode, body } = await post('/nouveau', { ...TYPED, acte: 'essayer' })
  assert.equal(statusCode, 200)
  assert.match(
    body,
    /role="status"[\s\S]*portail CKAN, au moins 6\u00A0jeux, dont\s:[\s\S]*<li>e<\/li>[\s\S]*Rien n’est encore enregistré/,
  )
  assert.doesNotMatch(body, /<script>alert|<title>Erreur/)
  assert.match(body, /value="data\.pays\.fr"/)
  assert.deepEqual(done, [])
})

test('the form of a portal shows what was given when it was added; what ships has none', async () => {
  const { body } = await app.inject({ url: `${BASE}/agglo/modifier` })
  assert.match(
    body,
    /value="data\.agglo\.fr"[\s\S]*value="Données de l’agglomération"[\s\S]*<option value="departement-yonne" selected>/,
  )
  const answer = await post('/agglo/modifier', { ...TYPED, type: 'autre chose' })
  assert.deepEqual([answer.statusCode, answer.headers.location], [303, `${BASE}/agglo`])
  assert.equal((done as [string, string, PortalDraft][])[0]?.[2].kind, null)
  assert.match((await app.inject({ url: `${BASE}/ville/modifier` })).body, /pas modifié/)
  assert.match((await app.inject({ url: `${BASE}/inconnu/modifier` })).body, /n’existe pas/)
})

test('retiring and restoring lead back to where they are seen', async () => {
  assert.equal((await post('/agglo/retirer', {})).headers.location, BASE)
  assert.deepEqual(done, [['retire', 'agglo']])
  assert.equal((await post('/agglo/remettre', {})).headers.location, `${BASE}/agglo`)
  assert.deepEqual(done, [['restore', 'agglo']])
})
