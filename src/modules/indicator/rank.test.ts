import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { StatedValue } from '../figure/index.ts'
import { rankAmongPeers } from './rank.ts'

const number = (value: number): StatedValue => ({ value, status: value === 0 ? 'zero' : 'value' })
const none = (status: 'missing' | 'secret'): StatedValue => ({ value: null, status })
const stated = fc.oneof(
  { arbitrary: fc.integer({ min: -20, max: 20 }).map(number), weight: 5 },
  { arbitrary: fc.constantFrom(none('missing'), none('secret')), weight: 1 },
)
const group = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.array(stated, { maxLength: 30 }))

test('equal values share a rank, and those after them keep their number', () => {
  const peers = [9, 7, 7, 5].map(number)
  const at = (value: number, others: readonly StatedValue[]) => rankAmongPeers(number(value), others)
  assert.deepEqual([at(7, peers)?.rank, at(7, peers)?.alike, at(7, peers)?.of], [2, 3, 5])
  assert.equal(at(5, peers.slice(0, 3))?.rank, 4)
})

test('peers without a number are counted by reason and rank nobody', () => {
  const rank = rankAmongPeers(number(3), [number(4), none('secret'), none('secret'), none('missing')])
  assert.deepEqual([rank?.rank, rank?.of, rank?.median, rank?.toMedian], [2, 2, 3.5, -0.5])
  assert.deepEqual(
    [...(rank?.without ?? [])],
    [
      ['secret', 2],
      ['missing', 1],
    ],
  )
})

test('a place without a number has no rank', () => assert.equal(rankAmongPeers(none('secret'), [number(1)]), null))

test('alone, a place is first and nothing is said of how many are below', () => {
  const rank = rankAmongPeers(number(3), [])
  assert.deepEqual([rank?.rank, rank?.of, rank?.quantile, rank?.toMedian], [1, 1, null, 0])
})

test('the order in which peers come changes nothing', () => {
  fc.assert(
    fc.property(group, fc.infiniteStream(fc.nat()), ([own, peers], keys) => {
      const shuffled = peers.map((peer) => ({ peer, key: keys.next().value ?? 0 })).toSorted((a, b) => a.key - b.key)
      const [one, other] = [peers, shuffled.map(({ peer }) => peer)].map((list) => rankAmongPeers(number(own), list))
      assert.deepEqual({ ...one, without: null }, { ...other, without: null })
      assert.deepEqual(new Map(one?.without), new Map(other?.without))
    }),
  )
})

test('those above, those alike and those below make the whole group', () => {
  fc.assert(
    fc.property(group, ([own, peers]) => {
      const rank = rankAmongPeers(number(own), peers)
      const opposite = rankAmongPeers(
        number(-own || 0),
        peers.map((peer) => (peer.value === null ? peer : number(-peer.value || 0))),
      )
      assert.ok(rank && opposite)
      assert.equal(rank.rank - 1 + rank.alike + (opposite.rank - 1), rank.of)
      if (rank.quantile !== null) assert.ok(Math.abs(rank.quantile + (opposite.quantile ?? 0) - 1) < 1e-12)
      assert.equal(rank.of + [...rank.without.values()].reduce((sum, n) => sum + n, 0), peers.length + 1)
    }),
  )
})

test('a higher value never ranks after a lower one, and half of the group is not above the median', () => {
  fc.assert(
    fc.property(group, fc.integer({ min: 0, max: 10 }), ([own, peers], more) => {
      const [low, high] = [rankAmongPeers(number(own), peers), rankAmongPeers(number(own + more), peers)]
      assert.ok(low && high && high.rank <= low.rank)
      const numbers = [own, ...peers.flatMap(({ value }) => (value === null ? [] : [value]))]
      assert.ok(numbers.filter((value) => value > low.median).length <= numbers.length / 2)
      assert.ok(numbers.filter((value) => value < low.median).length <= numbers.length / 2)
    }),
  )
})
