import {
  type AskQuestion,
  cardAt,
  type Definition,
  type KnownIndicators,
  lastKnown,
  type PlaceChoice,
} from '../indicator/index.ts'
import type { Place, PlaceStore } from '../territory/index.ts'
import { cardsByTheme, type ThemeOfCards } from './cards-by-theme.ts'

export interface SearchCardsDeps {
  readonly ask: AskQuestion
  readonly known: Pick<KnownIndicators, 'shown'>
  readonly places: Pick<PlaceStore, 'get'>
  readonly choice: PlaceChoice
}

/** What a question leads to: one card, the cards of one place, or words that say why there is none. */
export type FoundCards =
  | { readonly kind: 'card'; readonly href: string }
  | {
      readonly kind: 'cards'
      readonly place: Place
      /** What is said before them; null when the question named the place and nothing else. */
      readonly sentence: string | null
      readonly themes: readonly ThemeOfCards[]
    }
  | { readonly kind: 'none'; readonly sentence: string | null; readonly indicators: readonly Definition[] }

/** From words to a card: « population Joigny » gives the card itself, « Joigny » all the cards of Joigny. */
export const searchCards =
  ({ ask, known, places, choice }: SearchCardsDeps) =>
  async (text: string): Promise<FoundCards> => {
    const [{ reading, answer, indicators }, shown] = await Promise.all([ask(text), known.shown()])
    if (answer?.place && answer.indicator && answer.stated && reading.indicator !== null) {
      const { place, indicator, period } = answer
      const edition = shown.find(({ definition }) => definition.slug === indicator.slug)?.edition
      const last = edition && lastKnown(edition, place.level, place.code)?.period
      return { kind: 'card', href: cardAt(indicator.slug, place, period === last ? null : period) }
    }
    const place = reading.place ? await places.get(`${reading.place.level}:${reading.place.code}`) : undefined
    if (!place || place.validUntil !== null) return { kind: 'none', sentence: answer?.sentence ?? null, indicators }
    const sentence = reading.indicator === null && reading.rest.length === 0 ? null : (answer?.sentence ?? null)
    return { kind: 'cards', place, sentence, themes: cardsByTheme(shown, choice, [place]) }
  }
