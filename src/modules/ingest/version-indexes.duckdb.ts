import type { Duck } from '../../adapters/duckdb.ts'
import { ident, join, literal, type Sql, sql } from '../../kernel/sql.ts'
import { type Column, foldedText, isIndexed, placeOf, stem } from '../query/index.ts'
import { anchor } from './cell-sql.ts'

/**
 * Two tables beside the rows: `folded` (the text columns without case, accents or signs, for « contains ») and `word`
 * (stem → rows that have it, ordered by stem, for searches).
 */
export const indexWords = async (duck: Duck, columns: readonly Column[]): Promise<void> => {
  const texts = columns.filter((c) => c.type === 'text')
  if (texts.length === 0) {
    await duck.run(sql`create table word (stem varchar, line bigint)`)
    return
  }
  const folded = join(texts.map((c) => sql`${foldedText(ident(c.name))} as ${ident(c.name)}`))
  await duck.run(sql`create table folded as select ${folded} from rows`)
  const all = join(texts.map((c) => ident(c.name)))
  await duck.run(sql`
    create temp table token as
    select distinct rowid as line, unnest(string_split(concat_ws(' ', ${all}), ' ')) as token from folded`)
  await stemTable(duck)
  await duck.run(
    sql`create table word as select distinct s.stem, t.line from token t join stem s using (token) order by s.stem, t.line`,
  )
  await duck.run(sql`drop table token`)
}

const stemTable = async (duck: Duck) => {
  await duck.run(sql`create temp table stem (token varchar, stem varchar)`)
  let batch: Sql[] = []
  const flush = async () => {
    if (batch.length > 0) await duck.run(sql`insert into stem values ${join(batch)}`)
    batch = []
  }
  const tokens = await duck.rows(sql`select distinct token from token where token <> ''`)
  for (const [token] of tokens) {
    const word = String(token)
    if (isIndexed(word)) batch.push(sql`(${literal(word)}, ${literal(stem(word))})`)
    if (batch.length >= 5000) await flush()
  }
  await flush()
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
