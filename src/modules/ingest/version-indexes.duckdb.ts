import type { Duck } from '../../adapters/duckdb.ts'
import { digits, ident, join, literal, type Sql, sql } from '../../kernel/sql.ts'
import type { ColumnProfile } from '../catalog/index.ts'
import {
  type Column,
  foldedColumns,
  isIndexed,
  placeOf,
  stem,
  type TableShape,
  valueNumber,
  writeCodeIndex,
} from '../query/index.ts'

/**
 * What « contains » and searches read (see `TableShape`). Columns whose values come back are folded and cut into words
 * once a value; the others once a row.
 */
export const indexWords = async (
  duck: Duck,
  columns: readonly ColumnProfile[],
  rowCount: number,
): Promise<Pick<TableShape, 'repeated' | 'held'>> => {
  const texts = columns.filter((c) => c.type === 'text')
  const comingBack = texts.filter((c) => c.distinct * REPEATS <= rowCount)
  const held = comingBack.filter((c) => c.distinct > FEW_VALUES).map((c) => c.name)
  const repeated = comingBack.map((c) => c.name).filter((name) => !held.includes(name))
  const others = texts.filter((c) => !comingBack.includes(c)).map((c) => c.name)
  await numberValues(duck, repeated)
  await holdTexts(duck, held)
  await foldRows(duck, others)
  await stemTable(duck, ['row_token', 'text_token', 'value_token'])
  await duck.run(sql`create table idx.word as ${stemmed(sql`line`, 'row_token')} order by 1, 2`)
  await duck.run(sql`create table idx.text_word as ${stemmed(sql`id`, 'text_token')} order by 1, 2`)
  await duck.run(sql`create table idx.term as ${stemmed(sql`name, id`, 'value_token')} order by 1, 2, 3`)
  for (const name of ['row_token', 'text_token', 'value_token', 'stem']) await duck.run(sql`drop table ${ident(name)}`)
  return { repeated, held }
}

/** Values come back when there are this many rows for each, on average. */
const REPEATS = 4
/** Columns of so few values are looked through by value: two bytes number them. */
const FEW_VALUES = 1000

/** Each value of columns of few, numbered in order and folded, and its words. */
const numberValues = async (duck: Duck, columns: readonly string[]) => {
  await duck.run(sql`create table idx.value (name varchar, id usmallint, value varchar, folded varchar)`)
  for (const name of columns) {
    const values = sql`(select row_number() over (order by value) - 1 as id, value, value as folded from
      (select distinct ${ident(name)} as value from rows where ${ident(name)} is not null))`
    await duck.run(
      sql`insert into idx.value select ${literal(name)}, * from (${foldedColumns(['folded'], values, ['id', 'value'])})`,
    )
  }
  await duck.run(
    sql`create temp table value_token as select name, id, unnest(string_split(folded, ' ')) as token from idx.value`,
  )
}

/** Each text of columns of many, folded, its words, and its rows. */
const holdTexts = async (duck: Duck, columns: readonly string[]) => {
  await duck.run(sql`create table idx.text (id integer, name varchar, folded varchar)`)
  await duck.run(sql`create table idx.held (id integer, line integer)`)
  let before = 0
  for (const name of columns) {
    await duck.run(
      sql`create temp table known as select distinct ${ident(name)} as value from rows where ${ident(name)} is not null`,
    )
    const [[count = 0] = []] = await duck.rows(sql`select count(*) from known`)
    const numbered = sql`(select ${digits(before)} + rowid as id, value as folded from known)`
    await duck.run(
      sql`insert into idx.text select id, ${literal(name)}, folded from (${foldedColumns(['folded'], numbered, ['id'])})`,
    )
    await duck.run(sql`insert into idx.held select ${digits(before)} + known.rowid, rows.rowid
      from rows join known on known.value = rows.${ident(name)} order by 1, 2`)
    await duck.run(sql`drop table known`)
    before += Number(count)
  }
  await duck.run(
    sql`create temp table text_token as select id, unnest(string_split(folded, ' ')) as token from idx.text`,
  )
}

/** Each row of the other columns, folded, and its words. */
const foldRows = async (duck: Duck, columns: readonly string[]) => {
  const folded = columns.length > 0 ? foldedColumns(columns, sql`rows`) : sql`select null as nothing from rows`
  await duck.run(sql`create table idx.folded as ${folded}`)
  await duck.run(sql`create temp table row_token (line integer, token varchar)`)
  for (const name of columns)
    await duck.run(sql`insert into row_token
      select rowid, unnest(string_split(${ident(name)}, ' ')) from idx.folded where ${ident(name)} is not null`)
}

/** The words of a table of tokens, as they are looked for, and what they are words of. The same word twice is not worth finding out. */
const stemmed = (of: Sql, tokens: string): Sql =>
  sql`select coalesce(stem, token) as stem, ${of} from ${ident(tokens)} left join stem using (token) where stem is distinct from ''`

