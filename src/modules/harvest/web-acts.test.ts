import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { watchRoom } from '../../../test/watch-room.ts'

let room: Awaited<ReturnType<typeof watchRoom>>
before(async () => {
  room = await watchRoom()
})
after(() => room.close())

test('while a harvest goes on, its progress is shown and no other begins', async () => {
  const { get, post, given, started } = room
  let release = () => {}
  given.held = new Promise<void>((done) => {
    release = done
  })
  await post('/atelier/sources/revenus/moissonner', {})
  const { body } = await get('/atelier/sources')
  assert.match(body, /<progress max="1" value="0"/)
  assert.match(body, /Réception du fichier/)
  assert.doesNotMatch(body, /action="\/atelier\/sources\/revenus\/moissonner"/)
  assert.notEqual((await post('/atelier/sources/revenus/moissonner', {})).statusCode, 303)
  release()
  await given.held
  await new Promise(setImmediate)
  assert.doesNotMatch((await get('/atelier/sources')).body, /<progress/)
  started.length = 0
})

test('a harvest that a command does beside the portal is shown too', async () => {
  const { get, store, now } = room
  const progress = { done: 3, total: 9, failed: 1, title: 'Loyers', sentence: 'Lecture et comparaison' }
  await store.tellProgress('commande', progress, now())
  const { body } = await get('/atelier/sources')
  assert.match(body, /<progress max="9" value="3"[\s\S]*«.Loyers.»\. Lecture et comparaison/)
  assert.match((await get('/atelier/sources/revenus')).body, /<progress max="9"/)
  await store.endProgress('commande')
  assert.doesNotMatch((await get('/atelier/sources')).body, /<progress/)
})

test('a source that is up to date tells the age of an edition that is old, among others and on its page', async () => {
  const { get, store, now } = room
  const state = await store.state('revenus')
  assert.ok(state)
  const [waiting] = await store.waiting()
  await store.withdraw('revenus-communes', now())
  await store.saveState({ ...state, edition: '2021', changedAt: now().toISOString() })
  for (const address of ['/atelier/sources', '/atelier/sources/revenus'])
    assert.match(
      (await get(address)).body,
      /Elle donne l’édition 2021, vieille de 5.ans.: la dernière trouvée/,
      address,
    )
  await store.saveState(state)
  if (waiting) await store.propose(waiting)
})

test('a source can be harvested, tried, slowed down and paused', async () => {
  const { get, post, store, started, audited } = room
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
  const { get, post, given, published } = room
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
  given.versionId = 'v3'
  const moved = await post('/atelier/sources/decisions/p1', { decision: 'accepter', version: seen })
  assert.equal(moved.statusCode, 422)
  assert.match(moved.body, /Rien n’a été publié[\s\S]*un autre fichier a été mis en ligne.: la version 3, du/)
  assert.equal((await post('/atelier/sources/decisions/p1', { decision: 'accepter' })).statusCode, 422)
  assert.deepEqual(published, [])
  given.versionId = 'v1'
  assert.equal((await post('/atelier/sources/decisions/p1', { decision: 'accepter', version: seen })).statusCode, 303)
  assert.deepEqual(published, ['v2'])
  const again = await post('/atelier/sources/decisions/p1', { decision: 'accepter', version: seen })
  assert.equal(again.statusCode, 422)
  assert.match(again.body, /Quelqu’un a déjà décidé/)
  assert.doesNotMatch(again.body, /Publier quand même/)
  assert.deepEqual(published, ['v2'])
})
