import { digits, ident, join, literal, type Sql, sql } from '../../kernel/sql.ts'
import type { Relation } from './relation.ts'

/**
 * Bytes of the longest line, in our own files and in those left where they lie: what has longer ones goes through our
 * reader. Left to itself, DuckDB takes buffers of sixteen lines, past the memory we give it; two lines are enough.
 */
const LINE = { ours: 32 * 1024 * 1024, theirs: 8 * 1024 * 1024 }

/** The rows of a relation as text columns `c0`, `c1`… (and `line` when they carry it), as DuckDB reads them. */
export const relationSql = (relation: Relation, header: readonly string[]): Sql => {
  if (relation.kind === 'parquet') {
    const named = header.map((name, i) => sql`${ident(name)}::varchar as ${ident(`c${i}`)}`)
    return sql`(select ${join(named)} from read_parquet(${literal(relation.path)}))`
  }
  const names = [...(relation.numbered ? ['line'] : []), ...header.map((_, i) => `c${i}`)]
  const types = join(names.map((name) => sql`${literal(name)}: ${literal(name === 'line' ? 'BIGINT' : 'VARCHAR')}`))
  // Told of « \r\n » in strict mode, DuckDB takes the whole file for one row that it then passes over: it finds out by itself.
  const ends = relation.newLine === '\\r\\n' ? sql`` : sql`, new_line = ${literal(relation.newLine ?? '\\n')}`
  // Our own files hold no blank row; in those left where they lie, rows of separators alone are passed over, as our reader does.
  const present = relation.numbered ? sql`` : sql` where ${isPresent(header.map((_, i) => ident(`c${i}`)))}`
  const line = relation.numbered ? LINE.ours : LINE.theirs
  return sql`(select * from read_csv(${literal(relation.path)}, auto_detect = false, header = false, columns = {${types}}, delim = ${literal(relation.delimiter)},
    quote = ${literal(relation.quote)}, escape = ${literal(relation.escape)}, skip = ${digits(relation.skip)}, nullstr = '', strict_mode = true,
    max_line_size = ${digits(line)}, buffer_size = ${digits(2 * line)}${ends})${present})`
}

/** True when some cell is more than blanks. Nearly all rows are told by their first cell alone, from its first letter: trimming every cell would take as long as reading them. */
const isPresent = (cells: readonly Sql[]): Sql => {
  const plain = join(
    cells.map((cell) => sql`when ${cell} between '!' and '~' then true`),
    ' ',
  )
  const blank = join(
    cells.map((cell) => sql`coalesce(trim(${cell}), '') = ''`),
    ' and ',
  )
  return sql`case ${plain} else not (${blank}) end`
}
