import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { buildServer, type ServerParts } from './server.ts'

const api: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    '/communes',
    {
      schema: {
        tags: ['Territoires'],
        summary: 'Des communes',
        querystring: Type.Object({
          page: Type.Integer({ default: 1, minimum: 1 }),
          tri: Type.Union([Type.Literal('nom'), Type.Literal('code')], { default: 'nom' }),
          le: Type.Optional(Type.String({ format: 'date' })),
        }),
      },
    },
    () => ({ noms: Array.from({ length: 400 }, () => 'Saint-Rémy-lès-Chevreuse') }),
  )
}
const pages: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/page', (_request, reply) => reply.type('text/html').send('<p>Bonjour</p>'))
  app.post('/envoi', { schema: { body: Type.Object({ nom: Type.String() }) } }, () => 'reçu')
}
const server = (parts: Partial<ServerParts> = {}) =>
  buildServer({ logLevel: 'silent', publicUrl: 'http://icauna.test', api: [api], pages: [pages], ...parts })
const get = async (url: string, headers: Record<string, string> = {}, parts: Partial<ServerParts> = {}) =>
  (await server(parts)).inject({ url, headers })

test('an address that does not exist under /api is a problem that any site may read', async () => {
  for (const url of ['/api/v1/rien', '/api/rien']) {
    const answer = await get(url, { accept: 'text/html' })
    assert.deepEqual([answer.statusCode, answer.json().type], [404, '/docs/erreurs#not-found'], url)
    assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
  }
  assert.equal((await get('/api/v1/rien')).headers['access-control-allow-origin'], '*')
})

test('a mistaken parameter is named, with what would be right, in French', async () => {
  const issues = async (query: string) => (await get(`/api/v1/communes?${query}`)).json().issues
  assert.deepEqual(await issues('page=abc'), [{ pointer: '/page', message: 'Attendu : un nombre entier.' }])
  assert.deepEqual(await issues('page=0'), [{ pointer: '/page', message: 'Attendu : 1 ou plus.' }])
  assert.deepEqual(await issues('tri=taille'), [{ pointer: '/tri', message: 'Attendu : nom, code.' }])
  assert.deepEqual(await issues('le=hier'), [
    { pointer: '/le', message: 'Attendu : une date AAAA-MM-JJ, par exemple 2024-12-31.' },
  ])
})

test('a missing field of a form is named', async () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const answer = await (await server()).inject({ method: 'POST', url: '/envoi', headers: form, payload: 'x=1' })
  assert.deepEqual(answer.json().issues, [{ pointer: '/nom', message: 'Ce champ est nécessaire.' }])
})

test('the API refuses to be written to, and says how it is read', async () => {
  const answer = await (await server()).inject({ method: 'DELETE', url: '/api/v1/communes' })
  assert.deepEqual(
    [answer.statusCode, answer.json().type, answer.headers.allow],
    [405, '/docs/erreurs#method', 'GET, HEAD, OPTIONS'],
  )
})

test('a format that an address does not have is refused', async () => {
  assert.equal((await get('/api/v1/communes', { accept: 'application/xml' })).statusCode, 406)
  for (const accept of ['*/*', 'application/json;q=0.8', 'application/problem+json', 'text/html,application/xml'])
    assert.equal((await get('/api/v1/communes', { accept })).statusCode, 200, accept)
})

test('what is too large, or in a format that is not read, is refused in French', async () => {
  const app = await server()
  const post = (type: string, payload: string) =>
    app.inject({ method: 'POST', url: '/envoi', headers: { 'content-type': type }, payload })
  const large = await post('application/x-www-form-urlencoded', `nom=${'a'.repeat(1_100_000)}`)
  assert.deepEqual([large.statusCode, large.json().type], [413, '/docs/erreurs#too-large'])
  const unread = await post('text/xml', '<nom/>')
  assert.deepEqual([unread.statusCode, unread.json().type], [415, '/docs/erreurs#unsupported'])
  assert.doesNotMatch(large.body + unread.body, /Unsupported|too large/)
})

