import { digits, ident, type Sql, sql } from '../../kernel/sql.ts'
import type { Expr } from './ast.ts'
import { compile, indexLines, isIndexed } from './compile.ts'
import type { IndexedShape } from './index-lines.ts'
import type { OpenVersion } from './open-versions.duckdb.ts'
import { ROW_GROUP } from './row-group.ts'

/**
 * The cheapest count of the rows a filter keeps. Where no group of rows can be passed over by its bounds, reading the
 * columns straight through and counting takes a fifth less than filtering; where some can, filtering passes them over.
 */
export const countSql = async (version: OpenVersion, where: Expr, shape: IndexedShape): Promise<Sql> => {
  if (isIndexed(where)) return sql`select count(*) from (${indexLines(where, shape)})`
  const condition = compile(where, shape)
  const compared = comparedColumns(where)
  for (const name of compared ?? []) {
    const column = shape.columns.find((c) => c.name === name)
    if (column?.type === 'text' || !(await isScattered(version, name)))
      return sql`select count(*) from rows where ${condition}`
  }
  return compared ? sql`select count_if(${condition}) from rows` : sql`select count(*) from rows where ${condition}`
}

/** The columns of a filter made of comparisons alone; null when it also looks rows up in an index. */
const comparedColumns = (where: Expr): readonly string[] | null => {
  switch (where.kind) {
    case 'and':
    case 'or': {
      const [left, right] = [comparedColumns(where.left), comparedColumns(where.right)]
      return left && right && [...left, ...right]
    }
    case 'not':
      return comparedColumns(where.of)
    case 'search':
    case 'bbox':
    case 'contains':
      return null
    default:
      return [where.column]
  }
}

const known = new WeakMap<OpenVersion, Map<string, Promise<boolean>>>()

/** Whether all groups of rows have values in common, so that bounds seldom rule one out. Asked once of an open version, for all who wait. */
const isScattered = (version: OpenVersion, column: string): Promise<boolean> => {
  const answers = known.get(version) ?? new Map<string, Promise<boolean>>()
  known.set(version, answers)
  const answer = answers.get(column) ?? askScattered(version, column)
  answers.set(column, answer)
  answer.catch(() => answers.delete(column))
  return answer
}

const askScattered = async (version: OpenVersion, column: string): Promise<boolean> => {
  const groups = sql`select min(${ident(column)}) as least, max(${ident(column)}) as greatest
    from rows group by rowid // ${digits(ROW_GROUP)}`
  const [[common] = []] = await version.lend((duck) =>
    duck.rows(sql`select max(least) <= min(greatest) from (${groups})`),
  )
  return common !== false
}
