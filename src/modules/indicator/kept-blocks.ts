import type { Cells } from './edition.ts'

/** Blocks of cells kept in memory, all editions together. */
export interface KeptBlocks {
  /** The same reading, that keeps what it reads while there is room. */
  readonly reader: (read: (index: number) => Cells) => (index: number) => Cells
  /** Bytes of the blocks kept. */
  readonly bytes: () => number
}

interface Kept {
  readonly cells: Cells
  /** Whether it was read since it last came up for leaving. */
  used: boolean
  readonly leave: () => void
}

/**
 * Keeps blocks up to `maxBytes`, and lets go first of those that nobody read for a turn (the clock algorithm, or second
 * chance: Corbató, 1968): to read a kept block costs no more than to mark it.
 */
export const keptBlocks = (maxBytes: number): KeptBlocks => {
  const turn = new Set<Kept>()
  let bytes = 0
  const makeRoom = () => {
    for (const kept of turn) {
      if (bytes <= maxBytes) return
      turn.delete(kept)
      if (kept.used) {
        kept.used = false
        turn.add(kept)
        continue
      }
      bytes -= weightOf(kept.cells)
      kept.leave()
    }
  }
  return {
    bytes: () => bytes,
    reader(read) {
      const slots = new Map<number, Kept>()
      return (index) => {
        const found = slots.get(index)
        if (found) {
          found.used = true
          return found.cells
        }
        const cells = read(index)
        const kept = { cells, used: false, leave: () => slots.delete(index) }
        slots.set(index, kept)
        turn.add(kept)
        bytes += weightOf(cells)
        makeRoom()
        return cells
      }
    },
  }
}

const weightOf = ({ values, statuses, makings }: Cells): number =>
  values.byteLength + statuses.byteLength + makings.byteLength
