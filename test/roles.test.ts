import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import type { InjectOptions } from 'fastify'
import type { Role } from '../src/modules/access/index.ts'
import { cardPrint, type Version } from '../src/modules/catalog/index.ts'
import { entryName } from '../src/modules/harvest/portals/entry-source.ts'
import { make } from './make.ts'
import { csvEntry, townPortal } from './memory-portals.ts'
import { fileForm, form, office } from './office.ts'
import { COMMUNES, definitionOf } from './small-country.ts'

let all: Awaited<ReturnType<typeof office>>
before(async () => {
  all = await office()
})
after(() => all.close())

const card = { title: 'Arbres remarquables', description: 'Les arbres.', producer: 'org-a', licence: 'lov2' }
const EDITORS: readonly Role[] = ['administrator', 'editor']
const DEPOSITORS: readonly Role[] = [...EDITORS, 'contributor']
const EVERYONE: readonly Role[] = [...DEPOSITORS, 'reader']

const PORTALS = '/atelier/sources/portails'
const ENTRY = entryName(townPortal(), csvEntry())
const REJECTS = 'GET /atelier/jeux/:id/versions/:version/rejets.csv'

/** `brouillon` is a draft of the contributor's organisation, `ailleurs` of another, `public` its own, already published. */
const ACTS: readonly (readonly [route: string, url: string, who: readonly Role[], asked?: InjectOptions])[] = [
  ['POST /atelier/mot-de-passe', '/atelier/mot-de-passe', EVERYONE, form({ current: 'non', password: 'non' })],
  ['POST /atelier/personnes', '/atelier/personnes', ['administrator'], form({ name: 'A', email: 'a', role: 'reader' })],
  ['POST /atelier/personnes/:id', '/atelier/personnes/reader', ['administrator'], form({ role: 'reader' })],
  ['POST /atelier/personnes/:id/mot-de-passe', '/atelier/personnes/cible/mot-de-passe', ['administrator']],
  ['POST /atelier/organisations', '/atelier/organisations', EDITORS, form({ id: 'org-b', name: 'Organisation org-b' })],
  ['POST /atelier/deposer', '/atelier/deposer', DEPOSITORS, fileForm('a.csv', 'a\n1\n', { title: 'Un dépôt' })],
  ['POST /atelier/deposer', '/atelier/deposer?jeu=brouillon', DEPOSITORS, fileForm('a.csv', 'a\n1\n')],
  ['POST /atelier/deposer', '/atelier/deposer?jeu=ailleurs', EDITORS, fileForm('a.csv', 'a\n1\n')],
  ['POST /atelier/deposer', '/atelier/deposer?jeu=public', DEPOSITORS, fileForm('a.csv', 'a\n1\n')],
  ['POST /atelier/jeux/:id/publier', '/atelier/jeux/brouillon/publier', EDITORS],
  ['POST /atelier/jeux/:id/archiver', '/atelier/jeux/brouillon/archiver', EDITORS],
  ['POST /atelier/jeux/:id/archiver', '/atelier/jeux/public/archiver', EDITORS],
  ['POST /atelier/jeux/:id/versions/:version', '/atelier/jeux/brouillon/versions/v-brouillon', DEPOSITORS],
  ['POST /atelier/jeux/:id/versions/:version', '/atelier/jeux/ailleurs/versions/v-ailleurs', EDITORS],
  ['POST /atelier/jeux/:id/versions/:version', '/atelier/jeux/public/versions/v-public', EDITORS],
  ['POST /atelier/jeux/:id/relire', '/atelier/jeux/brouillon/relire', DEPOSITORS, form({ encoding: 'utf-8' })],
  ['POST /atelier/jeux/:id/relire', '/atelier/jeux/ailleurs/relire', EDITORS, form({ encoding: 'utf-8' })],
  ['POST /atelier/jeux/:id/relire', '/atelier/jeux/public/relire', DEPOSITORS, form({ encoding: 'utf-8' })],
  ['POST /atelier/jeux/:id/fiche', '/atelier/jeux/brouillon/fiche', DEPOSITORS, form(card)],
  ['POST /atelier/jeux/:id/fiche', '/atelier/jeux/ailleurs/fiche', EDITORS, form(card)],
  ['POST /atelier/jeux/:id/fiche', '/atelier/jeux/public/fiche', EDITORS, form(card)],
  ['POST /atelier/jeux/:id/documents', '/atelier/jeux/brouillon/documents', DEPOSITORS, fileForm('n.pdf', '%PDF')],
  ['POST /atelier/jeux/:id/documents', '/atelier/jeux/ailleurs/documents', EDITORS, fileForm('n.pdf', '%PDF')],
  ['POST /atelier/jeux/:id/documents', '/atelier/jeux/public/documents', EDITORS, fileForm('n.pdf', '%PDF')],
  [
    'POST /atelier/jeux/:id/documents/:document/retirer',
    '/atelier/jeux/brouillon/documents/d-brouillon/retirer',
    DEPOSITORS,
  ],
  ['POST /atelier/jeux/:id/documents/:document/retirer', '/atelier/jeux/public/documents/d-public/retirer', EDITORS],
  ['GET /atelier', '/atelier', EVERYONE],
  ['GET /atelier/mot-de-passe', '/atelier/mot-de-passe', EVERYONE],
  ['GET /atelier/personnes', '/atelier/personnes', ['administrator']],
  ['GET /atelier/journal', '/atelier/journal', ['administrator']],
  ['GET /atelier/organisations', '/atelier/organisations', EDITORS],
  ['GET /atelier/deposer', '/atelier/deposer', DEPOSITORS],
  ['GET /atelier/deposer', '/atelier/deposer?jeu=ailleurs', EDITORS],
  ['GET /atelier/jeux/:id', '/atelier/jeux/brouillon', DEPOSITORS],
  ['GET /atelier/jeux/:id', '/atelier/jeux/ailleurs', EDITORS],
  ['GET /atelier/jeux/:id', '/atelier/jeux/public', DEPOSITORS],
  [REJECTS, '/atelier/jeux/brouillon/versions/v-brouillon/rejets.csv', DEPOSITORS],
  [REJECTS, '/atelier/jeux/ailleurs/versions/v-ailleurs/rejets.csv', EDITORS],
  ['GET /atelier/jeux/:id/fiche', '/atelier/jeux/brouillon/fiche', DEPOSITORS],
  ['GET /atelier/jeux/:id/fiche', '/atelier/jeux/ailleurs/fiche', EDITORS],
  ['GET /atelier/depots/:id', '/atelier/depots/depot', DEPOSITORS],
  ['POST /atelier/depots/:id/relire', '/atelier/depots/depot/relire', DEPOSITORS, form({ decimal: 'x' })],
  ['GET /atelier/indicateurs', '/atelier/indicateurs', EDITORS],
  ['GET /atelier/indicateurs/nouveau', '/atelier/indicateurs/nouveau', EDITORS],
  ['GET /atelier/indicateurs/nouveau', '/atelier/indicateurs/nouveau?jeu=public', EDITORS],
  ['GET /atelier/indicateurs/importer', '/atelier/indicateurs/importer', EDITORS],
  ['GET /atelier/indicateurs/:slug', '/atelier/indicateurs/essai', EDITORS],
  ['GET /atelier/indicateurs/:slug/definition.json', '/atelier/indicateurs/essai/definition.json', EDITORS],
  ['GET /atelier/indicateurs/:slug/modifier', '/atelier/indicateurs/essai/modifier', EDITORS],
  ['GET /atelier/indicateurs/:slug/editions/:number', '/atelier/indicateurs/essai/editions/2', EDITORS],
  ['POST /atelier/indicateurs/reconstruire', '/atelier/indicateurs/reconstruire', EDITORS],
  ['POST /atelier/indicateurs/nouveau', '/atelier/indicateurs/nouveau?jeu=public', EDITORS, form({ name: 'Un' })],
  ['POST /atelier/indicateurs/importer', '/atelier/indicateurs/importer', EDITORS, fileForm('d.json', '{}')],
  ['POST /atelier/indicateurs/:slug/modifier', '/atelier/indicateurs/essai/modifier', EDITORS, form({ json: '{}' })],
  ['POST /atelier/indicateurs/:slug/reconstruire', '/atelier/indicateurs/essai/reconstruire', EDITORS],
  ['POST /atelier/indicateurs/:slug/retirer', '/atelier/indicateurs/essai/retirer', EDITORS],
  ['POST /atelier/indicateurs/:slug/remettre', '/atelier/indicateurs/essai/remettre', EDITORS],
  ['POST /atelier/indicateurs/:slug/editions/:number', '/atelier/indicateurs/essai/editions/1', EDITORS],
  ['GET /atelier/sources/portails', PORTALS, EDITORS],
  ['POST /atelier/sources/portails', PORTALS, EDITORS, form({})],
  ['GET /atelier/sources/portails/:portal', `${PORTALS}/ville`, EDITORS],
  ['POST /atelier/sources/portails/:portal/reprendre', `${PORTALS}/ville/reprendre`, EDITORS, form({})],
  ['GET /atelier/sources/portails/:portal/:jeu', `${PORTALS}/ville/${ENTRY}`, EDITORS],
  ['POST /atelier/sources/portails/:portal/:jeu/reprendre', `${PORTALS}/ville/${ENTRY}/reprendre`, EDITORS, form({})],
  [
    'POST /atelier/sources/portails/:portal/:jeu/reconnaitre',
    `${PORTALS}/ville/${ENTRY}/reconnaitre`,
    EDITORS,
    form({ autre: 'jeu:x', mot: 'deux' }),
  ],
  ['GET /atelier/sources/portails/nouveau', `${PORTALS}/nouveau`, ['administrator']],
  ['POST /atelier/sources/portails/nouveau', `${PORTALS}/nouveau`, ['administrator'], form({ acte: 'essayer' })],
  ['GET /atelier/sources/portails/:portal/modifier', `${PORTALS}/agglo/modifier`, ['administrator']],
  ['POST /atelier/sources/portails/:portal/modifier', `${PORTALS}/agglo/modifier`, ['administrator'], form({})],
  ['POST /atelier/sources/portails/:portal/retirer', `${PORTALS}/agglo/retirer`, ['administrator']],
  ['POST /atelier/sources/portails/:portal/remettre', `${PORTALS}/agglo/remettre`, ['administrator']],
  ['POST /atelier/sources/portails/:portal/lire', `${PORTALS}/ville/lire`, EDITORS, form({})],
]

