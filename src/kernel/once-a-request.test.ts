import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asOneRequest, onceARequest } from './once-a-request.ts'

test('a question is asked once in a request, again in the next, and each time outside one', async () => {
  let asked = 0
  const ask = onceARequest(async () => {
    asked += 1
    return asked
  })
  const inRequest = () =>
    new Promise<readonly number[]>((done, fail) =>
      asOneRequest(() => Promise.all([ask(), ask().then(ask)]).then(done, fail)),
    )
  assert.deepEqual(await inRequest(), [1, 1])
  assert.deepEqual(await inRequest(), [2, 2])
  assert.deepEqual([await ask(), await ask()], [3, 4])
})
