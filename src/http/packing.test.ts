import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { startThread } from '../kernel/thread.ts'
import { packApart } from './packing.node.ts'

test('what is packed unpacks to the same bytes, each asker getting its own', async () => {
  const { pack, unpack } = packApart()
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 2000 }), { minLength: 1, maxLength: 8 }), async (all) => {
      const packed = await Promise.all(all.map(pack))
      const plain = all.map((bytes) => Buffer.from(bytes))
      assert.deepEqual(
        packed.map((one) => gunzipSync(one)),
        plain,
      )
      assert.deepEqual(await Promise.all(packed.map(unpack)), plain)
    }),
    { numRuns: 50 },
  )
})

test('when its thread ends, those who wait are told, and the next bytes are packed by another', async () => {
  const ending = () =>
    new Worker("require('worker_threads').parentPort.once('message', () => process.exit(1))", { eval: true })
  const starts = [ending, () => startThread(new URL('./pack-thread.ts', import.meta.url), null)]
  const { pack } = packApart(() => (starts.shift() ?? assert.fail('a third thread'))())
  await Promise.all(['a', 'b'].map((text) => assert.rejects(pack(Buffer.from(text)), /has ended/)))
  assert.equal(gunzipSync(await pack(Buffer.from('encore'))).toString(), 'encore')
})
