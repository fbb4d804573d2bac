import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPassword, NOBODY, verifyPassword } from './password.node.ts'

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
