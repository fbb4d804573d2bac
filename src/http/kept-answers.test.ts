import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brotliDecompressSync } from 'node:zlib'
import fastify from 'fastify'
import { keptAnswers } from './kept-answers.ts'

const server = (make: (signal: AbortSignal) => Promise<string>, maxBytes?: number) => {
  const answers = keptAnswers(maxBytes)
  const app = fastify()
  app.get('/*', (request, reply) =>
    answers.send(request, reply, request.url, async (signal) => ({ body: await make(signal) })),
  )
  return app
}

test('a question asked many times at once is worked out once', async () => {
  let made = 0
  const app = server(async () => {
    made += 1
    return '{"total":3}'
  })
  const answers = await Promise.all(Array.from({ length: 20 }, () => app.inject('/a')))
  assert.deepEqual([made, new Set(answers.map((a) => a.body))], [1, new Set(['{"total":3}'])])
  await app.inject('/b')
  assert.equal(made, 2)
})

test('a failure is not kept', async () => {
  let made = 0
  const app = server(async () => {
    made += 1
    if (made === 1) throw new Error('not yet')
    return '{}'
  })
  assert.equal((await app.inject('/a')).statusCode, 500)
  assert.equal((await app.inject('/a')).body, '{}')
})

test('a long answer is packed as the reader accepts it, and whole otherwise', async () => {
  const text = JSON.stringify({ noms: Array.from({ length: 200 }, (_, i) => `commune ${i}`) })
  const app = server(async () => text)
  const packed = await app.inject({ url: '/a', headers: { 'accept-encoding': 'gzip;q=0, br' } })
  assert.equal(packed.headers['content-encoding'], 'br')
  assert.equal(brotliDecompressSync(packed.rawPayload).toString(), text)
  assert.equal((await app.inject('/a')).body, text)
})

test('what was not used for longest leaves when there is no more room', async () => {
  const made: string[] = []
  const answers = keptAnswers(6600)
  const app = fastify()
  app.get('/*', (request, reply) =>
    answers.send(request, reply, request.url, async () => {
      made.push(request.url)
      return { body: 'x'.repeat(100) }
    }),
  )
  for (const url of [...Array.from({ length: 10 }, (_, i) => `/${i}`), '/0', '/10', '/0', '/1']) await app.inject(url)
  assert.deepEqual(made.slice(10), ['/10', '/1'])
})

test('work goes on while one reader is left, and stops with the last', async () => {
  let stopped = false
  let finish = (_text: string) => undefined as unknown
  const app = server(
    (signal) =>
      new Promise((done, fail) => {
        finish = done
        signal.addEventListener('abort', () => {
          stopped = true
          fail(new Error('stopped'))
        })
      }),
  )
  const base = await app.listen({ port: 0, host: '127.0.0.1' })
  const [first, second] = [new AbortController(), new AbortController()]
  const arrived = () => new Promise<void>((done) => app.server.once('request', () => setImmediate(done)))
  const one = arrived()
  const left = fetch(`${base}/a`, { signal: first.signal }).catch((error: Error) => error.name)
  await one
  const two = arrived()
  const stays = fetch(`${base}/a`, { signal: second.signal }).then((answer) => answer.text())
  await two
  first.abort()
  assert.equal(await left, 'AbortError')
  assert.equal(stopped, false)
  finish('{"ok":true}')
  assert.equal(await stays, '{"ok":true}')
  await app.close()
})

test('long questions take the room that answers are given, however short those are', async () => {
  let made = 0
  const app = server(async () => {
    made += 1
    return '{"count":1}'
  }, 20_000)
  const ask = (n: number) => app.inject(`/${n}?where=${'x'.repeat(2000)}`)
  for (let n = 0; n < 20; n += 1) await ask(n)
  await ask(19)
  assert.equal(made, 20, 'the last ones are kept')
  await ask(0)
  assert.equal(made, 21, 'the first one left')
})
