import { DomainError } from '../../kernel/errors.ts'
import type { SheetContent } from './sheet-content.ts'

type Print = (content: SheetContent) => Promise<Uint8Array>

export interface PrintQueue {
  /** The sheet of a content known by `key`: printed once however many ask for it, kept while there is room. */
  readonly print: (key: string, content: SheetContent) => Promise<Uint8Array>
}

interface QueueOptions {
  /** Sheets that may wait for a printer; more are refused. */
  readonly mostWaiting?: number
  /** Bytes of the sheets kept. */
  readonly room?: number
}

/** Shares printers, one sheet at a time each, among those who ask. */
export const printQueue = (
  printers: readonly Print[],
  { mostWaiting = 20, room = 24e6 }: QueueOptions = {},
): PrintQueue => {
  const kept = new Map<string, Uint8Array>()
  const pending = new Map<string, Promise<Uint8Array>>()
  const free = [...printers]
  const waiting: ((printer: Print) => void)[] = []
  let bytes = 0
  const keep = (key: string, sheet: Uint8Array) => {
    kept.set(key, sheet)
    bytes += sheet.length
    for (const [oldest, { length }] of kept) {
      if (bytes <= room) break
      kept.delete(oldest)
      bytes -= length
    }
    return sheet
  }
  const printer = (): Promise<Print> | Print => {
    const idle = free.pop()
    if (idle) return idle
    if (waiting.length >= mostWaiting) throw tooMany()
    return new Promise((take) => waiting.push(take))
  }
  const work = async (key: string, content: SheetContent) => {
    const print = await printer()
    try {
      return keep(key, await print(content))
    } finally {
      const next = waiting.shift()
      if (next) next(print)
      else free.push(print)
    }
  }
  return {
    print: async (key, content) => {
      const known = kept.get(key)
      if (known) {
        kept.delete(key) // last in, last out
        kept.set(key, known)
        return known
      }
      const begun = pending.get(key) ?? work(key, content).finally(() => pending.delete(key))
      pending.set(key, begun)
      return begun
    },
  }
}

const tooMany = () =>
  new DomainError({
    kind: 'too-many',
    detail: 'Beaucoup de fiches sont demandées en ce moment : réessayez dans quelques secondes.',
    retryAfterSeconds: 10,
  })
