import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedTogether } from './asked-together.ts'

test('those who ask at once share an answer; who asks during it waits for the next, which is begun after they asked', async () => {
  const begun: ((answer: number) => void)[] = []
  const ask = askedTogether(() => new Promise<number>((answered) => begun.push(answered)))
  const [first, second] = [ask(), ask()]
  await Promise.resolve()
  assert.equal(begun.length, 1)
  const [third, fourth] = [ask(), ask()]
  begun[0]?.(1)
  assert.deepEqual([await first, await second], [1, 1])
  assert.equal(begun.length, 2)
  begun[1]?.(2)
  assert.deepEqual([await third, await fourth], [2, 2])
})

test('a question that fails is said to those who asked it, and is asked again', async () => {
  let asked = 0
  const ask = askedTogether(async () => {
    asked += 1
    if (asked === 1) throw new Error('no answer')
    return asked
  })
  const failed = ask()
  await assert.rejects(failed, /no answer/)
  assert.equal(await ask(), 2)
})
