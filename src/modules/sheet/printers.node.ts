import type { Worker } from 'node:worker_threads'
import { startThread } from '../../kernel/thread.ts'
import type { SheetContent } from './sheet-content.ts'

/** Prints sheets outside of the thread that answers people. */
export interface Printer {
  readonly print: (content: SheetContent) => Promise<Uint8Array>
  readonly close: () => Promise<void>
}

const MEMORY_MB = 256

/** A thread that prints one sheet at a time, started at the first sheet and again after a fault. */
export const threadPrinter = (): Printer => {
  let thread: Worker | undefined
  const ready = (): Worker => {
    thread ??= startThread(new URL('./print-thread.ts', import.meta.url), null, MEMORY_MB)
    thread.unref()
    return thread
  }
  return {
    print: (content) =>
      new Promise((done, fail) => {
        const worker = ready()
        const end = (finish: () => void) => {
          for (const name of ['message', 'error', 'exit']) worker.removeAllListeners(name)
          worker.unref()
          finish()
        }
        const broken = (error: Error) =>
          end(() => {
            thread = undefined
            fail(error)
          })
        worker.ref()
        worker.once('message', ({ bytes, failure }: { bytes?: Uint8Array; failure?: string }) =>
          end(() => (bytes ? done(bytes) : fail(new Error(failure)))),
        )
        worker.once('error', broken)
        worker.once('exit', (code) => broken(new Error(`printing thread ended (${code})`)))
        worker.postMessage(content)
      }),
    close: async () => {
      await thread?.terminate()
    },
  }
}
