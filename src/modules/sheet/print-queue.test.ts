import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sheetContent } from '../../../test/sheet.ts'
import { DomainError } from '../../kernel/errors.ts'
import { printQueue } from './print-queue.ts'

const content = sheetContent()
const bytes = (length = 10) => new Uint8Array(length)

/** Printers that finish when told, and how many work at once. */
const presses = (n: number) => {
  const begun: { finish: (sheet: Uint8Array) => void; fail: (error: Error) => void }[] = []
  const print = () => new Promise<Uint8Array>((finish, fail) => begun.push({ finish, fail }))
  return { begun, printers: Array.from({ length: n }, () => print) }
}
const settle = () => new Promise<void>((done) => setImmediate(done))

test('no more sheets are printed at once than there are printers; the next begins when one ends', async () => {
  const { begun, printers } = presses(2)
  const queue = printQueue(printers)
  const asked = ['a', 'b', 'c'].map((key) => queue.print(key, content))
  await settle()
  assert.equal(begun.length, 2)
  begun[0]?.finish(bytes())
  await asked[0]
  await settle()
  assert.equal(begun.length, 3)
  for (const one of begun) one.finish(bytes())
  await Promise.all(asked)
})

test('a sheet asked by many at once is printed once, then kept', async () => {
  const { begun, printers } = presses(2)
  const queue = printQueue(printers)
  const asked = [queue.print('a', content), queue.print('a', content)]
  await settle()
  begun[0]?.finish(bytes())
  await Promise.all(asked)
  await queue.print('a', content)
  assert.equal(begun.length, 1)
})

test('when too many wait, the next is refused at once, with how long to wait', async () => {
  const { begun, printers } = presses(1)
  const queue = printQueue(printers, { mostWaiting: 1 })
  const asked = [queue.print('a', content), queue.print('b', content)]
  await settle()
  await assert.rejects(
    queue.print('c', content),
    (error) => error instanceof DomainError && error.fault.kind === 'too-many' && error.fault.retryAfterSeconds > 0,
  )
  begun[0]?.finish(bytes())
  await asked[0]
  await settle()
  begun[1]?.finish(bytes())
  await Promise.all(asked)
})

test('a failure is told to who asked, is not kept, and frees its printer', async () => {
  const { begun, printers } = presses(1)
  const queue = printQueue(printers)
  const failed = queue.print('a', content)
  await settle()
  begun[0]?.fail(new Error('no paper'))
  await assert.rejects(failed, /no paper/)
  const again = queue.print('a', content)
  await settle()
  begun[1]?.finish(bytes(3))
  assert.equal((await again).length, 3)
})

test('the sheets used last are kept, as far as there is room', async () => {
  let printed = 0
  const queue = printQueue(
    [
      async () => {
        printed += 1
        return bytes(40)
      },
    ],
    { room: 100 },
  )
  for (const key of ['a', 'b', 'a', 'c', 'a']) await queue.print(key, content)
  assert.equal(printed, 3)
  await queue.print('b', content)
  assert.equal(printed, 4)
})
