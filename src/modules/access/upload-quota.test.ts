import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { freshDatabase } from '../../../test/postgres.ts'
import { DomainError } from '../../kernel/errors.ts'
import { sql } from '../../kernel/sql.ts'
import { postgresUploads } from './upload-quota.postgres.ts'
import { overQuota, UPLOAD_WINDOW_MS } from './upload-quota.ts'

let base: Awaited<ReturnType<typeof freshDatabase>>
before(async () => {
  base = await freshDatabase()
  for (const id of ['ada', 'basile'])
    await base.database.query(sql`insert into access.person (id, email, name, role, password_hash, created_at)
      values (${id}, ${id}, ${id}, 'contributor', '', now())`)
})
after(() => base.close())

const START = new Date('2026-11-25T10:00:00Z').getTime()
let at = START
let last = 0
const quota = (limit: number) =>
  postgresUploads(base.database, {
    limit,
    newId: () => {
      last += 1
      return `u${last}`
    },
    now: () => new Date(at),
  })
const later = (hours: number) => {
  at += hours * 3_600_000
}

test('what a person sends in a day is bounded, what arrives at once included', async () => {
  const { reserve } = quota(1000)
  const asked = await Promise.allSettled([1, 2, 3, 4, 5].map(() => reserve('ada', 300)))
  assert.equal(asked.filter(({ status }) => status === 'fulfilled').length, 3)
  for (const one of asked)
    if (one.status === 'rejected')
      assert.ok(one.reason instanceof DomainError && one.reason.fault.kind === 'too-many', String(one.reason))
  await reserve('basile', 1000)
})

test('what is received counts, not what was announced; after 24 hours it counts no more', async () => {
  later(24)
  const { reserve } = quota(1000)
  await (await reserve('ada', 1000)).settle(400)
  await (await reserve('ada', 600)).settle(0)
  later(1)
  await reserve('ada', 500)
  await assert.rejects(
    reserve('ada', 200),
    /déjà envoyé 900.o en 24 heures, et la limite est de 1.ko par personne et par jour[\s\S]*dans 23.heures/,
  )
  later(23)
  await reserve('ada', 500)
  await assert.rejects(reserve('ada', 1), /dans 1.heure,/)
})

test('a file larger than all that one may send is told so', async () => {
  await assert.rejects(quota(1000).reserve('basile', 2000), /dépasse à lui seul[\s\S]*en plusieurs parties/)
})

test('without a limit nothing is counted', async () => {
  later(24)
  const { reserve } = quota(0)
  for (let n = 0; n < 3; n += 1) await (await reserve('ada', 1e12)).settle(1e12)
  await quota(1000).reserve('ada', 1000)
})

test('a refusal lasts exactly until the file fits', () => {
  const uploads = fc.array(fc.record({ bytes: fc.nat(100), age: fc.nat(UPLOAD_WINDOW_MS / 1000 - 1) }), {
    maxLength: 8,
  })
  fc.assert(
    fc.property(uploads, fc.nat(100), fc.integer({ min: 100, max: 300 }), (drawn, bytes, limit) => {
      const now = new Date(START)
      const sent = drawn
        .map((one) => ({ bytes: one.bytes, at: new Date(START - one.age * 1000) }))
        .toSorted((a, b) => a.at.getTime() - b.at.getTime())
      const refused = overQuota(sent, bytes, limit, now)
      const total = sent.reduce((sum, one) => sum + one.bytes, 0)
      assert.equal(refused !== null, total + bytes > limit)
      if (refused?.fault.kind !== 'too-many') return
      const afterSeconds = (seconds: number) => {
        const then = new Date(START + seconds * 1000)
        const counted = sent.filter((one) => one.at.getTime() > then.getTime() - UPLOAD_WINDOW_MS)
        return overQuota(counted, bytes, limit, then)
      }
      assert.equal(afterSeconds(refused.fault.retryAfterSeconds), null)
      assert.notEqual(afterSeconds(refused.fault.retryAfterSeconds - 1), null)
    }),
  )
})
