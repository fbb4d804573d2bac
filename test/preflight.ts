import type { IndicatorMove } from '../src/modules/harvest/indicator-move.ts'
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

/** An indicator of 423 communes of which a dozen move a little: a test names only what matters to it. */
export const moveOf = (changes: Partial<IndicatorMove> = {}): IndicatorMove => ({
  slug: 'revenu-median',
  name: 'Revenu médian',
  outcome: 'moves',
  refused: [],
  level: 'commune',
  known: { before: 423, after: 423 },
  gained: 0,
  lost: 0,
  changed: 12,
  revised: 0,
  periods: { before: 'en 2022', after: 'en 2023' },
  home: { name: 'Yonne', before: '21\u00A0400\u00A0€', after: '21\u00A0900\u00A0€' },
  homeLost: false,
  homeMoved: 0.02,
  placesMoved: 0.02,
  largest: [{ name: 'Joigny', before: '20\u00A0100\u00A0€', after: '21\u00A0000\u00A0€' }],
  ...changes,
})