/** A column of codes of communes, with nothing known of it. */
const CODES: Version['columns'][number] = {
  ...{ name: 'code', label: 'Code', type: 'text', semantic: 'commune', unit: null, filled: 0, distinct: 0 },
  ...{ min: null, max: null, mean: null, quantiles: null, top: [], histogram: [], sample: [] },
}

/** An indicator of two editions, shown. */
const settleIndicator = async () => {
  const { desk, store, editor, give } = all.indicators
  if (!(await store.find('essai')))
    for (const n of [1, 2]) {
      give(COMMUNES.map((code) => ({ code, an: 2022, n })))
      await desk.publish(editor, definitionOf({}), n === 1 ? null : 'essai')
    }
  await store.withdraw('essai', null)
}

/** Everything as it was, whatever the act before did. */
const settle = async () => {
  await settleIndicator()
  for (const [id, producer, status] of [
    ['brouillon', 'org-a', 'draft'],
    ['ailleurs', 'org-b', 'draft'],
    ['public', 'org-a', 'published'],
  ] as const) {
    const text = { title: `Jeu ${id}`, description: 'Des lignes.', slug: `jeu-${id}` }
    await all.datasets.save(make.dataset({ id, producer, ...text, status }))
    const {
      number: _,
      publishedAt: _never,
      ...version
    } = make.version({
      ...{ id: `v-${id}`, datasetId: id, columns: [CODES] },
    })
    if ((await all.versions.ofDataset(id)).length === 0) await all.versions.add(version)
    await all.versions.publish(id, version.id, new Date('2026-11-25T10:00:00Z'))
    const document = { title: 'Notice', name: 'n.pdf', mediaType: 'application/pdf', bytes: 4, sha256: '0'.repeat(64) }
    await all.attachments.remove(`d-${id}`)
    await all.attachments.add({ id: `d-${id}`, datasetId: id, ...document })
  }
  const target = await all.people.get('reader')
  if (target) await all.people.save({ ...target, id: 'cible', email: 'cible@example.org' }, new Date())
  if (!(await all.runs.get('depot')))
    await all.runs.add({
      id: 'depot',
      datasetId: 'brouillon',
      fileName: 'a.csv',
      sha256: '0'.repeat(64),
      actor: 'contributor',
      state: 'queued',
      done: 0,
      doing: '',
      error: null,
      versionId: null,
      createdAt: '2026-11-25T10:00:00Z',
      finishedAt: null,
    })
}
const send = async (role: Role | null, route: string, url: string, asked: InjectOptions = {}) => {
  await settle()
  return all.ask(role, { method: route.startsWith('POST') ? 'POST' : 'GET', url, ...asked })
}

