import { ident, join, type Sql, sql } from '../../kernel/sql.ts'

/**
 * SQL that selects columns of `from` (after those of `beside`, as they are) folded as `fold` does: no case, no accent, ligatures opened, other signs as one
 * space. Most cells need little of it, and the whole costs ten times more: each level sees only what the one before left.
 */
export const foldedColumns = (names: readonly string[], from: Sql, beside: readonly string[] = []): Sql => {
  const each = (make: (name: Sql) => Sql) =>
    join([...beside.map(ident), ...names.map((name) => sql`${make(ident(name))} as ${ident(name)}`)])
  const lowered = sql`(select ${each((name) => sql`lower(${name})`)} from ${from})`
  const stripped = sql`(select ${each((name) => unlessPlain(name, withoutCommonSigns(name)))} from ${lowered})`
  return sql`select ${each((name) => unlessPlain(name, folded(name)))} from ${stripped}`
}

const unlessPlain = (text: Sql, otherwise: Sql): Sql =>
  sql`case when regexp_full_match(${text}, '([a-z0-9]+( [a-z0-9]+)*)?') then ${text} else ${otherwise} end`

const withoutCommonSigns = (text: Sql): Sql =>
  sql`replace(replace(replace(strip_accents(${text}), '’', ' '), '''', ' '), '-', ' ')`

const folded = (text: Sql): Sql => {
  const opened = LIGATURES.reduce((before, [sign, letters]) => sql`replace(${before}, ${sign}, ${letters})`, text)
  return sql`trim(regexp_replace(${opened}, '[^\\p{L}\\p{N}]+', ' ', 'g'))`
}

const LIGATURES = [
  [sql`'œ'`, sql`'oe'`],
  [sql`'æ'`, sql`'ae'`],
  [sql`'ß'`, sql`'ss'`],
  [sql`'ø'`, sql`'o'`],
  [sql`'ł'`, sql`'l'`],
] as const
