import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { readCodeIndex, writeCodeIndex } from './code-index.disk.ts'

test('every code leads to its line, among few others, and an unknown one to none that holds it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'icauna-codes-'))
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.string({ maxLength: 16 }), { maxLength: 200 }), async (codes) => {
      const path = join(folder, 'codes.bin')
      await writeCodeIndex(path, inTurns(codes), codes.length)
      const index = await readCodeIndex(path)
      for (const [line, code] of codes.entries()) assert.ok(index.linesOf(code).includes(line))
      assert.ok(!index.linesOf('jamais vu').some((line) => codes[line] === 'jamais vu'))
    }),
    { numRuns: 40 },
  )
  await rm(folder, { recursive: true })
})

async function* inTurns(codes: readonly string[]) {
  const half = Math.ceil(codes.length / 2)
  yield codes.slice(0, half)
  yield codes.slice(half)
}
