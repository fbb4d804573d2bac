import { LEVEL_WORDS, type Level, ofPlace, type Place, placePath } from '../territory/index.ts'
import { ROWS_A_PAGE } from './answer-indicator.ts'
import { indicatorPath } from './indicator-address.ts'
import type { Column, ToldOfMany } from './many-places.ts'
import type { End } from './many-words.ts'

interface Listed {
  readonly slug: string
  readonly level: Level
  readonly within: Place
  readonly column: Column
  readonly end: End
}

/**
 * Where places are ranked one by one: the page of the indicator, opened where the end asked is; for those of another place
 * than the portal's territory (`home`) or the country, its own table of communes.
 */
export const rankedList = ({ slug, level, within, column, end }: Listed, home: string): ToldOfMany['list'] => {
  const inside = within.id === home
  if (level === 'commune' && !inside && !isWide(within))
    return {
      href: `${placePath(within)}?tri=${slug}${end === 'lowest' ? '&sens=croissant' : ''}#communes`,
      label: `Les communes ${ofPlace(within)}, dans l’ordre`,
    }
  const last = inside || within.level === 'pays' ? Math.max(1, Math.ceil(column.known.length / ROWS_A_PAGE)) : 1
  const page = end === 'lowest' ? last : 1
  const address = { slug, level, period: column.period, inside, tiles: false, places: [], page }
  const where = inside ? ofPlace(within) : 'de France'
  return { href: `${indicatorPath(address)}#classement`, label: `Le classement des ${LEVEL_WORDS[level][1]} ${where}` }
}

const isWide = ({ level }: Place): boolean => level === 'region' || level === 'pays'

/** Where the places that another holds are listed. */
export const membersList = (within: Place, level: Level, home: string): ToldOfMany['list'] => {
  const label = `La liste des ${LEVEL_WORDS[level][1]}`
  if (level === 'canton' && within.id === home) return { href: '/territoires#cantons', label }
  const anchor = level === 'commune' && !isWide(within) ? '#communes' : level === 'canton' ? '' : '#divisions'
  return isWide(within) && level === 'commune'
    ? { href: placePath(within), label: `Tout ce que le portail sait ${ofPlace(within)}` }
    : { href: `${placePath(within)}${anchor}`, label }
}
