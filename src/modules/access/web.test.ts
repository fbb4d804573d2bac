import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { form, office } from '../../../test/office.ts'

let all: Awaited<ReturnType<typeof office>>
before(async () => {
  all = await office()
})
after(() => all.close())

const post = (url: string, fields: Readonly<Record<string, string>>, cookie?: string) => {
  const { payload, headers } = form(fields)
  const more = { 'sec-fetch-site': 'same-origin', accept: 'text/html', ...(cookie ? { cookie } : {}) }
  return all.server.inject({ method: 'POST', url, payload, headers: { ...headers, ...more } })
}
const enter = async (fields: Readonly<Record<string, string>> = {}, cookie?: string) => {
  const answer = await post('/connexion', { email: 'editor@example.org', password: all.PASSWORD, ...fields }, cookie)
  const set = String(answer.headers['set-cookie'])
  return { answer, set, cookie: set.split(';')[0] ?? '' }
}
const see = (url: string, cookie: string) => all.server.inject({ url, headers: { cookie, accept: 'text/html' } })

test('the session cookie is out of reach of scripts and of other sites', async () => {
  const { set } = await enter()
  assert.match(set, /^icauna=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/)
})

test('signing in changes the token, and the one before opens nothing any more', async () => {
  const before = await enter()
  const after = await enter({}, before.cookie)
  assert.notEqual(before.cookie, after.cookie)
  assert.equal((await see('/atelier', before.cookie)).statusCode, 303)
  assert.equal((await see('/atelier', after.cookie)).statusCode, 200)
})

test('a token chosen by someone else is never taken up', async () => {
  const { cookie } = await enter({}, `icauna=${'a'.repeat(43)}`)
  assert.notEqual(cookie, `icauna=${'a'.repeat(43)}`)
  assert.equal((await see('/atelier', `icauna=${'a'.repeat(43)}`)).statusCode, 303)
})

test('signing out ends the session, not the cookie alone', async () => {
  const { cookie } = await enter()
  const left = await post('/deconnexion', {}, cookie)
  assert.match(String(left.headers['set-cookie']), /^icauna=;.*Expires=Thu, 01 Jan 1970/)
  assert.equal((await see('/atelier', cookie)).statusCode, 303)
})

test('one is led where one was going, never to another site', async () => {
  assert.equal((await enter({ vers: '/atelier/deposer' })).answer.headers.location, '/atelier/deposer')
  assert.equal((await enter({ vers: '/\t/ailleurs.example' })).answer.headers.location, '/atelier')
})

test('who must choose a password can do nothing before, and is shown where', async () => {
  const account = await all.people.get('editor')
  assert.ok(account)
  await all.people.save({ ...account, mustChange: true }, new Date())
  const { answer, cookie } = await enter()
  assert.equal(answer.headers.location, '/atelier/mot-de-passe')
  const led = await see('/atelier', cookie)
  assert.equal((await see(String(led.headers.location), cookie)).headers.location, '/atelier/mot-de-passe')
  assert.equal((await post('/atelier/jeux/x/publier', {}, cookie)).statusCode, 401)
  assert.equal((await see('/atelier/mot-de-passe', cookie)).statusCode, 200)
  await all.people.save(account, new Date())
})

test('a session unused for two hours, or twelve hours old, is over', async () => {
  const { people } = all
  const since = (hours: number) => new Date(Date.UTC(2026, 10, 25, 8 + hours))
  await people.openSession('x', 'reader', since(0))
  assert.ok(await people.bySession('x', since(1.9)))
  assert.equal(await people.bySession('x', since(4)), undefined)
  for (let hours = 1; hours < 12; hours += 1) await people.bySession('x', since(hours))
  assert.equal(await people.bySession('x', since(12.1)), undefined)
})

test('an administrator gives a new password, sees it once, and its owner must change it', async () => {
  const answer = await all.ask('administrator', { method: 'POST', url: '/atelier/personnes/reader/mot-de-passe' })
  const [, password = ''] = /<code>([\w-]{16})<\/code>/.exec(answer.body) ?? []
  assert.equal(answer.headers['cache-control'], 'no-store')
  const entered = await enter({ email: 'reader@example.org', password })
  assert.equal(entered.answer.headers.location, '/atelier/mot-de-passe')
})

test('the trail is read in words, by administrators', async () => {
  await enter()
  const { body } = await all.ask('administrator', { url: '/atelier/journal' })
  assert.match(body, /s’est connecté/)
  assert.doesNotMatch(body, /session\.open/)
})