/** Temporary table `stem` (token, stem) of the words without a figure: those with one stay whole. Words too common have an empty stem. */
const stemTable = async (duck: Duck, tables: readonly string[]) => {
  await duck.run(sql`create temp table stem (token varchar, stem varchar)`)
  const all = join(
    tables.map((name) => sql`select distinct token from ${ident(name)}`),
    ' union ',
  )
  const tokens = sql`select token from (${all}) where not regexp_matches(token, '[0-9]')`
  const stems = async function* () {
    for await (const chunk of duck.chunks(tokens))
      for (const [cell] of chunk) {
        const token = String(cell)
        yield [token, isIndexed(token) ? stem(token) : '']
      }
  }
  await duck.append('stem', stems())
}

/** Adds to `rows` the number of each value of columns of few (see `valueNumber`). */
export const addValueNumbers = async (duck: Duck, columns: readonly string[]) => {
  for (const name of columns) {
    const values = sql`select value from idx.value where name = ${literal(name)} order by id`
    const [[count = 0] = []] = await duck.rows(sql`select count(*) from (${values})`)
    const type = Number(count) <= 256 ? sql`utinyint` : sql`usmallint`
    // An enumeration looks texts up in no time; kept as a column, DuckDB would group it as slowly as texts.
    await duck.run(sql`create temp type known as enum (${values})`)
    await duck.run(sql`alter table rows add column ${valueNumber(name)} ${type}`)
    await duck.run(sql`alter table rows alter ${valueNumber(name)} type ${type} using enum_code(${ident(name)}::known)`)
    await duck.run(sql`drop type known`)
  }
}

/** The longest text that an index of codes takes. */
const CODE_LENGTH = 64
/** More rows would take too much memory, here and where they are read. */
const INDEXED_ROWS = 10_000_000

/** Writes the index of the first column that tells every row apart, so that one is found by its code at once. Gives its name. */
export const indexCode = async (
  duck: Duck,
  columns: readonly ColumnProfile[],
  rowCount: number,
  path: string,
): Promise<string | null> => {
  if (rowCount > INDEXED_ROWS) return null
  const code = columns.find((c) => (c.type === 'text' || c.type === 'integer') && c.distinct === rowCount)
  if (!code || (code.type === 'text' && code.sample.some((value) => value.length > CODE_LENGTH))) return null
  const codes = async function* () {
    for await (const chunk of duck.chunks(sql`select ${ident(code.name)}::varchar from rows`))
      yield chunk.map(([value]) => String(value))
  }
  await writeCodeIndex(path, codes(), rowCount)
  return code.name
}

/** Positions in the order of a space-filling curve, so that a box touches few blocks; and the box around them all. */
export const indexPlaces = async (
  duck: Duck,
  columns: readonly Column[],
): Promise<readonly [number, number, number, number] | null> => {
  const place = placeOf(columns)
  if (!place) return null
  const [longitudes, latitudes] = place.kind === 'pair' ? [place.longitude, place.latitude].map(ident) : []
  const bounds =
    place.kind === 'geometry'
      ? sql`select list_min(xs) as x, list_min(ys) as y, list_max(xs) as x2, list_max(ys) as y2, line from
            (select ${coordinates(ident(place.geometry), 1)} as xs, ${coordinates(ident(place.geometry), 2)} as ys, rowid as line from rows)`
      : sql`select ${longitudes}::double as x, ${latitudes}::double as y, rowid as line from rows`
  const far = place.kind === 'geometry' ? sql`x2, y2` : sql`x, y`
  await duck.run(sql`
    create table idx.place as select * from (${bounds})
    where x between -180 and 180 and y between -90 and 90 order by ${CURVE}`)
  const [[west, south, east, north] = []] = await duck.rows(
    sql`select min(x), min(y), max(x_), max(y_) from (select x, y, ${far} from idx.place) as _ (x, y, x_, y_)`,
  )
  return typeof west === 'number' ? [west, Number(south), Number(east), Number(north)] : null
}

/** All first (longitudes) or second (latitudes) numbers of the positions in a GeoJSON text. */
const coordinates = (geojson: Sql, which: 1 | 2): Sql =>
  sql`list_transform(regexp_extract_all(${geojson}, '\\[\\s*(-?[0-9.eE+-]+)\\s*,\\s*(-?[0-9.eE+-]+)', ${digits(which)}), text -> try_cast(text as double))`

/** Z-order (Morton): the bits of both coordinates, sixteen each over the whole earth, taken in turn. */
const CURVE: Sql = join(
  Array.from({ length: 16 }, (_, i) => {
    const bit = (cell: Sql, shift: number) => sql`(((${cell} >> ${digits(i)}) & 1) << ${digits(shift)})`
    return sql`${bit(sql`((x + 180) / 360 * 65535)::bigint`, 2 * i)} | ${bit(sql`((y + 90) / 180 * 65535)::bigint`, 2 * i + 1)}`
  }),
  ' | ',
)
