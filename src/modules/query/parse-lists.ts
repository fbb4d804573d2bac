import { invalid } from '../../kernel/errors.ts'
import type { Aggregate, Measure, Sort } from './ast.ts'

const AGGREGATES: readonly string[] = [
  'count',
  'sum',
  'avg',
  'min',
  'max',
  'median',
  'distinct',
] satisfies readonly Aggregate[]

/** `-montant,nom` → by amount, largest first, then by name. */
export const parseSort = (text: string): readonly Sort[] =>
  names(text).map((name) =>
    name.startsWith('-') ? { column: name.slice(1), descending: true } : { column: name, descending: false },
  )

/** `a,b` → the columns wanted; an empty text → all of them. */
export const parseSelect = (text: string): readonly string[] | null => {
  const wanted = names(text)
  return wanted.length === 0 ? null : wanted
}

/** `count,sum(montant),avg(prix) as moyen` → measures, named `count`, `sum_montant`, `moyen` in the answer. */
export const parseMeasures = (text: string): readonly Measure[] => {
  const measures = names(text).map(measure)
  const twice = measures.find((m, i) => measures.findIndex((other) => other.as === m.as) !== i)
  if (twice) throw refused(`deux mesures portent le nom « ${twice.as} »`)
  return measures.length === 0 ? [{ of: 'count', column: null, as: 'count' }] : measures
}

/** `a,b` → their names, blanks around dropped. */
export const names = (text: string): readonly string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')

const measure = (text: string): Measure => {
  const found = /^(\w+)(?:\(\s*(\w*)\s*\))?(?:\s+as\s+([a-z_][a-z0-9_]*))?$/i.exec(text)
  const [, of = '', column = '', as] = found ?? []
  if (!isAggregate(of)) throw refused(`« ${text} » ne se lit pas`)
  if (column === '' && of !== 'count') throw refused(`« ${of} » porte sur une colonne, par exemple ${of}(montant)`)
  return { of, column: column || null, as: as ?? (column ? `${of}_${column}` : of) }
}

const isAggregate = (text: string): text is Aggregate => AGGREGATES.includes(text)

const refused = (why: string) =>
  invalid(`Les mesures ne peuvent pas être lues : ${why}.`, [
    { pointer: '/measures', message: `attendu : ${AGGREGATES.join(', ')}, suivis d’une colonne entre parenthèses` },
  ])
