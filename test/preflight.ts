import type { Preflight } from '../src/modules/harvest/preflight.ts'

/** A comparison that found a thousand rows alike and nothing else: a test names only what matters to it. */
export const preflightOf = (changes: Partial<Preflight>): Preflight => ({
  rowsBefore: 1000,
  rowsAfter: 1000,
  rowsAdded: 0,
  rowsRemoved: 0,
  rowsChanged: 0,
  columnsAdded: [],
  columnsRemoved: [],
  columnsRenamed: [],
  columnsRetyped: [],
  columnsMissing: [],
  emptied: [],
  shifted: [],
  outOfRange: [],
  places: null,
  edition: null,
  ...changes,
})