test('every address of the back office says below who may use it', () => {
  const known = new Set(ACTS.map(([route]) => route))
  const registered = all.routes
    .filter(({ method, url }) => url.startsWith('/atelier') && method !== 'HEAD')
    .map(({ method, url }) => `${method} ${url}`)
  assert.ok(registered.length > 15)
  assert.deepEqual(
    registered.filter((route) => !known.has(route)),
    [],
  )
})

test('who is not signed in is led to sign in, and may do nothing', async () => {
  for (const [route, url, , asked] of ACTS) {
    const answer = await send(null, route, url, asked)
    const refused = route.startsWith('GET')
      ? answer.statusCode === 303 && String(answer.headers.location).startsWith('/connexion?vers=')
      : answer.statusCode === 401
    assert.ok(refused, `${route}: ${answer.statusCode}`)
  }
})

for (const role of EVERYONE)
  test(`${role}: may what the table says, and is refused the rest`, async () => {
    const wrong: string[] = []
    for (const [route, url, who, asked] of ACTS) {
      const { statusCode } = await send(role, route, url, asked)
      const fine = who.includes(role) ? [200, 303, 422].includes(statusCode) : statusCode === 403
      if (!fine) wrong.push(`${route} (${url}): ${statusCode}`)
    }
    assert.deepEqual(wrong, [])
  })

