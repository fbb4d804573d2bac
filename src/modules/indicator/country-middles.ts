import { isOverseasCollectivity } from '../territory/index.ts'
import type { Definition } from './definition.ts'
import { columnOf, knowsPlace, middlesOf } from './edition.ts'
import type { ShownIndicator } from './known-indicators.ts'
import { type Middle, middleOf } from './middle.ts'

/** The middle of the places of the country for what has no figure for the whole of it. */
export interface CountryMiddle {
  readonly definition: Definition
  readonly level: 'commune' | 'departement'
  readonly period: string
  readonly middle: Middle
}

/** A number of things has no middle worth telling among places of all sizes. */
const TOLD: ReadonlySet<Definition['kind']> = new Set(['rate', 'median', 'index'])

/**
 * For each rate, median or index that the country itself has no value of: the middle of its communes, else of its départements,
 * at the last period when there is one. Nothing is added up nor weighed; a value that most of them share is no middle.
 */
export const countryMiddles = (shown: readonly ShownIndicator[]): readonly CountryMiddle[] =>
  shown.flatMap((indicator) => {
    const { definition, edition } = indicator
    if (!TOLD.has(definition.kind) || knowsPlace(edition, 'pays', 'FR')) return []
    const level = (['commune', 'departement'] as const).find((one) => edition.levels.has(one))
    const found = level && lastMiddle(indicator, level)
    return found && found.middle.equal * 2 <= found.middle.known ? [{ definition, level, ...found }] : []
  })

const lastMiddle = ({ edition }: ShownIndicator, level: CountryMiddle['level']) => {
  for (const [column, period] of [...edition.periods.entries()].toReversed()) {
    const middle = level === 'commune' ? communesMiddle(edition, column) : departementsMiddle(edition, period)
    if (middle) return { period, middle }
  }
  return null
}

const communesMiddle = ({ levels, periods }: ShownIndicator['edition'], column: number): Middle | null => {
  const table = levels.get('commune')
  return (table && middlesOf(table, periods.length)[column]) ?? null
}

/** Of the départements alone: overseas collectivities have codes among theirs. */
const departementsMiddle = (edition: ShownIndicator['edition'], period: string): Middle | null =>
  middleOf(
    columnOf(edition, 'departement', period).flatMap(({ code, value }) =>
      value === null || isOverseasCollectivity('departement', code) ? [] : [value],
    ),
  )
