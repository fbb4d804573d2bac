import type { Checks } from './source.ts'

type Level = NonNullable<Checks['places']>['level']

/** How codes of each level are written; INSEE’s Melodi also tells the level (and the year) before them, as `2025-COM-89024`. */
const SHAPES: Readonly<Record<Level, { readonly told: RegExp; readonly bare: RegExp }>> = {
  commune: { told: /^(COM|ARM|COMER)$/, bare: /^\d[\dAB]\d{3}$/ },
  epci: { told: /^EPCI$/, bare: /^\d{9}$/ },
  departement: { told: /^DEP$/, bare: /^(\d{2,3}|2[AB])$/ },
  region: { told: /^REG$/, bare: /^\d{1,2}$/ },
}
/** Codes of some level, and names of countries or of totals. Anything else is a mistake of writing, not a place. */
const SOMEWHERE = /^(\d{1,3}|2[AB]|\d[\dAB]\d{3}|\d{9}|\p{L}[\p{L} ]*)$/u
/** What producers write where there is no place. */
const NOWHERE = /^(Z+|X+|N\/?[AD]|N[CR]|_Z|0+|9+)$/i

/** Values of a column of places, sorted: the codes of the level that was expected, and what is a place of another one (a total, a région among communes). */
export const codesOfLevel = (
  values: Iterable<string>,
  level: Level,
): { readonly codes: ReadonlySet<string>; readonly others: readonly string[] } => {
  const { told, bare } = SHAPES[level]
  const codes = new Set<string>()
  const others: string[] = []
  for (const value of values) {
    const [, prefix, rest = value] = /^(?:\d{4}-)?([A-Z][A-Z\d]+)-(\w+)$/.exec(value) ?? []
    if (prefix === undefined ? bare.test(rest) : told.test(prefix)) codes.add(rest)
    else if (prefix !== undefined || (SOMEWHERE.test(rest) && !NOWHERE.test(rest))) others.push(value)
  }
  return { codes, others }
}