test('what a contributor puts in a published dataset waits for an editor', async () => {
  await settle()
  const { number: _, publishedAt: _never, ...next } = make.version({ id: 'v-public-2', datasetId: 'public' })
  await all.versions.add(next)
  assert.match((await all.ask('editor', { url: '/atelier' })).body, /À relire[\s\S]*Jeu public/)
  assert.match((await all.ask('contributor', { url: '/atelier' })).body, /En attente d’un éditeur[\s\S]*Jeu public/)
  const page = (await all.ask('contributor', { url: '/atelier/jeux/public' })).body
  assert.match(page, /attend l’accord d’un éditeur/)
  assert.match(page, /Déposer une nouvelle version/)
  assert.doesNotMatch(page, /Mettre en ligne|Modifier la fiche|Joindre un document|Archiver/)
  await all.versions.publish('public', 'v-public-2', new Date('2026-11-25T11:00:00Z'))
  assert.doesNotMatch((await all.ask('editor', { url: '/atelier' })).body, /À relire/)
})

test('a contributor does not give a dataset to another organisation', async () => {
  const dataset = await all.datasets.get('brouillon')
  assert.ok(dataset)
  const asked = form({ ...card, producer: 'org-b', fiche: cardPrint(dataset) })
  const answer = await send('contributor', 'POST', '/atelier/jeux/brouillon/fiche', asked)
  assert.equal(answer.statusCode, 422)
  assert.match(answer.body, /Le producteur reste votre organisation/)
  assert.equal((await all.datasets.get('brouillon'))?.producer, 'org-a')
})

test('a version or a document of one dataset is not reached through another', async () => {
  for (const url of ['/atelier/jeux/brouillon/versions/v-public', '/atelier/jeux/brouillon/documents/d-public/retirer'])
    assert.equal((await send('contributor', 'POST', url)).statusCode, 404, url)
  assert.ok(await all.attachments.get('d-public'))
})

test('a file is refused before it is kept when its sender may not deposit', async () => {
  const kept = (content: string) =>
    all.blobs.localPath(createHash('sha256').update(content).digest('hex')).then(
      () => true,
      () => false,
    )
  await send('reader', 'POST', '/atelier/deposer', fileForm('a.csv', 'du lecteur', { title: 'Rien' }))
  await send('editor', 'POST', '/atelier/deposer', fileForm('a.csv', 'de l’éditeur', { title: 'Un jeu' }))
  assert.deepEqual([await kept('du lecteur'), await kept('de l’éditeur')], [false, true])
})

test('an administrator of a portal that holds nothing yet is told where to begin, and nobody else', async () => {
  const told = async (who: 'administrator' | 'editor' | 'contributor') => (await all.ask(who, { url: '/atelier' })).body
  assert.match(await told('administrator'), /24.sources sont prêtes[\s\S]*href="\/atelier\/sources#premieres"/)
  for (const who of ['editor', 'contributor'] as const) assert.doesNotMatch(await told(who), /encore été moissonnée/)
})
