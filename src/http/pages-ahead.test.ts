import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pagesAhead } from './pages-ahead.ts'

const portal = () => {
  const state = { now: 'a', asked: [] as string[], moveAfter: Number.POSITIVE_INFINITY }
  const inject = async ({ url }: { readonly url: string }) => {
    state.asked.push(url)
    if (state.asked.length === state.moveAfter) state.now = 'b'
  }
  const parts = { app: { inject } as never, stateOf: async () => state.now, addresses: async () => ['/1', '/2', '/3'] }
  return { state, parts }
}

test('every page is asked once in a pass', async () => {
  const { state, parts } = portal()
  assert.equal(await pagesAhead(parts).pass(), true)
  assert.deepEqual(state.asked, ['/1', '/2', '/3'])
})

test('a pass ends when the state moves, or when the portal closes', async () => {
  const moved = portal()
  moved.state.moveAfter = 2
  assert.equal(await pagesAhead(moved.parts).pass(), false)
  assert.deepEqual(moved.state.asked, ['/1', '/2'])
  const closing = portal()
  const ahead = pagesAhead(closing.parts)
  await ahead.close()
  assert.equal(await ahead.pass(), false)
  assert.deepEqual(closing.state.asked, ['/1'])
})

test('pages are made once the portal has been still, and again after it moved', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const { state, parts } = portal()
  const ahead = pagesAhead({ ...parts, every: 1000 })
  ahead.start()
  const turn = async () => {
    t.mock.timers.tick(1000)
    for (let i = 0; i < 60; i += 1) {
      await Promise.resolve()
      t.mock.timers.tick(1)
    }
  }
  await turn()
  assert.deepEqual(state.asked, [])
  await turn()
  assert.deepEqual(state.asked, ['/1', '/2', '/3'])
  await turn()
  assert.equal(state.asked.length, 3)
  state.now = 'b'
  for (let i = 0; i < 3; i += 1) await turn()
  assert.equal(state.asked.length, 6)
  await ahead.close()
})
