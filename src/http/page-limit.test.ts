import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Person } from '../modules/access/index.ts'
import { pagesAhead } from './pages-ahead.ts'
import { buildServer } from './server.ts'

const PERSON: Person = { id: '1', name: 'A', email: 'a@b.example', role: 'editor', organisation: null }

/** A portal of one page that is kept, one that is not, and a file that costs nothing. */
const portal = async (rateLimit: number) => {
  const state = { person: null as Person | null }
  const app = await buildServer({
    logLevel: 'silent',
    rateLimit,
    api: [
      async (api) => {
        api.get('/communes', () => ({}))
      },
    ],
    personOf: async () => state.person,
    pagesState: async () => 'a',
    errorPage: ({ status, detail }) => `<h1>${status} ${detail}</h1>`,
    pages: [
      async (pages) => {
        const html = (path: string, config: { readonly kept?: boolean; readonly rateLimit?: false }) =>
          pages.get(path, { config }, (_request, reply) =>
            reply.type('text/html; charset=utf-8').header('cache-control', 'public').send('<p>Joigny</p>'),
          )
        html('/recherche', {})
        html('/lieux/:name', { kept: true })
        html('/style.css', { rateLimit: false })
      },
    ],
  })
  const ask = (url: string, remoteAddress = '198.51.100.7') =>
    app.inject({ url, remoteAddress, headers: { accept: 'text/html' } })
  const status = async (url: string, from?: string) => (await ask(url, from)).statusCode
  return { app, ask, status, state }
}

test('an address that asks many pages is told in French when to come again; others are not held up', async () => {
  const { ask, status } = await portal(2)
  assert.deepEqual([await status('/recherche'), await status('/lieux/joigny')], [200, 200])
  const refused = await ask('/recherche?q=a')
  assert.equal(refused.statusCode, 429)
  assert.match(refused.body, /429 Beaucoup de pages[\s\S]*revenez dans \d+.secondes?\./)
  assert.match(String(refused.headers['content-type']), /text\/html/)
  const wait = Number(refused.headers['retry-after'])
  assert.ok(wait > 0 && wait <= 60, String(wait))
  assert.equal(refused.headers['cache-control'], 'no-store')
  assert.equal(await status('/recherche', '198.51.100.8'), 200)
  assert.equal(await status('/api/v1/communes'), 200, 'the API is counted apart')
})

test('what is kept costs nothing, nor does a file of the portal; a kept page tells nothing of who asked first', async () => {
  const { ask, status } = await portal(2)
  for (let n = 0; n < 5; n += 1)
    assert.deepEqual([await status('/lieux/joigny'), await status('/style.css')], [200, 200])
  const kept = await ask('/lieux/joigny', '198.51.100.9')
  assert.deepEqual(
    Object.keys(kept.headers).filter((name) => /ratelimit|retry/.test(name)),
    [],
  )
  assert.deepEqual([await status('/lieux/sens'), await status('/lieux/avallon')], [200, 429])
  assert.equal(await status('/lieux/joigny'), 200, 'kept pages are read even then')
})

test('people who signed in and pages made ahead are not counted; 0 is no limit', async () => {
  const { app, status, state } = await portal(1)
  state.person = PERSON
  assert.deepEqual([await status('/recherche'), await status('/recherche')], [200, 200])
  state.person = null
  const addresses = ['/lieux/a', '/lieux/b', '/lieux/c']
  await pagesAhead({ app, stateOf: async () => 'a', addresses: async () => addresses }).pass()
  assert.equal(await status('/recherche'), 200)
  for (const address of addresses) assert.equal(await status(address), 200, address)
  const free = await portal(0)
  for (let n = 0; n < 4; n += 1) assert.equal(await free.status('/recherche'), 200)
})
