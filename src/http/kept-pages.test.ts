import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import fastify from 'fastify'
import { Type } from 'typebox'
import type { Person } from '../modules/access/index.ts'
import { keepPages } from './kept-pages.ts'
import { buildServer } from './server.ts'

const PERSON: Person = { id: '1', name: 'A', email: 'a@b.example', role: 'administrator', organisation: null }

const Sorted = {
  querystring: Type.Object({ tri: Type.Optional(Type.String()), lieux: Type.Array(Type.String(), { default: [] }) }),
}

/** A portal of a few pages that say how many times they were made. */
const portal = async () => {
  const [made, state] = [new Map<string, number>(), { now: 'a', person: null as Person | null }]
  const page = (name: string) => {
    made.set(name, (made.get(name) ?? 0) + 1)
    return `<p>${name}, ${made.get(name)}</p>${'<p>Joigny</p>'.repeat(200)}`
  }
  const app = await buildServer({
    logLevel: 'silent',
    api: [],
    pagesState: async () => state.now,
    personOf: async () => state.person,
    pages: [
      async (pages) => {
        const shared = (address: string, cache: string, kept: boolean) =>
          pages.get(address, { config: { kept }, schema: Sorted }, (request, reply) =>
            reply.type('text/html; charset=utf-8').header('cache-control', cache).send(page(request.url)),
          )
        shared('/lieu', 'public, max-age=300', true)
        shared('/prive', 'no-store', true)
        shared('/autre', 'public, max-age=300', false)
        shared('/lieux/:name', 'public, max-age=300', true)
        pages.get('/absent', { config: { kept: true } }, (_request, reply) =>
          reply.code(404).type('text/html').header('cache-control', 'public').send(page('absent')),
        )
      },
    ],
  })
  const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })
  const says = async (url: string, headers: Record<string, string> = {}) =>
    /<p>(.*?)<\/p>/.exec((await get(url, headers)).body)?.[1]
  return { get, says, state }
}

test('a page is made once for each address and kind of answer, until the state moves', async () => {
  const { says, state } = await portal()
  assert.deepEqual([await says('/lieu'), await says('/lieu')], ['/lieu, 1', '/lieu, 1'])
  assert.equal(await says('/lieu?tri=nom'), '/lieu?tri=nom, 1')
  assert.equal(await says('/lieu', { accept: 'application/json' }), '/lieu, 2')
  state.now = 'b'
  assert.equal(await says('/lieu'), '/lieu, 3')
})

test('what an address says that its page does not know, or writes otherwise, makes no other page', async () => {
  const { says } = await portal()
  assert.equal(await says('/lieu?tri=nom'), '/lieu?tri=nom, 1')
  for (const url of [
    '/lieu?tri=nom&utm_source=a',
    '/lieu?x=1&tri=nom',
    '/lieu?tri=n%6Fm',
    '/lieu/?tri=nom&__proto__=1',
  ])
    assert.equal(await says(url), '/lieu?tri=nom, 1', url)
  assert.equal(await says('/lieux/joigny'), '/lieux/joigny, 1')
  assert.equal(await says('/lieux/%6Aoigny?1'), '/lieux/joigny, 1')
  const others = ['/lieux/sens', '/lieu?tri=code', '/lieu?tri=', '/lieu?lieux=a&lieux=b', '/lieu?lieux=a,b']
  for (const url of others) assert.equal(await says(url), `${url}, 1`)
})

test('who takes no page is answered anew, whatever they write: nothing is kept of it', async () => {
  const { says } = await portal()
  assert.deepEqual([await says('/lieu'), await says('/lieu', { accept: 'a/b' })], ['/lieu, 1', '/lieu, 2'])
  assert.deepEqual([await says('/lieu', { accept: 'a/b' }), await says('/lieu')], ['/lieu, 3', '/lieu, 1'])
})

test('what is private, absent, or does not ask for it is made each time', async () => {
  const { says } = await portal()
  for (const url of ['/prive', '/autre', '/absent'])
    assert.deepEqual(
      [await says(url), await says(url)],
      [`${url.replace('/abs', 'abs')}, 1`, `${url.replace('/abs', 'abs')}, 2`],
    )
})

test('who is signed in reads a page made for them, that nobody else is given', async () => {
  const { says, state } = await portal()
  state.person = PERSON
  assert.deepEqual([await says('/lieu'), await says('/lieu')], ['/lieu, 1', '/lieu, 2'])
  state.person = null
  assert.equal(await says('/lieu'), '/lieu, 3')
})

test('a page given again has the headers of the first, packed or not as the reader takes it', async () => {
  const { get } = await portal()
  const first = await get('/lieu', { 'accept-encoding': 'gzip' })
  const again = await get('/lieu', { 'accept-encoding': 'br, gzip' })
  for (const name of ['content-type', 'cache-control', 'content-security-policy', 'etag', 'content-encoding', 'vary'])
    assert.equal(again.headers[name], first.headers[name], name)
  assert.match(String(gunzipSync(again.rawPayload)), /^<p>\/lieu, 1/)
  const plain = await get('/lieu')
  assert.equal(plain.headers['content-encoding'], undefined)
  assert.match(plain.body, /^<p>\/lieu, 1/)
})

test('browsers that list what they take in their own way read the same page', async () => {
  const { says } = await portal()
  const lists = ['text/html,application/xhtml+xml;q=0.9,*/*;q=0.8', 'text/html, */*', '*/*']
  for (const accept of lists) assert.equal(await says('/lieu', { accept }), '/lieu, 1')
})

test('who holds the page is told so, whether it was kept or not', async () => {
  const { get } = await portal()
  const { etag } = (await get('/lieu')).headers
  const again = await get('/lieu', { 'if-none-match': String(etag) })
  assert.deepEqual([again.statusCode, again.body, again.headers.etag], [304, '', etag])
  assert.equal(again.headers['content-type'], undefined)
})

test('long addresses take the room that pages are given, not another', async () => {
  const app = fastify()
  app.decorateRequest('person', null)
  keepPages(app, async () => 'a', 20_000)
  let made = 0
  const schema = { querystring: Type.Object({ tri: Type.String() }) }
  app.get('/lieu', { config: { kept: true }, schema }, (_request, reply) => {
    made += 1
    return reply.type('text/html').header('cache-control', 'public').send('<p>Joigny</p>')
  })
  // The second answer waits until the page is packed.
  const twice = async (n: number) => {
    for (const url of [1, 2].map(() => `/lieu?tri=${n}${'x'.repeat(2000)}`)) await app.inject({ url })
  }
  for (let n = 0; n < 20; n += 1) await twice(n)
  assert.equal(made, 20)
  await twice(19)
  assert.equal(made, 20, 'the last ones are kept')
  await twice(0)
  assert.equal(made, 21, 'the first one left')
})
