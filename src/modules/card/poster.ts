import type { Place } from '../territory/index.ts'

/** What the picture of a page says: what page, of what kind, and its main figures. */
export interface Poster {
  /** « Commune », « Indicateur », « Jeu de données ». */
  readonly kind: string
  readonly title: string
  readonly sentence: string | null
  readonly figures: readonly PosterFigure[]
  /** Whose figures they are. */
  readonly source: string
}

export interface PosterFigure {
  /** `35 097`, `12,3 %`: never without its label. */
  readonly value: string
  /** « habitants en 2023 » */
  readonly label: string
}

/** The picture of a page, and the place it is about when it is about one. */
export interface MadePoster {
  readonly poster: Poster
  readonly place: Place | null
}

/** The most figures that a picture of a page holds. */
export const MOST_FIGURES = 3

/** All that a poster says, for who does not see it. */
export const posterWords = ({ kind, title, sentence, figures, source }: Poster): string =>
  [`${kind} : ${title}.`, sentence, ...figures.map(({ value, label }) => `${value} ${label}.`), `Source : ${source}.`]
    .filter(Boolean)
    .join(' ')
