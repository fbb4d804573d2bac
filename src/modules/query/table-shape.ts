import type { Column } from './column.ts'

/** What a question has to know of a version's tables. */
export interface TableShape {
  readonly columns: readonly Column[]
  /**
   * Text columns of few values that come back often: tables `repeated` (id, value, folded) and `term` (stem, value, id)
   * hold them once a value. Columns that are neither here nor in `held` have a folded copy of each row in `folded`, and
   * the rows of each stem in `word`.
   */
  readonly repeated: readonly string[]
  /** The same for columns of many values: `held` tells the rows of each id. */
  readonly held: readonly string[]
  /** A column of short values that tells every row apart, found at once by a `CodeIndex`. */
  readonly code: string | null
}
