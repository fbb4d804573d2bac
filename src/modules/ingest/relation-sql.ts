import { digits, ident, join, literal, type Sql, sql } from '../../kernel/sql.ts'
import type { Relation } from './relation.ts'

/** The rows of a relation as text columns `c0`, `c1`… (and `line` when they carry it), as DuckDB reads them. */
export const relationSql = (relation: Relation, header: readonly string[]): Sql => {
  if (relation.kind === 'parquet') {
    const named = header.map((name, i) => sql`${ident(name)}::varchar as ${ident(`c${i}`)}`)
    return sql`(select ${join(named)} from read_parquet(${literal(relation.path)}))`
  }
  const names = [...(relation.numbered ? ['line'] : []), ...header.map((_, i) => `c${i}`)]
  const types = join(names.map((name) => sql`${literal(name)}: ${literal(name === 'line' ? 'BIGINT' : 'VARCHAR')}`))
  return sql`read_csv(${literal(relation.path)}, auto_detect = false, header = false, columns = {${types}}, delim = ${literal(relation.delimiter)},
    quote = ${literal(relation.quote)}, escape = ${literal(relation.escape)}, skip = ${digits(relation.skip)}, nullstr = '', strict_mode = true,
    max_line_size = 33554432, new_line = ${literal(relation.newLine ?? '\\n')})`
}
