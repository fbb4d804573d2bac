import assert from 'node:assert/strict'
import { test } from 'node:test'
import { oneAtATime } from './one-at-a-time.ts'
import { hashPassword, NOBODY, verifyPassword } from './password.node.ts'
import { checkPassword } from './password-rules.ts'

test('a password is kept under a salt of its own, and only it opens', async () => {
  const [one, two] = await Promise.all([hashPassword('quatre mots au hasard'), hashPassword('quatre mots au hasard')])
  assert.notEqual(one, two)
  assert.equal(await verifyPassword('quatre mots au hasard', one), true)
  assert.equal(await verifyPassword('quatre mots au hazard', one), false)
  assert.equal(await verifyPassword('quatre mots au hasard', NOBODY), false)
})

test('the same word typed on another keyboard is the same', async () => {
  assert.equal(await verifyPassword('rivie\u0300re calcaire', await hashPassword('rivi\u00e8re calcaire')), true)
})

test('a password that holds the name in one’s address is refused however it is cut, not one that holds two letters of it', () => {
  for (const password of ['mariedupont-89000', 'Marie Dupont 89 !', 'MARIE_DUPONT_2026'])
    assert.throws(() => checkPassword(password, 'marie.dupont@example.org'), /trop facile/, password)
  for (const email of ['al@example.org', 'a@b.example']) checkPassword('cheval calme au hasard', email)
})

test('a crowd at the door is let in one by one, and the last of it told to come back', async () => {
  const inTurn = oneAtATime(2)
  let [inside, most] = [0, 0]
  const work = async () => {
    inside += 1
    most = Math.max(most, inside)
    await Promise.resolve()
    inside -= 1
  }
  const came = await Promise.allSettled([
    inTurn(work),
    inTurn(() => Promise.reject(new Error('non'))),
    inTurn(work),
    inTurn(work),
  ])
  assert.deepEqual(
    came.map((one) => (one.status === 'fulfilled' ? 'in' : String(one.reason.message))),
    ['in', 'non', 'in', 'Trop de personnes se connectent en même temps : réessayez dans un moment.'],
  )
  assert.equal(most, 1)
  await inTurn(work)
})
