import assert from 'node:assert/strict'
import type { LookupAddress } from 'node:dns'
import { test } from 'node:test'
import fc from 'fast-check'
import { quickTime, replayServer } from '../../../../test/replay-server.ts'
import { DomainError, forbidden } from '../../../kernel/errors.ts'
import { checkedUrl, isPublicAddress } from './address-rules.ts'
import { internet } from './internet.http.ts'
import type { Network } from './network.ts'
import { LONGEST_WAIT, retryAfterSeconds, TRIES, waitBefore } from './patience.ts'
import { patientFetch } from './patient-network.ts'

const PRIVATE = [
  ...['127.0.0.1', '127.8.9.1', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.1', '192.168.1.1', '169.254.169.254'],
  ...['100.64.0.1', '224.0.0.1', '255.255.255.255', '192.0.2.1', '198.18.0.1'],
  ...['::1', '::', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12:3456::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:a00:1'],
  ...['64:ff9b::7f00:1', '2002:7f00:1::', '2001:0:1::1', '2001:db8::1'],
  // IPv4 at the end, NAT64 of one's own (RFC 8215), site-local, routers between themselves (RFC 9602).
  ...['::7f00:1', '::10.0.0.1', '64:ff9b:1::7f00:1', 'fec0::1', '5f00::1', '168.63.129.16', '::ffff:168.63.129.16'],
]

test('addresses of private networks are known in all their forms, and those of the internet pass', () => {
  assert.deepEqual(PRIVATE.filter(isPublicAddress), [])
  assert.deepEqual(
    ['93.184.216.34', '2001:4860:4860::8888', '::ffff:93.184.216.34'].filter((one) => !isPublicAddress(one)),
    [],
  )
})

test('a private IPv4 address stays private however it is written inside IPv6', () => {
  const byte = fc.integer({ min: 0, max: 255 })
  fc.assert(
    fc.property(byte, byte, byte, (a, b, c) => {
      assert.equal(isPublicAddress(`10.${a}.${b}.${c}`), false)
      assert.equal(isPublicAddress(`::ffff:10.${a}.${b}.${c}`), false)
      assert.equal(isPublicAddress(`[::ffff:127.${a}.${b}.${c}]`), false)
    }),
  )
})

test('an address that cannot be a producer’s is refused before any connection', () => {
  const none = new Set<string>()
  for (const url of [
    'file:///etc/passwd',
    'ftp://exemple.fr/a',
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]:8080/',
    'http://localhost/',
    'http://intranet/',
    'https://moi:secret@exemple.fr/',
    'pas une adresse',
  ])
    assert.throws(() => checkedUrl(url, none), DomainError, url)
  assert.equal(checkedUrl('http://localhost:8080/a', new Set(['localhost'])).port, '8080')
  assert.equal(checkedUrl('http://localhost:8080/a', new Set(['localhost:8080'])).port, '8080')
  assert.throws(() => checkedUrl('http://localhost:8081/a', new Set(['localhost:8080'])), /réseau privé/)
})

test('a name that leads to a private address is refused when the connection is made', async () => {
  for (const address of ['127.0.0.1', '169.254.169.254', '::1']) {
    const found: LookupAddress[] = [
      { address: '93.184.216.34', family: 4 },
      { address, family: address.includes(':') ? 6 : 4 },
    ]
    const resolve = ((_: string, __: unknown, done: (error: null, all: LookupAddress[]) => void) =>
      done(null, found)) as never
    const world = internet({ userAgent: 'essai', allowedHosts: new Set(), patience: 1000, longest: 2000 }, resolve)
    await assert.rejects(world.get({ url: 'http://producteur.exemple.fr/a' }), /réseau privé/, address)
    await world.close()
  }
})

const failing = (retryAfter: number | null) => ({
  error: new DomainError({ kind: 'unavailable', detail: 'en panne' }),
  retryAfter,
})

test('waits grow, obey the producer, and never last longer than a run may', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: TRIES - 1 }), fc.option(fc.nat(10_000)), (tried, retryAfter) => {
      const wait = waitBefore(tried, failing(retryAfter))
      if (wait === null) return assert.ok((retryAfter ?? 0) * 1000 > LONGEST_WAIT)
      assert.ok(wait >= (retryAfter ?? 0) * 1000 && wait <= LONGEST_WAIT)
      const next = waitBefore(tried + 1, failing(null))
      if (next !== null) assert.ok(next > (waitBefore(tried, failing(null)) ?? 0))
    }),
  )
  assert.equal(waitBefore(TRIES, failing(null)), null)
  assert.equal(waitBefore(1, { error: forbidden('non'), retryAfter: null }), null)
})

