import { invalid } from '../../kernel/errors.ts'
import { fold } from '../../kernel/fold.ts'
import { ident, join, literal, type Sql, sql } from '../../kernel/sql.ts'
import type { Expr } from './ast.ts'
import { type PlaceColumns, placeOf } from './place-of.ts'
import { type TableShape, valueNumber } from './table-shape.ts'
import { stems } from './words.ts'

/** Rows that hold each word of a text, in any column; every row when the text has no word worth looking for. */
export const linesWithWords = (text: string, shape: IndexedShape): Sql => {
  const wanted = stems(text)
  if (wanted.length === 0) return sql`select rowid as line from rows`
  const each = wanted.map((stem) => {
    const holders = shape.holders?.get(stem)
    const few = shape.repeated
      .filter((name) => holders?.includes(name) ?? true)
      .map(
        (name) => sql` union all
          select rowid from rows where ${valueNumber(name)} in (select id from idx.term where name = ${literal(name)} and stem = ${stem}::varchar)`,
      )
    const many = sql` union all select line from idx.text_word join idx.held using (id) where stem = ${stem}::varchar`
    return sql`select line from idx.word where stem = ${stem}::varchar${shape.held.length > 0 ? many : sql``}${join(few, '')}`
  })
  return each.length === 1
    ? sql`select distinct line from (${join(each)})`
    : join(
        each.map((q) => sql`(${q})`),
        ' intersect ',
      )
}

/** A shape, and for the stems of a question the columns that hold them: the others are not even looked into. */
export interface IndexedShape extends TableShape {
  readonly holders?: ReadonlyMap<string, readonly string[]>
}

/** The stems that the searches of an expression look for. */
export const stemsIn = (expr: Expr | null): readonly string[] => {
  if (expr === null) return []
  switch (expr.kind) {
    case 'and':
    case 'or':
      return [...stemsIn(expr.left), ...stemsIn(expr.right)]
    case 'not':
      return stemsIn(expr.of)
    default:
      return expr.kind === 'search' ? stems(expr.text) : []
  }
}

/** Rows whose text, in one column, holds another text: case, accents and signs apart. */
export const linesWithText = (column: string, text: string, shape: TableShape): Sql => {
  const wanted = sql`${fold(text)}::varchar`
  if (shape.held.includes(column))
    return sql`select line from idx.text join idx.held using (id) where name = ${literal(column)} and contains(folded, ${wanted})`
  return shape.repeated.includes(column)
    ? sql`select rowid as line from rows where ${valueNumber(column)} in
          (select id from idx.value where name = ${literal(column)} and contains(folded, ${wanted}))`
    : sql`select rowid as line from idx.folded where contains(${ident(column)}, ${wanted})`
}

/** Rows whose position is in a box; those whose shape may touch it: its own box does. */
export const linesInBox = (box: Expr & { readonly kind: 'bbox' }, shape: TableShape): Sql => {
  const place = neededPlace(shape)
  const [west, south, east, north] = [box.west, box.south, box.east, box.north].map((edge) => sql`${edge}::double`)
  return place.kind === 'pair'
    ? sql`select line from idx.place where x between ${west} and ${east} and y between ${south} and ${north}`
    : sql`select line from idx.place where x <= ${east} and x2 >= ${west} and y <= ${north} and y2 >= ${south}`
}

/** Where the rows of a table are; refuses a table without positions. */
export const neededPlace = (shape: TableShape): PlaceColumns => {
  const place = placeOf(shape.columns)
  if (place) return place
  throw invalid('Ce jeu de données n’a pas de position géographique.', [
    { pointer: '/where', message: 'bbox demande des coordonnées' },
  ])
}
