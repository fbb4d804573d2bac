import { parentPort } from 'node:worker_threads'
import { gunzipSync, gzipSync } from 'node:zlib'

/** What `packing.node.ts` asks of its thread. */
export interface Asked {
  readonly id: number
  readonly work: keyof typeof WORKS
  readonly bytes: Uint8Array
}

/** What the thread answers. */
export interface Answered {
  readonly id: number
  readonly bytes: Uint8Array
}

/** Beyond, a page takes twice the work to lose a twentieth of its weight. */
const LEVEL = 4

const WORKS = {
  pack: (bytes: Uint8Array) => gzipSync(bytes, { level: LEVEL }),
  unpack: (bytes: Uint8Array) => gunzipSync(bytes),
}

parentPort?.on('message', ({ id, work, bytes: given }: Asked) => {
  const bytes = new Uint8Array(WORKS[work](given))
  parentPort?.postMessage({ id, bytes } satisfies Answered, [bytes.buffer])
})
