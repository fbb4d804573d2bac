import type { Decision, Diagnostic } from '../catalog/index.ts'

/**
 * A file that DuckDB reads by itself as columns of text. Well-formed CSV and Parquet are read where they lie; everything
 * else was rewritten by our readers as a plain UTF-8 CSV first, so that what follows knows one thing only.
 */
export type Relation =
  | {
      readonly kind: 'csv'
      readonly path: string
      readonly delimiter: string
      readonly quote: string
      readonly escape: string
      /** Lines to pass over before the first row (header included). */
      readonly skip: number
      /** True when the first field of each row is the line number in the original file (files that we rewrote). */
      readonly numbered: boolean
      /** `\\n` unless the file ends its lines otherwise. */
      readonly newLine?: '\\n' | '\\r\\n' | '\\r'
    }
  | { readonly kind: 'parquet'; readonly path: string }

/** What reading a file gave: rows to load, names above them, and all that was noticed on the way. */
export interface ReadTable {
  readonly relation: Relation
  /** One label a column, as in the file (may be empty or repeated: naming is a later step). */
  readonly header: readonly string[]
  /** Line of the original where the first row stands, for messages, when rows are not numbered. */
  readonly firstLine: number
  readonly format: string
  readonly decisions: readonly Decision[]
  readonly diagnostics: readonly Diagnostic[]
  /** Totals by kind, when more was seen than is listed. */
  readonly totals: Readonly<Record<string, number>>
  /** CSV `ligne;raison;contenu` of what could not be read, or null when all was. */
  readonly rejectsPath: string | null
  readonly rejectedCount: number
}
