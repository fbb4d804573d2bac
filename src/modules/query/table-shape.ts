import { ident, type Sql } from '../../kernel/sql.ts'
import type { Column } from './column.ts'

/** What a question has to know of a version's tables. */
export interface TableShape {
  /** How the files are laid out: those of another layout are made again from the file received. */
  readonly layout: typeof LAYOUT
  readonly columns: readonly Column[]
  /**
   * Text columns of few values: `rows` also holds the number of each value (see `valueNumber`), and tables `value`
   * (name, id, value, folded) and `term` (stem, name, id) hold each value once.
   */
  readonly repeated: readonly string[]
  /**
   * Text columns of many values that come back: `text` (id, name, folded) and `text_word` (stem, id) hold each once, and
   * `held` tells the rows of each. The other text columns have a folded copy of each row in `folded`, and the rows of
   * each stem in `word`.
   */
  readonly held: readonly string[]
  /** A column of short values that tells every row apart, found at once by a `CodeIndex`. */
  readonly code: string | null
}

export const LAYOUT = 2

/**
 * The column of `rows` that holds, for a column of `TableShape.repeated`, the number of its value: from 0, in the order of
 * the values, so that both sort alike. Groups are made on it ten times quicker than on texts. No column of a file is named so.
 */
export const valueNumber = (name: string): Sql => ident(`#${name}`)
