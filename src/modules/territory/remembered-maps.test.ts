import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Contour } from './ports.ts'
import { rememberedMaps } from './remembered-maps.ts'

const SHAPE: Contour = { geometry: { type: 'Polygon', coordinates: [] }, edition: 2026, source: 'essai' }

const remembered = () => {
  const state = { at: 0, revision: 'un', laid: 0, read: 0 }
  const layout = async () => {
    state.laid++
    return { tiles: [], by: '', ground: null }
  }
  const contours = {
    of: async (_level: string, codes: readonly string[]) => {
      state.read++
      return new Map(codes.map((code) => [code, SHAPE]))
    },
    revision: async () => state.revision,
  }
  return { state, maps: rememberedMaps(layout, contours, () => new Date(state.at)) }
}

test('maps are laid out once, however often and long they are asked', async () => {
  const { state, maps } = remembered()
  const first = await maps.layout('89')
  state.at = 600_000
  assert.equal(await maps.layout('89'), first)
  assert.equal(await maps.contours('commune', ['89024']), await maps.contours('commune', ['89024']))
  assert.deepEqual([state.laid, state.read], [1, 1])
})

test('contours taken in by a command are seen a minute later', async () => {
  const { state, maps } = remembered()
  const before = await maps.layout('89')
  state.revision = 'deux'
  assert.equal(await maps.layout('89'), before)
  state.at = 60_001
  assert.notEqual(await maps.layout('89'), before)
  assert.equal(await maps.revision(), 'deux')
})
