import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'

const icauna = (...words: readonly string[]) => promisify(execFile)(process.execPath, ['bin/icauna', ...words])

test('the command of the machine runs, joined anew or kept, and refuses what it does not know', async () => {
  const [first, kept] = [await icauna('--help'), await icauna('--help')]
  assert.match(first.stdout, /^Usage : icauna COMMANDE/)
  assert.equal(kept.stdout, first.stdout)
  await assert.rejects(icauna('danser'), { code: 2 })
})
