import { type Place, placePath } from '../territory/index.ts'

/** `/cartes/population/communes/89206-joigny`: the card of one figure, the indicator then the place as its page names it. */
export const cardPath = (indicator: string, place: Pick<Place, 'level' | 'code' | 'name' | 'id'>): string =>
  `/cartes/${indicator}${placePath(place).slice('/territoires'.length)}`

/** The same at a period; null: the last one, whichever it becomes. */
export const cardAt = (indicator: string, place: Parameters<typeof cardPath>[1], period: string | null): string =>
  `${cardPath(indicator, place)}${period === null ? '' : `?periode=${period}`}`
