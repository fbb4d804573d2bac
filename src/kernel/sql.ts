import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Value } from 'typebox/value'

/** SQL text with its values kept apart: the only way SQL is written here, whatever the store. */
export class Sql {
  /** The text around the values: always one longer than `values`. */
  readonly pieces: readonly string[]
  readonly values: readonly unknown[]
  /** Set by `planned`. */
  readonly plan: string | null
  constructor(pieces: readonly string[], values: readonly unknown[], plan: string | null = null) {
    this.pieces = pieces
    this.values = values
    this.plan = plan
  }

  /** `$1, $2…` text, as PostgreSQL and DuckDB take it. */
  get text(): string {
    return this.pieces.reduce((before, piece, i) => `${before}$${i}${piece}`)
  }
}

/** Values become parameters; a nested `Sql` is spliced in place. */
export function sql(strings: TemplateStringsArray, ...args: readonly unknown[]): Sql {
  const pieces: string[] = [strings[0] ?? '']
  const values: unknown[] = []
  const append = (text: string) => pieces.push((pieces.pop() ?? '') + text)
  args.forEach((arg, i) => {
    if (arg instanceof Sql) {
      append(arg.pieces[0] ?? '')
      pieces.push(...arg.pieces.slice(1))
      values.push(...arg.values)
    } else {
      pieces.push('')
      values.push(arg)
    }
    append(strings[i + 1] ?? '')
  })
  return new Sql(pieces, values)
}

/**
 * A question always put in these words, that takes longer to plan than to answer: one plan serves for all its values,
 * each connection makes it once. `name` is its own.
 */
export const planned = (name: string, { pieces, values }: Sql): Sql => new Sql(pieces, values, name)

/** A quoted identifier. Names reach SQL no other way. */
export const ident = (name: string): Sql => new Sql([`"${name.replaceAll('"', '""').replaceAll('\0', '')}"`], [])

/** `a, b, c` or `a and b`: pieces of SQL glued by a constant of ours. */
export const join = (parts: readonly Sql[], glue = ', '): Sql =>
  parts.length === 0 ? new Sql([''], []) : parts.reduce((all, part) => sql`${all}${new Sql([glue], [])}${part}`)

/** What a store needs of a database. Rows come as plain objects. */
export interface Database {
  query(q: Sql): Promise<unknown[]>
  /** Rows as they come, 500 at a time; leaving the loop releases the connection. */
  stream(q: Sql): AsyncIterable<unknown>
  transaction<T>(work: (tx: Database) => Promise<T>): Promise<T>
}

/** Decodes each row with the schema that gives it its type: a column that changed fails here, by name. */
export const many = async <S extends TSchema>(db: Database, row: S, q: Sql): Promise<Static<S>[]> =>
  (await db.query(q)).map(decoder(row))

const seen = new WeakSet<TSchema>()
const compiled = new WeakMap<TSchema, (found: unknown) => unknown>()

/** Compiling a schema makes it eighty times faster, and is worth its price from the second question on. */
const decoder = <S extends TSchema>(row: S): ((found: unknown) => Static<S>) => {
  if (!seen.has(row)) {
    seen.add(row)
    return (found) => Value.Parse(row, found) as Static<S>
  }
  const known = compiled.get(row) ?? compile(row)
  compiled.set(row, known)
  return (found) => known(found) as Static<S>
}
const compile = (row: TSchema): ((found: unknown) => unknown) => {
  const schema = Compile(row)
  return (found) => schema.Parse(found)
}

/** The first row, or nothing. */
export const first = async <S extends TSchema>(db: Database, row: S, q: Sql): Promise<Static<S> | undefined> =>
  (await many(db, row, q))[0]

/** A text literal, for the places where a store takes no parameter (paths of ours, formats, table definitions). */
export const literal = (text: string): Sql => new Sql([`'${text.replaceAll("'", "''").replaceAll('\0', '')}'`], [])

/** A whole number written in the text, where a store takes no parameter. */
export const digits = (value: number): Sql => {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`)
  return new Sql([String(value)], [])
}
