import { formatNumber } from '../../kernel/french.ts'
import type { CatalogueQuery } from '../catalog/index.ts'
import type { ShownIndicator } from '../indicator/index.ts'
import type { Place } from '../territory/index.ts'
import { figureOf } from './card.ts'
import { figureWords } from './card-words.ts'
import type { PosterFigure } from './poster.ts'

/** What counting the catalogue asks of it: its total and its facets, hardly any dataset. */
export const EVERY_DATASET: CatalogueQuery = {
  ...{ theme: [], producer: [], territory: [], format: [], licence: [], freshness: [] },
  ...{ text: '', sort: 'date' as const, page: 1, size: 1 },
}

/** « 1 247 » over « lignes »; the words for one when there is one or none. */
export const counted = (n: number, one: string, several: string): PosterFigure => ({
  value: formatNumber(n),
  label: n > 1 ? several : one,
})

export interface SourcedFigure extends PosterFigure {
  /** Unit and date, without the name of what is measured. */
  readonly under: string
  readonly producer: string
}

/** The figures shown first on the page of a place, those that are numbers. */
export const keyFigures = (shown: readonly ShownIndicator[], place: Place): readonly SourcedFigure[] =>
  shown
    .filter(({ definition }) => definition.key !== undefined)
    .toSorted((a, b) => (a.definition.key ?? 0) - (b.definition.key ?? 0))
    .flatMap((indicator) => posterFigure(indicator, place) ?? [])

/** « 9 016 », « Population, habitants en 2023 », at a period or at the last known; null without a number. */
export const posterFigure = (
  indicator: ShownIndicator,
  place: Place,
  period: string | null = null,
): SourcedFigure | null => {
  const { definition } = indicator
  const figure = figureOf(indicator, place, period)
  if (!figure || figure.stated.value === null) return null
  const { large, beside, under } = figureWords({ ...figure, definition })
  return {
    value: beside ? `${large}\u00A0${beside}` : large,
    label: `${definition.shortName}, ${under}`,
    under,
    producer: definition.producer,
  }
}
