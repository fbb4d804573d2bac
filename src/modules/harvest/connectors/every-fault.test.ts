import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answersTo, bodyOf, CSV, playedProducers, QUESTIONS } from '../../../../test/played-producers.ts'
import type { Fault } from '../../../../test/replay-server.ts'
import { DomainError } from '../../../kernel/errors.ts'

const producers = playedProducers()

/** Ways of writing one catalogue, under content types that say something else. */
const WRITINGS: readonly (readonly [way: string, written: (text: string) => string | Buffer, type: string])[] = [
  ['a byte-order mark', (text) => `\uFEFF${text}`, 'text/plain; charset=latin1'],
  ['Latin-1', (text) => Buffer.from(text, 'latin1'), 'application/octet-stream'],
  ['a web page, its headers say', (text) => text, 'text/html'],
]

/** What each fault, met at every try, ends in: words that say so. */
const FOREVER: Readonly<Record<Exclude<Fault, 'refusal-200'>, RegExp>> = {
  empty: /n’a rien envoyé/,
  html: /une page web au lieu de données/,
  'text-404': /404|pas ce qui est demandé/,
  'gone-410': /plus ce qui est demandé/,
  'text-500': /en panne/,
  'bad-gateway-502': /en panne/,
  'forbidden-403': /refuse l’accès/,
  'unauthorized-401': /refuse l’accès/,
  'bad-request-400': /ne comprend pas la demande|pas ce qui est demandé/,
  'unavailable-503': /en panne/,
  'slow-down-429': /ralentir/,
  'slow-down-429-retry-after': /ralentir/,
  'truncated-gzip': /coupé sa réponse/,
  'cut-stream': /coupé sa réponse/,
  'cut-half-way': /coupé sa réponse/,
  'redirect-loop': /sans jamais répondre/,
  'redirect-home': /réseau privé/,
  'redirect-circle': /sans jamais répondre/,
  'gzip-bomb': /dépasse|envoie plus de/,
}
/** Those that a second try mends. */
const PASSING: readonly Fault[] = [
  'text-500',
  'bad-gateway-502',
  'unavailable-503',
  'slow-down-429',
  'slow-down-429-retry-after',
  'truncated-gzip',
  'cut-stream',
  'cut-half-way',
]

for (const question of QUESTIONS) {
  const special =
    'attachment' in question
      ? ' (attachment)'
      : 'geo' in question
        ? ' (rows)'
        : 'latest' in question
          ? ' (latest)'
          : 'series' in question
            ? ' (series)'
            : ''
  const name = `${question.connector}${special}`

  test(`${name} finds its file and receives it whole`, async () => {
    producers.install(question)
    const { text } = await producers.receive(question)
    assert.ok(text === CSV || text.includes('89') || text.includes('"a":1'), text.slice(0, 200))
  })

  test(`${name}: every fault that lasts is refused in words, wherever it comes`, async () => {
    for (const at of producers.install(question))
      for (const [fault, words] of Object.entries(FOREVER)) {
        producers.install(question)
        producers.breakAt(at, fault as Fault)
        await assert.rejects(producers.receive(question), (error) => {
          assert.ok(error instanceof DomainError, `${fault} at ${at}: ${error}`)
          assert.match(error.message, words, `${fault} at ${at}`)
          return true
        })
      }
  })

  test(`${name}: a service that refuses under a good status is not taken for one that answers`, async () => {
    for (const { url, ...answer } of answersTo(question)) {
      if ('file' in answer) continue
      producers.install(question)
      producers.breakAt(url, 'refusal-200')
      await assert.rejects(producers.receive(question), (error) => error instanceof DomainError, url)
    }
  })

  test(`${name}: a byte-order mark, Latin-1 and another content type change nothing of what is found`, async () => {
    const answers = answersTo(question)
    producers.install(question)
    const { text: whole } = await producers.receive(question)
    for (const [way, written, type] of WRITINGS) {
      for (const answer of answers) {
        const text = bodyOf(answer)
        if (text !== undefined) producers.answer(answer.url, written(text), { 'content-type': type })
      }
      assert.equal((await producers.receive(question)).text, whole, way)
    }
  })

  test(`${name}: every fault that passes is waited for, and nothing of it stays`, async () => {
    producers.install(question)
    const { text: whole } = await producers.receive(question)
    for (const at of producers.install(question))
      for (const fault of PASSING) {
        producers.install(question)
        producers.breakAt(at, fault, 1)
        const { text, waits } = await producers.receive(question)
        assert.equal(text, whole, `${fault} at ${at}`)
        assert.equal(Math.max(...waits), fault === 'slow-down-429-retry-after' ? 17_000 : 2_000, `${fault} at ${at}`)
      }
  })
}
