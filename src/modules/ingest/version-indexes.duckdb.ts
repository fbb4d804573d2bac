import type { Duck } from '../../adapters/duckdb.ts'
import { ident, join, literal, type Sql, sql } from '../../kernel/sql.ts'
import type { ColumnProfile } from '../catalog/index.ts'
import { type Column, foldedText, isIndexed, placeOf, stem } from '../query/index.ts'
import { anchor } from './cell-sql.ts'

/**
 * What « contains » and searches read (see `TableShape`). Columns whose values come back are folded and cut into words
 * once a value; the others once a row. Gives the names of the former.
 */
export const indexWords = async (
  duck: Duck,
  columns: readonly ColumnProfile[],
  rowCount: number,
): Promise<readonly string[]> => {
  const texts = columns.filter((c) => c.type === 'text')
  const repeated = texts.filter((c) => c.distinct * REPEATS <= rowCount).map((c) => c.name)
  const unique = texts.filter((c) => !repeated.includes(c.name)).map((c) => c.name)
  await duck.run(sql`create table repeated (name varchar, value varchar, folded varchar)`)
  for (const name of repeated)
    await duck.run(sql`insert into repeated select ${literal(name)}, v, ${foldedText(sql`v`)}
      from (select distinct ${ident(name)} as v from rows where ${ident(name)} is not null)`)
  const copies = unique.map((name) => sql`${foldedText(ident(name))} as ${ident(name)}`)
  const folded = copies.length > 0 ? join(copies) : sql`null as nothing`
  await duck.run(sql`create table folded as select ${folded} from rows`)
  await duck.run(sql`create temp table row_token (line bigint, token varchar)`)
  for (const name of unique)
    await duck.run(sql`insert into row_token
      select rowid, unnest(string_split(${ident(name)}, ' ')) from folded where ${ident(name)} is not null`)
  await duck.run(sql`create temp table value_token as
    select name, value, unnest(string_split(folded, ' ')) as token from repeated`)
  await stemTable(duck)
  await duck.run(sql`create table word as
    select stem, line from row_token join stem using (token) order by stem, line`)
  await duck.run(sql`create table term as
    select distinct stem, name, value from value_token join stem using (token) order by stem, name`)
  for (const name of ['row_token', 'value_token', 'stem']) await duck.run(sql`drop table ${ident(name)}`)
  return repeated
}

/** A text column is repeated when each of its values comes back this many times on average. */
const REPEATS = 4

/** Temporary table `stem` (token, stem) of the words to index. Words with figures are their own stem: codes are many. */
const stemTable = async (duck: Duck) => {
  await duck.run(sql`create temp table stem as
    select token, token as stem from (select token from row_token union select token from value_token)
    where regexp_matches(token, '[0-9]')`)
  const plain = sql`select token from row_token where not regexp_matches(token, '[0-9]')
    union select token from value_token where not regexp_matches(token, '[0-9]')`
  const stems = async function* () {
    for await (const chunk of duck.chunks(plain))
      for (const [token] of chunk) if (isIndexed(String(token))) yield [String(token), stem(String(token))]
  }
  await duck.append('stem', stems())
}

/** The longest text that an index of codes takes. */
const CODE_LENGTH = 64
/** More rows would not hold in memory while their index is made. */
const INDEXED_ROWS = 10_000_000

/** An index on the first column that tells every row apart, so that one is found by its code at once. */
export const indexCode = async (duck: Duck, columns: readonly ColumnProfile[], rowCount: number): Promise<void> => {
  if (rowCount > INDEXED_ROWS) return
  const code = columns.find((c) => (c.type === 'text' || c.type === 'integer') && c.distinct === rowCount)
  if (!code || (code.type === 'text' && code.sample.some((value) => value.length > CODE_LENGTH))) return
  await duck.run(sql`create index code on rows (${ident(code.name)})`)
}

/** Points in the order of a space-filling curve, so that a box touches few blocks; and the box around them all. */
export const indexPlaces = async (
  duck: Duck,
  columns: readonly Column[],
): Promise<readonly [number, number, number, number] | null> => {
  const place = placeOf(columns)
  if (!place) return null
  const [x, y] =
    place.kind === 'pair'
      ? [ident(place.longitude), ident(place.latitude)]
      : [anchor(ident(place.geometry), 'longitude'), anchor(ident(place.geometry), 'latitude')]
  const bit = (of: Sql, shift: number) =>
    sql`(((${of} >> ${literal(String(shift))}::int) & 1) << ${literal(String(2 * shift))}::int)`
  const cell = (axis: 'x' | 'y') =>
    axis === 'x' ? sql`((x + 180) / 360 * 65535)::bigint` : sql`((y + 90) / 180 * 65535)::bigint`
  const curve = join(
    Array.from({ length: 16 }, (_, i) => sql`${bit(cell('x'), i)} | (${bit(cell('y'), i)} << 1)`),
    ' | ',
  )
  await duck.run(sql`
    create table place as select x, y, line from (select ${x}::double as x, ${y}::double as y, rowid as line from rows)
    where x between -180 and 180 and y between -90 and 90 order by ${curve}`)
  const [[west, south, east, north] = []] = await duck.rows(sql`select min(x), min(y), max(x), max(y) from place`)
  return typeof west === 'number' ? [west, Number(south), Number(east), Number(north)] : null
}
