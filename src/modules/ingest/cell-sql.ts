import { unreachable } from '../../kernel/errors.ts'
import { digits, ident, join, literal, type Sql, sql } from '../../kernel/sql.ts'
import type { TypedColumn } from './typing.ts'

/*
 * Each expression below uses its text once: DuckDB computes what is used twice for every row, even where a condition
 * would have spared most of them.
 */

/** The text of a cell without blanks around it (no-break ones included): empty when there is nothing else, or a mark of absence. */
const trimmed = (column: TypedColumn): Sql => {
  const text = sql`trim(${ident(`c${column.source}`)}, ${BLANKS})`
  if (column.missing.length === 0) return text
  const marks = [...column.missing.map((mark) => mark.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')), 'n/a.*']
  return sql`regexp_replace(${text}, ${literal(`^(?is:${marks.join('|')})$`)}, '')`
}

/** The text of a cell, or null when it says nothing. */
export const presentText = (column: TypedColumn): Sql => sql`nullif(${trimmed(column)}, '')`

/** True for a text column whose cells are kept as they are, but for the blanks around them: `tidy` sees to those. */
export const isPlainText = ({ rule, missing }: TypedColumn): boolean =>
  rule.kind === 'text' && !rule.pad && !rule.cutDecimal && missing.length === 0

/**
 * The value that the column's rule reads in a cell; null when the cell is missing or does not fit. What most files write
 * is tried first, on the cell as it stands: the rest costs ten times more.
 */
export const cellValue = (column: TypedColumn): Sql => {
  const raw = ident(`c${column.source}`)
  const text = trimmed(column)
  const { rule } = column
  switch (rule.kind) {
    case 'text':
      if (isPlainText(column)) return raw
      return padded(
        rule.cutDecimal ? sql`regexp_replace(${presentText(column)}, '\\.0+$', '')` : presentText(column),
        rule.pad,
      )
    case 'integer':
      return firstOf([plainInteger(raw), wholeNumber(bare(text))])
    case 'number':
      return firstOf([plainDecimal(raw, rule.decimal), decimal(bare(text), rule.decimal, rule.thousands)])
    case 'boolean':
      return firstOf([oneOf(raw, rule.yes, rule.no), oneOf(text, rule.yes, rule.no)])
    case 'date':
      return sql`${moments(raw, text, rule.formats)}::date`
    case 'datetime':
      return moments(raw, text, rule.formats)
    case 'geometry':
      return geometry(presentText(column), rule.longitudeFirst ?? false)
    default:
      return unreachable(rule)
  }
}

/** True where a cell was there and `value`, what its rule read of it, is null. */
export const isMisfit = (column: TypedColumn, value: Sql): Sql =>
  sql`(case when ${value} is null then ${trimmed(column)} <> '' else false end)`

/** SQL that tells the texts of a loaded column that have blanks around them, or nothing else. Most texts are told from their first letter. */
export const isUntidy = (name: Sql): Sql => {
  const ends = join(
    [...EDGES].map((c) => sql`suffix(${name}, ${literal(c)})`),
    ' or ',
  )
  const begins = join(
    [...EDGES].map((c) => sql`prefix(${name}, ${literal(c)})`),
    ' or ',
  )
  return sql`case when ${name} = '' or ${ends} then true when ${name} between '!' and '~' then false else ${begins} end`
}

/** A loaded text without blanks around it; null when nothing is left. */
export const tidy = (name: Sql): Sql => sql`nullif(trim(${name}, ${BLANKS}), '')`

const firstOf = (tries: readonly Sql[]): Sql => sql`coalesce(${join(tries)})`

const EDGES = ' \t\r\n\u00A0\u202F\u2007\uFEFF'
const BLANKS = literal(EDGES)

/** Without spaces between thousands, currency or percent signs around; accounting brackets mean minus. */
const bare = (text: Sql): Sql =>
  sql`regexp_replace(regexp_replace(${text}, '[\\s\u00A0\u202F\u2007''€%]|(?i:eur(os?)?$)', '', 'g'), '^\\((.*)\\)$', '-\\1')`

/** Fifteen digits at most: what a number of JSON carries exactly. */
const wholeNumber = (text: Sql): Sql => sql`try_cast(regexp_extract(${text}, '^[+-]?\\d{1,15}$') as bigint)`

/** A number written as DuckDB writes it, and nothing else. */
const plainInteger = (raw: Sql): Sql =>
  sql`case when try_cast(${raw} as bigint)::varchar = ${raw} and abs(try_cast(${raw} as bigint)) < 1000000000000000 then try_cast(${raw} as bigint) end`

const decimal = (text: Sql, mark: ',' | '.', thousands: ',' | '.' | null): Sql => {
  const grouped = thousands ? sql`replace(${text}, ${literal(thousands)}, '')` : text
  const value = sql`try_cast(regexp_extract(${pointed(grouped, mark)}, ${DECIMAL}) as double)`
  // What a double does not hold (`1e999`) is nothing. Named twice, the value would be worked out for every row, ahead of the quick reading.
  return sql`list_filter([${value}], number -> isfinite(number))[1]`
}

const DECIMAL = literal('^[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?$')
const pointed = (text: Sql, mark: ',' | '.'): Sql => (mark === ',' ? sql`replace(${text}, ',', '.')` : text)

/** What DuckDB reads as a number once its decimal mark is a point. A point that is not the mark, and what DuckDB would read and we do not (`+-1`, `1_000`), are left to the slower reading. */
const plainDecimal = (raw: Sql, mark: ',' | '.'): Sql => {
  const value = sql`try_cast(${pointed(raw, mark)} as double)`
  const doubtful = [...'+_', ...(mark === ',' ? '.' : '')].map((sign) => sql`contains(${raw}, ${literal(sign)})`)
  return sql`case when ${join(doubtful, ' or ')} or not isfinite(${value}) then null else ${value} end`
}

/** Gives back the zeros a spreadsheet took: one from a short code, a few from a SIREN or SIRET. What lacks more is another thing. */
const padded = (text: Sql, length: number | undefined): Sql => {
  if (length === undefined) return text
  const least = length <= 5 ? length - 1 : length - 3
  return sql`case when length(${text}) between ${digits(least)} and ${digits(length - 1)} and regexp_full_match(${text}, '[0-9AB]+') then lpad(${text}, ${digits(length)}, '0') else ${text} end`
}

const oneOf = (text: Sql, yes: readonly string[], no: readonly string[]): Sql => {
  const words = join([...yes, ...no].map((word) => literal(word.toLowerCase())))
  const meanings = join([...yes.map(() => sql`true`), ...no.map(() => sql`false`)])
  return sql`list_extract([${meanings}], list_position([${words}], lower(${text})))`
}

const moments = (raw: Sql, text: Sql, formats: readonly string[]): Sql =>
  firstOf([
    ...formats.map((format) => {
      const whole = literal(shapeOf(format))
      return sql`case when regexp_full_match(${raw}, ${whole}) then try_strptime(${raw}, ${literal(format)}) end`
    }),
    ...formats.map(
      (format) => sql`try_strptime(regexp_extract(${text}, ${literal(`^${shapeOf(format)}$`)}), ${literal(format)})`,
    ),
  ])

/** The digits that a format takes. A day that does not exist (31/02) reads as nothing; a year before 1000 is a typing mistake. */
const shapeOf = (format: string): string =>
  format
    .replace(/[./+]/g, '\\$&')
    .replace('%f', '\\d{1,9}')
    .replace('%Y', '[1-9]\\d{3}')
    .replace('%y', '\\d{2}')
    .replace(/%[dmHMS]/g, '\\d{1,2}')

/** GeoJSON text stays; `lat,lon` or `lon,lat` (brackets allowed) and `POINT(lon lat)` become GeoJSON points. */
const geometry = (text: Sql, longitudeFirst: boolean): Sql => {
  const order = longitudeFirst ? '\\1,\\2' : '\\2,\\1'
  const pair = '^[\\[(]?\\s*(-?\\d+\\.?\\d*)\\s*[,;]\\s*(-?\\d+\\.?\\d*)\\s*[\\])]?$'
  const point = '^(?i:point)\\s*\\(\\s*(-?\\d+\\.?\\d*)\\s+(-?\\d+\\.?\\d*)\\s*\\)$'
  return sql`case
    when starts_with(${text}, '{') then case when json_valid(${text}) then ${text} end
    when regexp_matches(${text}, ${literal(pair)}) then regexp_replace(${text}, ${literal(pair)}, ${literal(`{"type":"Point","coordinates":[${order}]}`)})
    when regexp_matches(${text}, ${literal(point)}) then regexp_replace(${text}, ${literal(point)}, '{"type":"Point","coordinates":[\\1,\\2]}') end`
}
