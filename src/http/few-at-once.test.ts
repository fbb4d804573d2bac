import assert from 'node:assert/strict'
import { test } from 'node:test'
import fastify from 'fastify'
import { DomainError } from '../kernel/errors.ts'
import { fewAtOnce } from './few-at-once.ts'

test('one network has few heavy answers at once, all have some more, and what ends leaves its place', async () => {
  const app = fastify()
  const enter = fewAtOnce({ each: 2, all: 3 })
  const held: (() => void)[] = []
  app.get('/', async (request, reply) => {
    enter(request, reply)
    if (request.query && 'tient' in (request.query as object)) await new Promise<void>((done) => held.push(done))
    return 'reçu'
  })
  app.setErrorHandler((error, _request, reply) =>
    reply.code(error instanceof DomainError && error.fault.kind === 'too-many' ? 429 : 500).send('non'),
  )
  await app.ready()
  const ask = async (remoteAddress: string, url = '/') => (await app.inject({ url, remoteAddress })).statusCode
  const one = '2001:db8::1'
  const first = [ask(one, '/?tient'), ask('2001:db8::2', '/?tient')]
  assert.equal(await ask('2001:db8::3'), 429, 'the third of a network')
  const third = ask('192.0.2.1', '/?tient')
  assert.equal(await ask('192.0.2.2'), 429, 'the fourth of all')
  for (const done of held.splice(0)) done()
  assert.deepEqual(await Promise.all([...first, third]), [200, 200, 200])
  assert.deepEqual([await ask(one), await ask(one), await ask('192.0.2.2')], [200, 200, 200])
})