test('Retry-After is a number of seconds or a date; anything else says nothing', () => {
  const now = new Date('2026-11-25T10:00:00Z')
  assert.equal(retryAfterSeconds('12', now), 12)
  assert.equal(retryAfterSeconds('Wed, 25 Nov 2026 10:00:30 GMT', now), 30)
  assert.equal(retryAfterSeconds('Wed, 25 Nov 2026 09:00:00 GMT', now), 0)
  assert.deepEqual(
    ['', 'bientôt', null].map((header) => retryAfterSeconds(header, now)),
    [null, null, null],
  )
})

test('one host is not asked more often than its pace, and another does not wait for it', async () => {
  const time = quickTime()
  const network: Network = {
    kind: 'internet',
    get: async ({ url }) => ({ status: 200, url, header: () => null, body: (async function* () {})() }),
  }
  const fetch = patientFetch(network, time, { say: () => undefined, asked: () => undefined }, { 'lent.fr': 5_000 })
  const ask = (url: string) => fetch({ url }, async () => undefined)
  await ask('https://lent.fr/1')
  await ask('https://vif.fr/1')
  assert.deepEqual(time.waits, [])
  await ask('https://lent.fr/2')
  await ask('https://vif.fr/2')
  assert.deepEqual(time.waits, [5_000])
})

const LONG = Array.from({ length: 4000 }, (_, i) => `ligne ${i}\n`).join('')
const FILE = 'https://exemple.fr/long.csv'

/** What is read of a long file that is cut so many times, and how it was asked. */
const readCut = async (headers: Readonly<Record<string, string>>, cuts: number) => {
  const replay = await replayServer()
  const time = quickTime()
  const said: string[] = []
  try {
    replay.answer(FILE, LONG, headers)
    replay.break(FILE, 'cut-half-way', cuts)
    let begun = 0
    const fetch = patientFetch(replay.network, time, { say: (sentence) => said.push(sentence), asked: () => undefined })
    const text = await fetch({ url: FILE, headers: { 'if-none-match': '"avant"' } }, async ({ body }) => {
      begun += 1
      const chunks: Uint8Array[] = []
      for await (const chunk of body) chunks.push(chunk)
      return Buffer.concat(chunks).toString()
    })
    return { same: text === LONG, begun, asked: replay.asked.length, said }
  } finally {
    await replay.close()
  }
}

test('a file cut half way goes on from there, whole and once, when its producer allows it', async () => {
  const { same, begun, asked, said } = await readCut({ etag: '"un"', 'accept-ranges': 'bytes' }, 3)
  assert.deepEqual({ same, begun, asked }, { same: true, begun: 1, asked: 4 })
  assert.match(said[0] ?? '', /a coupé sa réponse avant la fin\. Suite à partir de [\d,]+.k?o dans 2 s\.$/)
})

test('else it begins again: no mark, a weak one, or a producer that sends everything anew', async () => {
  for (const headers of [
    { 'accept-ranges': 'bytes' },
    { etag: 'W/"un"', 'accept-ranges': 'bytes' },
    { etag: '"un"' },
  ]) {
    const { same, begun } = await readCut(headers, 1)
    assert.deepEqual({ same, begun }, { same: true, begun: 2 }, JSON.stringify(headers))
  }
})

test('two editions are never sewn together: a file that changed since it was cut is read from its beginning', async () => {
  const replay = await replayServer()
  try {
    replay.answer(FILE, LONG, { etag: '"un"', 'accept-ranges': 'bytes' })
    replay.break(FILE, 'cut-half-way', 1)
    const young = LONG.toUpperCase()
    const time = quickTime()
    const changing = {
      ...time,
      wait: async (milliseconds: number) => {
        replay.answer(FILE, young, { etag: '"deux"', 'accept-ranges': 'bytes' })
        await time.wait(milliseconds)
      },
    }
    const fetch = patientFetch(replay.network, changing, { say: () => undefined, asked: () => undefined })
    const text = await fetch({ url: FILE }, async ({ body }) => {
      const chunks: Uint8Array[] = []
      for await (const chunk of body) chunks.push(chunk)
      return Buffer.concat(chunks).toString()
    })
    assert.equal(text, young)
  } finally {
    await replay.close()
  }
})
