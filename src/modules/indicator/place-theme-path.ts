import { slug } from '../../kernel/fold.ts'
import { type Place, placePath } from '../territory/index.ts'

/** The page of all the figures of a place in a theme: `/territoires/communes/89206-joigny/themes/logement`. */
export const placeThemePath = (place: Place, theme: string): string => `${placePath(place)}/themes/${slug(theme)}`

/** Whether an address names a theme. */
export const isOfTheme = (theme: string, named: string): boolean => slug(theme) === named
