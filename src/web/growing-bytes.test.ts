import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { GrowingBytes } from './growing-bytes.ts'

const bytesOf = (pieces: readonly string[]): Buffer => {
  const bytes = new GrowingBytes()
  for (const piece of pieces) bytes.add(piece)
  return bytes.end()
}

test('pieces become the bytes of the text that they make, whatever their signs and their length', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.nat(400_000).map((length) => '’é'.repeat(length)),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      assert.ok(bytesOf(pieces).equals(Buffer.from(pieces.join(''))))
    }),
    { numRuns: 40 },
  )
})

test('a text written while another is leaves it as it is, and so do those written after it', () => {
  const outer = new GrowingBytes()
  outer.add('<p>')
  const inner = bytesOf(['là'])
  outer.add('ici</p>')
  const page = outer.end()
  bytesOf(['x'.repeat(1000)])
  assert.deepEqual([String(page), String(inner)], ['<p>ici</p>', 'là'])
})
