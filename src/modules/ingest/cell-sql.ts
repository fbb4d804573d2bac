import { unreachable } from '../../kernel/errors.ts'
import { digits, ident, join, literal, type Sql, sql } from '../../kernel/sql.ts'
import type { TypedColumn } from './typing.ts'

/** The text of a cell without blanks around it (no-break ones included), or null when nothing is left. */
export const presentText = (column: TypedColumn): Sql => {
  const raw = ident(`c${column.source}`)
  const trimmed = sql`nullif(trim(${raw}, ${BLANKS}), '')`
  if (column.missing.length === 0) return trimmed
  const marks = join(column.missing.map((mark) => literal(mark.toLowerCase())))
  return sql`case when lower(trim(${raw}, ${BLANKS})) in (${marks}) or starts_with(lower(trim(${raw}, ${BLANKS})), 'n/a') then null else ${trimmed} end`
}

/** The value that the column's rule reads in a cell; null when the cell is missing or does not fit. */
export const cellValue = (column: TypedColumn): Sql => {
  const text = presentText(column)
  const { rule } = column
  switch (rule.kind) {
    case 'text':
      return padded(rule.cutDecimal ? sql`regexp_replace(${text}, '\\.0+$', '')` : text, rule.pad)
    case 'integer':
      return sql`coalesce(${wholeNumber(text)}, ${wholeNumber(bare(text))})`
    case 'number':
      return sql`coalesce(${decimal(text, rule.decimal, rule.thousands)}, ${decimal(bare(text), rule.decimal, rule.thousands)})`
    case 'boolean':
      return sql`case when lower(${text}) in (${join(rule.yes.map((w) => literal(w.toLowerCase())))}) then true
                      when lower(${text}) in (${join(rule.no.map((w) => literal(w.toLowerCase())))}) then false end`
    case 'date':
      return sql`coalesce(${join(rule.formats.map((format) => sql`${moment(text, format)}::date`))})`
    case 'datetime':
      return sql`coalesce(${join(rule.formats.map((format) => moment(text, format)))})`
    case 'geometry':
      return geometry(text)
    default:
      return unreachable(rule)
  }
}

const BLANKS = literal(' \t\r\n\u00A0\u202F\u2007\uFEFF')

/** Without spaces between thousands, currency or percent signs around; accounting brackets mean minus. */
const bare = (text: Sql): Sql =>
  sql`regexp_replace(regexp_replace(${text}, '[\\s\u00A0\u202F\u2007''€%]|(?i:eur(os?)?$)', '', 'g'), '^\\((.*)\\)$', '-\\1')`

const wholeNumber = (text: Sql): Sql =>
  sql`case when regexp_full_match(${text}, '[+-]?\\d{1,18}') then try_cast(${text} as bigint) end`

const decimal = (text: Sql, mark: ',' | '.', thousands: ',' | '.' | null): Sql => {
  const grouped = thousands ? sql`replace(${text}, ${literal(thousands)}, '')` : text
  const pointed = mark === ',' ? sql`replace(${grouped}, ',', '.')` : grouped
  return sql`case when regexp_full_match(${pointed}, '[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?') then try_cast(${pointed} as double) end`
}

const padded = (text: Sql, length: number | undefined): Sql =>
  length === undefined
    ? text
    : sql`case when length(${text}) < ${digits(length)} and regexp_full_match(${text}, '[0-9AB]+') then lpad(${text}, ${digits(length)}, '0') else ${text} end`

/** A day that does not exist (31/02) reads as nothing: it is never moved to another day. Years before 1000 are typing mistakes. */
const moment = (text: Sql, format: string): Sql =>
  sql`case when year(try_strptime(${text}, ${literal(format)})) >= 1000 then try_strptime(${text}, ${literal(format)}) end`

/** GeoJSON text stays; `lat,lon` (brackets allowed) and `POINT(lon lat)` become GeoJSON points. */
const geometry = (text: Sql): Sql => {
  const pair = '^[\\[(]?\\s*(-?\\d+\\.?\\d*)\\s*[,;]\\s*(-?\\d+\\.?\\d*)\\s*[\\])]?$'
  const point = '^(?i:point)\\s*\\(\\s*(-?\\d+\\.?\\d*)\\s+(-?\\d+\\.?\\d*)\\s*\\)$'
  return sql`case
    when starts_with(${text}, '{') then case when json_valid(${text}) then ${text} end
    when regexp_matches(${text}, ${literal(pair)}) then regexp_replace(${text}, ${literal(pair)}, '{"type":"Point","coordinates":[\\2,\\1]}')
    when regexp_matches(${text}, ${literal(point)}) then regexp_replace(${text}, ${literal(point)}, '{"type":"Point","coordinates":[\\1,\\2]}') end`
}

/** The first coordinate of a GeoJSON text: where its shape begins, which is enough to find it in a box. */
export const anchor = (geojson: Sql, axis: 'longitude' | 'latitude'): Sql => {
  const group = literal(axis === 'longitude' ? '\\1' : '\\2')
  const first = literal('.*?"coordinates":[\\s\\[]*(-?[\\d.eE+-]+)\\s*,\\s*(-?[\\d.eE+-]+).*')
  return sql`try_cast(regexp_replace(${geojson}, ${first}, ${group}, 's') as double)`
}
