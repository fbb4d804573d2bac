import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { watchRoom } from '../../../test/watch-room.ts'

let room: Awaited<ReturnType<typeof watchRoom>>
before(async () => {
  room = await watchRoom()
})
after(() => room.close())

test('only editors follow sources and decide', async () => {
  const { get, post, published, started } = room
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
  const { get } = room
  const { body } = await get('/atelier/sources')
  assert.match(body, /À décider[\s\S]*Le fichier a 212 lignes de moins\./)
  assert.match(body, /attend une décision/)
  assert.doesNotMatch(body, /<script>alert/)
  assert.match(body, /toutes les heures[\s\S]*Prochaine vérification dans 12.minutes\./)
})

test('sources are found by state, by theme and by words, and each leads to what it feeds', async () => {
  const { get } = room
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
  const { get, post, given, started } = room
  assert.doesNotMatch((await get('/atelier/sources')).body, /Vos premières données/)
  given.begin = { kind: 'offline' }
  assert.match((await get('/atelier/sources')).body, /n’a pas accès à internet[\s\S]*HARVEST_FOLDER=DOSSIER/)
  assert.equal((await post('/atelier/sources/premieres', {})).statusCode, 303)
  assert.deepEqual(started.splice(0)[0]?.sources, ['revenus'])
  assert.match((await get('/atelier/sources')).body, /Moissonner ces 1.source/)
  given.begin = null
})

test('a folder that cannot be read is told at the head of the room, as text', async () => {
  const { get, given } = room
  assert.match((await get('/atelier/sources')).body, /Le portail lit un dossier/)
  given.trouble = 'Le dossier « <b> » ne se lit pas.'
  const { body } = await get('/atelier/sources')
  assert.match(body, /role="alert"[\s\S]*Le dossier «.&lt;b(>|&gt;).» ne se lit pas\. Rien ne peut être moissonné/)
  assert.doesNotMatch(body, /Le portail lit un dossier/)
  given.trouble = null
})

test('a source whose file the folder has not is neither late nor due: it is said absent', async () => {
  const { get, post, given, store, started, now } = room
  const state = await store.state('revenus')
  assert.ok(state)
  const [waiting] = await store.waiting()
  await store.withdraw('revenus-communes', now())
  await store.saveState({ ...state, checkedAt: '2020-01-01T09:00:00Z', changedAt: '2020-01-01T09:00:00Z' })
  assert.match((await get('/atelier/sources')).body, /en retard[\s\S]*Moissonner la source à vérifier/)
  given.absent.add('revenus')
  const { body } = await get('/atelier/sources')
  assert.doesNotMatch(body, /en retard|à vérifier|attendue/)
  assert.match(body, /absente du dossier[\s\S]*Absentes du dossier[\s\S]*n’a pas son fichier/)
  assert.match((await get('/atelier/sources/revenus')).body, /aucun, le dossier n’a pas son fichier/)
  await post('/atelier/sources', {})
  assert.deepEqual(started, [], 'nothing is asked of a folder that has nothing')
  assert.doesNotMatch(body, /action="\/atelier\/sources\/revenus\/moissonner"/)
  given.absent.clear()
  await store.saveState(state)
  if (waiting) await store.propose(waiting)
})
