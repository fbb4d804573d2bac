import {
  cardPath,
  type Definition,
  lastKnown,
  type PlaceChoice,
  type ShownIndicator,
  seriesOf,
} from '../indicator/index.ts'
import type { Place } from '../territory/index.ts'

/** A theme and its cards, the one that shows it best first; never empty. */
export interface ThemeOfCards {
  readonly name: string
  readonly cards: readonly CardLink[]
}

export interface CardLink {
  readonly href: string
  readonly definition: Definition
  readonly place: Place
}

/** Numbers that make a past worth drawing. */
const PAST = 3

/**
 * The cards of some places, theme by theme in the order of the choice: the first place that has the figure tells it. The
 * best is of the first place, then has a past, then stands for its theme. Themes without any number are left out.
 */
export const cardsByTheme = (
  shown: readonly ShownIndicator[],
  { themes }: Pick<PlaceChoice, 'themes'>,
  places: readonly Place[],
): readonly ThemeOfCards[] =>
  themes.flatMap(({ name, leading }) => {
    const own = shown.filter(({ definition }) => definition.subtheme === name)
    const first = leading.flatMap((slug) => own.find(({ definition }) => definition.slug === slug) ?? [])
    const told = [...new Set([...first, ...own])].flatMap((indicator) => toldBy(indicator, places) ?? [])
    const weight = ({ place, numbers }: Told) => (place === places[0] ? 0 : 2) + (numbers >= PAST ? 0 : 1)
    const [best] = told.toSorted((a, b) => weight(a) - weight(b))
    return best ? [{ name, cards: [best, ...told.filter((one) => one !== best)] }] : []
  })

interface Told extends CardLink {
  /** How many numbers its series has. */
  readonly numbers: number
}

/** An indicator by the first place that has a number of it; null when none has. */
const toldBy = ({ definition, edition }: ShownIndicator, places: readonly Place[]): Told | null => {
  const place = places.find(
    ({ level, code }) =>
      definition.levels.includes(level) && (lastKnown(edition, level, code)?.stated.value ?? null) !== null,
  )
  if (!place) return null
  const numbers = seriesOf(edition, place.level, place.code).filter(({ value }) => value !== null).length
  return { href: cardPath(definition.slug, place), definition, place, numbers }
}
