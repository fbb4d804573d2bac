import { ident, join, type Sql, sql } from '../../kernel/sql.ts'
import type { Expr, Sort } from './ast.ts'
import type { Column } from './column.ts'
import { columnNamed, compile } from './compile.ts'
import type { IndexedShape } from './index-lines.ts'

/** The columns asked for, in the order asked; all of them when nothing is. */
export const chosen = (select: readonly string[] | null, columns: readonly Column[]): readonly Column[] =>
  select ? select.map((name) => columnNamed(name, columns, '/select')) : columns

export const filtered = (where: Expr | null, shape: IndexedShape): Sql =>
  where ? sql` where ${compile(where, shape)}` : sql``

/** Missing values last, and file order between equals: paging visits each row once. */
export const sorted = (sort: readonly Sort[], shape: IndexedShape): Sql => {
  const keys = sort.map(({ column, descending }) => {
    const key = sql`rows.${ident(columnNamed(column, shape.columns, '/sort').name)}`
    return descending ? sql`${key} desc nulls last` : sql`${key} asc nulls last`
  })
  return sql` order by ${join([...keys, sql`rowid`])}`
}
