import { parentPort } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'

/** What `packing.node.ts` asks of its thread. */
export interface ToPack {
  readonly id: number
  readonly bytes: Uint8Array
}

/** What the thread answers. */
export interface Packed {
  readonly id: number
  readonly packed: Uint8Array
}

/** Beyond, a page takes twice the work to lose a twentieth of its weight. */
const LEVEL = 4

parentPort?.on('message', ({ id, bytes }: ToPack) => {
  const packed = new Uint8Array(gzipSync(bytes, { level: LEVEL }))
  parentPort?.postMessage({ id, packed } satisfies Packed, [packed.buffer])
})
