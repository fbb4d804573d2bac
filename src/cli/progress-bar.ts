import type { WriteStream } from 'node:tty'

/** A bar that moves when a person looks, and nothing otherwise. `clear` gives its line back to words. */
export const progressBar = (out: Pick<WriteStream, 'isTTY' | 'write'>) => {
  let shown = false
  return {
    show(done: number, doing: string): void {
      if (!out.isTTY) return
      const share = Math.min(1, Math.max(0, done))
      const bar = '█'.repeat(Math.round(share * 24)).padEnd(24, '░')
      out.write(`\r\x1B[K${bar} ${Math.round(share * 100)} %  ${doing.slice(0, 40)}`)
      shown = true
    },
    clear(): void {
      if (shown) out.write('\r\x1B[K')
      shown = false
    },
  }
}
