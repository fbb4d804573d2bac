import assert from 'node:assert/strict'
import { test } from 'node:test'
import { followSources } from './follow-sources.ts'

/** A follower whose rebuildings last until they are let go. */
const followed = () => {
  const bugs: unknown[] = []
  const follower = followSources((error) => bugs.push(error))
  const going: ((outcome?: Error) => void)[] = []
  const rebuild = () => new Promise<void>((done, fail) => going.push((error) => (error ? fail(error) : done())))
  return { follower, rebuild, going, bugs }
}

test('all that is noted while one rebuilding goes on is followed by one more', async () => {
  const { follower, rebuild, going } = followed()
  follower.begin(rebuild)
  assert.equal(going.length, 0, 'nothing was noted')
  follower.noted()
  for (let i = 0; i < 5; i += 1) follower.noted()
  assert.equal(going.length, 1)
  going[0]?.()
  await Promise.resolve().then(() => undefined)
  const settled = follower.settled()
  while (going.length < 2) await Promise.resolve()
  going[1]?.()
  await settled
  assert.equal(going.length, 2)
})

test('what was noted before the beginning is followed from it', async () => {
  const { follower, rebuild, going } = followed()
  follower.noted()
  follower.begin(rebuild)
  assert.equal(going.length, 1)
  going[0]?.()
  await follower.settled()
})

test('a work that shows several datasets is followed once, after it, even when it fails', async () => {
  const { follower, rebuild, going } = followed()
  follower.begin(rebuild)
  const work = follower.during(async () => {
    follower.noted()
    follower.noted()
    assert.equal(going.length, 0)
    throw new Error('panne')
  })
  await assert.rejects(work, /panne/)
  assert.equal(going.length, 1)
  going[0]?.()
  await follower.settled()
})

test('a rebuilding that fails is told, and the next one comes', async () => {
  const { follower, rebuild, going, bugs } = followed()
  follower.begin(rebuild)
  follower.noted()
  going[0]?.(new Error('panne'))
  await follower.settled()
  assert.equal(bugs.length, 1)
  follower.noted()
  assert.equal(going.length, 2)
  going[1]?.()
  await follower.settled()
})

test('once closed, nothing begins', async () => {
  const { follower, rebuild, going } = followed()
  follower.begin(rebuild)
  await follower.close()
  follower.noted()
  assert.equal(going.length, 0)
})
