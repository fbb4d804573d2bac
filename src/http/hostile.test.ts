import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FastifyPluginAsync } from 'fastify'
import { buildServer, type ServerParts } from './server.ts'

const api: FastifyPluginAsync = async (app) => {
  app.get('/communes', () => ({ noms: ['Joigny'] }))
}
const server = (parts: Partial<ServerParts> = {}) =>
  buildServer({ logLevel: 'silent', publicUrl: 'https://icauna.test', api: [api], pages: [], ...parts })

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
