import { ident, join, type Sql, sql } from '../../kernel/sql.ts'
import type { Column } from './column.ts'

/** The columns as JSON shows them: a moment as `AAAA-MM-JJTHH:MM:SS`, the rest as it is. */
export const encodedColumns = (columns: readonly Column[]): Sql =>
  join(
    columns.map((c) =>
      c.type === 'datetime' ? sql`strftime(${ident(c.name)}, '%Y-%m-%dT%H:%M:%S') as ${ident(c.name)}` : ident(c.name),
    ),
  )

/** How Parquet files are written: the first level of zstd is two thirds of the work for a twentieth more bytes. */
export const PARQUET: Sql = sql`format parquet, compression zstd, compression_level 1`