test('a public read carries a mark, and who holds it is sent nothing', async () => {
  for (const url of ['/api/v1/communes', '/page']) {
    const first = await get(url)
    const tag = String(first.headers.etag)
    const again = await get(url, { 'if-none-match': `"autre", ${tag.replace('W/', '')}` })
    assert.deepEqual([again.statusCode, again.body, again.headers.etag], [304, '', tag], url)
    assert.equal((await get(url, { 'if-none-match': '"autre"' })).statusCode, 200)
  }
})

test('the mark is that of the content, whatever its compression', async () => {
  const plain = await get('/api/v1/communes')
  for (const encoding of ['br', 'gzip']) {
    const small = await get('/api/v1/communes', { 'accept-encoding': encoding })
    assert.equal(small.headers['content-encoding'], encoding)
    assert.equal(small.headers.etag, plain.headers.etag)
    assert.match(String(small.headers.vary), /accept-encoding/i)
  }
})

test('what a signed-in person reads is kept by no cache', async () => {
  const person = { id: 'p', email: 'p@example.org', name: 'P', role: 'reader' as const, organisation: null }
  const answer = await get('/page', {}, { personOf: async () => person })
  assert.deepEqual([answer.headers['cache-control'], answer.headers.etag], ['no-store', undefined])
})

test('any site may read, learns the marks and limits, and asks before once a day', async () => {
  const origin = { origin: 'https://reutilisateur.example' }
  const read = await get('/api/v1/communes', origin)
  assert.equal(read.headers['access-control-allow-origin'], '*')
  for (const header of ['etag', 'link', 'ratelimit-remaining', 'retry-after'])
    assert.match(String(read.headers['access-control-expose-headers']), new RegExp(header))
  const ask = await (await server()).inject({
    method: 'OPTIONS',
    url: '/api/v1/communes',
    headers: { ...origin, 'access-control-request-method': 'GET', 'access-control-request-headers': 'if-none-match' },
  })
  assert.equal(ask.statusCode, 204)
  assert.match(String(ask.headers['access-control-allow-headers']), /if-none-match/)
  assert.equal(ask.headers['access-control-max-age'], '86400')
})

test('the limit is told before it is reached, then how long to wait', async () => {
  const app = await server({ rateLimit: 2 })
  const ask = () => app.inject({ url: '/api/v1/communes' })
  const [first, , third] = [await ask(), await ask(), await ask()]
  assert.deepEqual([first.headers['ratelimit-limit'], first.headers['ratelimit-remaining']], ['2', '1'])
  assert.deepEqual([third.statusCode, third.json().type], [429, '/docs/erreurs#too-many'])
  assert.match(String(third.headers['retry-after']), /^\d+$/)
  assert.equal(third.headers['access-control-allow-origin'], '*')
})

test('a form of another site is refused, cookie or not', async () => {
  const app = await server()
  const post = async (headers: Record<string, string>) =>
    (
      await app.inject({
        method: 'POST',
        url: '/envoi',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        payload: 'nom=x',
      })
    ).statusCode
  const cookie = 'icauna=jeton'
  assert.equal(await post({ cookie, 'sec-fetch-site': 'cross-site' }), 403)
  assert.equal(await post({ cookie, 'sec-fetch-site': 'same-site' }), 403)
  assert.equal(await post({ cookie, origin: 'https://ailleurs.example' }), 403)
  assert.equal(await post({ cookie, origin: 'null' }), 403)
  assert.equal(await post({ cookie }), 403)
  assert.equal(await post({ 'sec-fetch-site': 'cross-site' }), 403)
  assert.equal(await post({ origin: 'https://ailleurs.example' }), 403)
  assert.equal(await post({ cookie, 'sec-fetch-site': 'same-origin' }), 200)
  assert.equal(await post({ cookie, origin: 'http://icauna.test' }), 200)
})
