import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recent } from './recent.ts'

test('what was asked last is made once, what is older is made anew, and a failure is tried again', async () => {
  const made: string[] = []
  const of = recent<string>(2)
  const ask = (key: string) =>
    of(key, async () => {
      made.push(key)
      if (key === 'bad') throw new Error(key)
      return key.toUpperCase()
    })
  assert.deepEqual(await Promise.all([ask('a'), ask('a'), ask('b'), ask('a')]), ['A', 'A', 'B', 'A'])
  await ask('c') // pushes b out, which was asked before a
  await ask('a')
  await ask('b')
  assert.deepEqual(made, ['a', 'b', 'c', 'b'])
  await assert.rejects(ask('bad'))
  await assert.rejects(ask('bad'))
  assert.equal(made.filter((key) => key === 'bad').length, 2)
})
