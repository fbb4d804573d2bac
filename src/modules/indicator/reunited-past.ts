import type { Level } from '../territory/index.ts'
import { type Definition, divides } from './definition.ts'
import { type Edition, valueAt } from './edition.ts'
import { periodWords } from './stated-words.ts'

/** What the past of a place owes to places reunited since. */
export interface ReunitedPast {
  /** The last period whose value is made from theirs. */
  readonly until: string
  /** The periods for which it could not be made, in order. */
  readonly without: readonly string[]
  /** True when it could for one period at least. */
  readonly made: boolean
}

/** The periods of a place, up to one of them, whose value is made from places reunited since; null when there is none. */
export const reunitedPast = (edition: Edition, level: Level, code: string, upTo: string): ReunitedPast | null => {
  const past = edition.periods
    .filter((period) => period <= upTo)
    .map((period) => ({ period, ...valueAt(edition, level, code, period) }))
    .filter(({ making }) => making === 'rebuilt')
  const until = past.at(-1)?.period
  if (until === undefined) return null
  const without = past.filter(({ value }) => value === null).map(({ period }) => period)
  return { until, without, made: without.length < past.length }
}

/** « somme des communes réunies depuis »: how a value made from theirs is told in a few words. */
export const reunitedNote = (definition: Pick<Definition, 'formulas'>): string => {
  const rows = definition.formulas.flatMap((formula) => (formula.kind === 'rows' ? [formula] : []))
  if (rows.some(({ weights }) => weights !== undefined)) return 'moyenne pondérée des communes réunies depuis'
  return rows.some(divides) ? 'calcul sur l’ensemble des communes réunies depuis' : 'somme des communes réunies depuis'
}

/**
 * How the past of a place was made, in whole sentences: « Jusqu’en 2018 : somme des communes réunies depuis. 2017 manque : … »;
 * or why it has none.
 */
export const reunitedPastSentence = (
  { until, without, made }: ReunitedPast,
  definition: Pick<Definition, 'formulas'>,
): string => {
  const when = `Jusqu’${periodWords(until)}`
  if (!made) return `${when}, il n’y a pas de chiffre. ${whyUnmade(definition)}`
  const weighted = definition.formulas.some((formula) => formula.kind === 'rows' && formula.weights !== undefined)
  const more = weighted ? ' Les plus grandes y comptent davantage.' : ''
  return `${when} : ${reunitedNote(definition)}.${more}${withoutSentence(without)}`
}

/** Why the value of places reunited since cannot be made from theirs. */
export const whyUnmade = ({ formulas }: Pick<Definition, 'formulas'>): string =>
  formulas.some((formula) => formula.kind === 'rows' && isBareRate(formula))
    ? 'Les communes réunies depuis étaient encore séparées, et un taux ne s’additionne pas : il faudrait savoir combien chacune pèse.'
    : 'Les communes réunies depuis étaient encore séparées, et le chiffre de l’une d’elles au moins n’est pas connu.'

const isBareRate = (formula: Extract<Definition['formulas'][number], { kind: 'rows' }>): boolean =>
  !['sum', 'count'].includes(formula.value.of) && !divides(formula) && formula.weights === undefined

/** Beyond so many periods, they are counted. */
const MOST_NAMED = 3

const withoutSentence = (periods: readonly string[]): string => {
  if (periods.length === 0) return ''
  const names = periods.map((period) => periodWords(period).replace(/^(en|au) /, ''))
  const told = names.length > MOST_NAMED ? `${names.length} dates` : names.join(', ')
  return ` ${told} ${names.length > 1 ? 'manquent' : 'manque'} : l’une de ces communes au moins n’a pas de chiffre.`
}
