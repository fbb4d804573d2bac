import { ident, join, type Sql, sql } from '../../kernel/sql.ts'
import type { Column } from './column.ts'

/** The columns as JSON shows them: a moment as `AAAA-MM-JJTHH:MM:SS`, the rest as it is. */
export const encodedColumns = (columns: readonly Column[]): Sql =>
  join(
    columns.map((c) =>
      c.type === 'datetime' ? sql`strftime(${ident(c.name)}, '%Y-%m-%dT%H:%M:%S') as ${ident(c.name)}` : ident(c.name),
    ),
  )

/** SQL that folds text as `fold` does: no case, no accent, ligatures opened, other signs as one space. */
export const foldedText = (text: Sql): Sql =>
  sql`trim(regexp_replace(replace(replace(lower(strip_accents(${text})), 'œ', 'oe'), 'æ', 'ae'), '[^\\p{L}\\p{N}]+', ' ', 'g'))`
