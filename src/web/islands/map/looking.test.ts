import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer, Box } from './answer.ts'
import { looking } from './looking.ts'

const point = (id: number, x: number, y: number) => ({
  ...{ type: 'Feature' as const, id, properties: {} },
  geometry: { type: 'Point' as const, coordinates: [x, y] },
})
const everywhere = { placed: 3000, matching: 3000 }
const byRow: Answer = {
  ...{ version: 1, by: 'row', total: 2, frame: [0, 0, 9, 9], everywhere: { placed: 2, matching: 2 } },
  features: [point(1, 1, 1), point(2, 8, 8)],
}
const byCell: Answer = { version: 1, by: 'cell', total: 3000, everywhere, frame: [0, 0, 9, 9], features: [] }

const over = (first: Answer) => {
  let view: Box = [0, 0, 9, 9]
  const told: string[] = []
  const waiting: { box: Box | null; answer: (of: Answer) => void; fail: () => void }[] = []
  const known = looking({
    ask: (box) =>
      new Promise((answer, reject) => waiting.push({ box, answer, fail: () => reject(new Error('perdu')) })),
    view: () => view,
    first,
    onAnswer: ({ total }) => told.push(`${total}`),
    onWait: (is) => told.push(is ? 'waits' : 'done'),
    onFailure: (again) => {
      told.push('failed')
      retry = again
    },
  })
  let retry = () => {}
  const settled = () => new Promise((done) => setImmediate(done))
  return { known, told, waiting, settled, see: (box: Box) => (view = box), retry: () => retry() }
}

test('rows that are all known are not asked again as one moves over them', () => {
  const { known, waiting, see } = over(byRow)
  see([0, 0, 2, 2])
  assert.equal(known.look(), true)
  assert.deepEqual(
    known.rows().map(({ id }) => id),
    [1],
  )
  assert.match(known.words(), /^1\sligne dans cette vue sur 2\.$/)
  assert.deepEqual(waiting, [])
})

test('counts are asked for each view, and the answer of a view left behind is forgotten', async () => {
  const { known, told, waiting, settled, see } = over(byCell)
  see([0, 0, 4, 4])
  assert.equal(known.look(), false)
  see([0, 0, 2, 2])
  known.look()
  waiting[1]?.answer({ ...byRow, everywhere: null })
  waiting[0]?.answer({ ...byCell, total: 77 })
  await settled()
  assert.deepEqual(
    waiting.map(({ box }) => box),
    [
      [0, 0, 4, 4],
      [0, 0, 2, 2],
    ],
  )
  assert.deepEqual(told, ['waits', 'waits', '2', 'done'])
  assert.match(known.words(), /^1\sligne dans cette vue sur 3\s000\.$/)
})

test('a question that failed is told, what was known stays, and it can be asked again', async () => {
  const { known, told, waiting, settled, retry } = over(byCell)
  known.look()
  waiting[0]?.fail()
  await settled()
  assert.deepEqual(told, ['waits', 'failed', 'done'])
  assert.equal(known.answer(), byCell)
  retry()
  waiting[1]?.answer({ ...byCell, total: 12 })
  await settled()
  assert.deepEqual(waiting[1]?.box, [0, 0, 9, 9])
  assert.equal(known.answer().total, 12)
})

test('once stopped, nothing more is told', async () => {
  const { known, told, waiting, settled } = over(byCell)
  known.look()
  known.stop()
  waiting[0]?.answer(byRow)
  await settled()
  assert.deepEqual(told, ['waits'])
})
