import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { test } from 'node:test'
import type { FastifyPluginAsync } from 'fastify'
import { Type } from 'typebox'
import { buildServer, type ServerParts } from './server.ts'

const api: FastifyPluginAsync = async (app) => {
  app.get('/communes', () => ({ noms: ['Joigny'] }))
  const Few = Type.Object({ limit: Type.Integer({ default: 10, minimum: 1, maximum: 50 }) })
  app.get('/lieux', { schema: { querystring: Few } }, ({ query }) => ({ query }))
  const Numbered = Type.Object({ number: Type.Integer({ minimum: 1 }) })
  app.get('/lieux/:number', { schema: { params: Numbered } }, ({ params }) => ({ params }))
}
const pages: FastifyPluginAsync = async (app) => {
  app.post('/envoi', ({ body }) => body)
}
const server = (parts: Partial<ServerParts> = {}) =>
  buildServer({ logLevel: 'silent', publicUrl: 'https://icauna.test', api: [api], pages: [pages], ...parts })

test('behind a relay, an address that the asker wrote in X-Forwarded-For does not escape the limit', async () => {
  const app = await server({ rateLimit: 2, trustProxy: true })
  const ask = async (forwarded: string) =>
    (await app.inject({ url: '/api/v1/communes', headers: { 'x-forwarded-for': forwarded } })).statusCode
  const tries = [1, 2, 3].map((n) => `203.0.113.${n}, 198.51.100.7`)
  assert.deepEqual([await ask(tries[0] ?? ''), await ask(tries[1] ?? ''), await ask(tries[2] ?? '')], [200, 200, 429])
  assert.equal(await ask('198.51.100.7, 198.51.100.8'), 200, 'another one, said by the relay, is not limited with it')
})

test('an address that cannot even be read is refused in French, with the headers of any answer', async () => {
  const app = await server({ errorPage: ({ detail }) => `<h1>${detail}</h1>` })
  const broken = ['/%E0%A4%A', `/api/v1/communes/${'a'.repeat(300)}`, '/communes/%ff%fe']
  for (const url of broken)
    for (const accept of ['text/html', 'application/json']) {
      const { statusCode, headers, body } = await app.inject({ url, headers: { accept } })
      assert.ok(statusCode >= 400 && statusCode < 500, url)
      assert.doesNotMatch(body, /FST_|is not a valid url|max param/, url)
      assert.match(body, /Cette (demande|page) /, url)
      for (const name of ['content-security-policy', 'x-content-type-options', 'strict-transport-security'])
        assert.ok(headers[name], `${url}: ${name}`)
      assert.equal(headers['cache-control'], 'no-store', url)
    }
})

test('a number without end is refused as any number out of bounds, not taken for a whole one', async () => {
  const app = await server()
  for (const url of ['/lieux?limit=1e999', '/lieux?limit=Infinity', '/lieux?limit=-1e999', '/lieux/1e999']) {
    const { statusCode, body } = await app.inject({ url: `/api/v1${url}` })
    assert.equal(statusCode, 400, url)
    assert.match(body, /Attendu : un nombre/, url)
    assert.match(body, /"pointer":"\/(limit|number)"/, url)
  }
  assert.deepEqual((await app.inject({ url: '/api/v1/lieux?limit=1e1' })).json(), { query: { limit: 10 } })
  assert.equal((await app.inject({ url: '/api/v1/lieux?limit=51' })).statusCode, 400)
})

test('who sends a form drop by drop is cut after a minute, and who sends it at once is answered', {
  timeout: 5000,
}, async (t) => {
  const app = await server()
  await app.listen({ port: 0, host: '127.0.0.1' })
  t.after(() => {
    app.server.closeAllConnections()
    return app.close()
  })
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const { port } = app.server.address() as AddressInfo
  const send = async (body: string) => {
    const asking = once(app.server, 'request')
    const socket = connect(port, '127.0.0.1')
    socket.write(
      `POST /envoi HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n${body}`,
    )
    await asking
    return socket
  }
  const whole = await send('{"nom":1}')
  const [answer] = await once(whole, 'data')
  assert.match(String(answer), /^HTTP\/1\.1 200 [\s\S]*\{"nom":1\}$/)
  const slow = await send('{"nom"')
  const cut = once(slow, 'close')
  t.mock.timers.tick(60_000)
  await cut
  assert.equal(whole.destroyed, false, 'a request that came whole keeps its connection')
  whole.destroy()
})

test('no connection is held for ever by who neither sends nor reads', async () => {
  const { server: listening } = await server()
  for (const patience of [listening.requestTimeout, listening.headersTimeout, listening.timeout])
    assert.ok(patience > 0 && patience <= 3_600_000, `${patience}`)
})
