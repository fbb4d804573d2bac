import type { Column } from './column.ts'

/** What a question has to know of a version's tables. */
export interface TableShape {
  readonly columns: readonly Column[]
  /**
   * Text columns whose values come back often: tables `repeated` (value, folded) and `term` (stem, value) hold them once
   * a value. The other text columns have a folded copy of each row in `folded`, and the rows of each stem in `word`.
   */
  readonly repeated: readonly string[]
  /** A column of short values that tells every row apart, found at once by a `CodeIndex`. */
  readonly code: string | null
}
