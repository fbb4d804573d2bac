import type { DatasetStore } from './ports.ts'

const FLUSH_MS = 5000

/** Counts uses in memory and writes them every few seconds: reading a page never waits for a counter. Knows no one. */
export const useCounter = (datasets: Pick<DatasetStore, 'addUses'>) => {
  let waiting = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined
  const flush = async () => {
    clearTimeout(timer)
    timer = undefined
    const counts = waiting
    waiting = new Map()
    if (counts.size > 0) await datasets.addUses(counts)
  }
  return {
    count(datasetId: string): void {
      waiting.set(datasetId, (waiting.get(datasetId) ?? 0) + 1)
      timer ??= setTimeout(() => void flush().catch(() => undefined), FLUSH_MS).unref()
    },
    flush,
  }
}
