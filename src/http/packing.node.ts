import type { Worker } from 'node:worker_threads'
import { startThread } from '../kernel/thread.ts'
import type { Answered, Asked } from './pack-thread.ts'

/** Packs bytes by gzip, and unpacks them. */
export type Packing = { readonly [work in Asked['work']]: (bytes: Uint8Array) => Promise<Buffer> }

interface Waiting {
  readonly done: (bytes: Buffer) => void
  readonly failed: (error: Error) => void
}

/**
 * Packs and unpacks in a thread of its own, begun at the first bytes. In the thread that answers, a stream of zlib leaves behind, from
 * Node 24 on, all its buffers until the next collection of the whole heap, and so brings it on: see ADR 0027.
 * The thread holds the process up only while it works, and is begun again if it ended.
 */
export const packApart = (start = packingThread): Packing => {
  const waiting = new Map<number, Waiting>()
  let thread: Worker | null = null
  let last = 0
  const begun = (): Worker => {
    const fresh = start()
    const lost = (error: Error) => {
      if (thread !== fresh) return
      thread = null
      for (const { failed } of waiting.values()) failed(error)
      waiting.clear()
    }
    fresh.on('message', ({ id, bytes }: Answered) => {
      waiting.get(id)?.done(Buffer.from(bytes.buffer))
      waiting.delete(id)
      if (waiting.size === 0) fresh.unref()
    })
    fresh.on('error', lost)
    fresh.on('exit', () => lost(new Error('the thread that packs has ended')))
    return fresh
  }
  const ask = (work: Asked['work'], bytes: Uint8Array) =>
    new Promise<Buffer>((done, failed) => {
      thread ??= begun()
      last += 1
      waiting.set(last, { done, failed })
      thread.ref()
      thread.postMessage({ id: last, work, bytes } satisfies Asked)
    })
  return { pack: (bytes) => ask('pack', bytes), unpack: (bytes) => ask('unpack', bytes) }
}

/** A page is a few hundred kilobytes. */
const MEMORY_MB = 64

const packingThread = (): Worker => startThread(new URL('./pack-thread.ts', import.meta.url), null, MEMORY_MB)
