import { type Geography, type Level, type Place, placePath, titleOf } from '../territory/index.ts'
import { type Answer, NOTHING } from './answer.ts'
import { codesWithin } from './codes-inside.ts'
import { membersList } from './many-list.ts'
import type { OneOfMany } from './many-places.ts'
import { membersSentence } from './many-sentences.ts'
import { isBelow } from './many-words.ts'
import type { ReadMany } from './read-many.ts'

/** Lists of an answer stop there: the whole one is a link away. */
export const MOST_LISTED = 10

/** Counts the places of a level that another holds; null when none may lie there. */
export const answerMembers = (
  territoryId: string,
  { level }: Pick<ReadMany, 'level'>,
  within: Place,
  geography: Geography,
): Answer | null => {
  if (level === null || !isBelow(level, within.level)) return null
  const codes = codesWithin(geography, within, level)
  if (codes.size === 0) return null
  const communes = codesWithin(geography, within, 'commune')
  const beyond = new Set<string>()
  for (const [commune, code] of geography.holders.get(level) ?? [])
    if (codes.has(code) && !communes.has(commune)) beyond.add(code)
  const names = geography.names.get(level)
  const first = [...codes].toSorted().slice(0, MOST_LISTED)
  return {
    ...NOTHING,
    sentence: membersSentence(within, level, codes.size, beyond.size, geography.day),
    notes: [
      ...elsewhere(within, communes, geography, territoryId),
      level === 'epci' || within.level === 'epci'
        ? 'D’après le code officiel géographique (INSEE) et les périmètres des intercommunalités (DGCL).'
        : 'D’après le code officiel géographique (INSEE).',
    ],
    place: within,
    indicator: null,
    many: {
      ...{ kind: 'members', level, within, of: codes.size, without: new Map(), count: codes.size },
      first: codes.size > MOST_LISTED ? [] : first.map((code) => oneOf(level, code, names?.get(code) ?? code)),
      list: membersList(within, level, territoryId),
    },
  }
}

/** « 6 de ces communes sont hors du département. »: of an EPCI that crosses the border of the portal's territory. */
const elsewhere = (within: Place, communes: ReadonlySet<string>, { holders }: Geography, territoryId: string) => {
  if (within.level !== 'epci') return []
  const outside = [...communes].filter((code) => `departement:${holders.get('departement')?.get(code)}` !== territoryId)
  return outside.length === 0 || outside.length === communes.size
    ? []
    : [`${outside.length} de ses communes ${outside.length > 1 ? 'sont' : 'est'} dans un autre département.`]
}

/** A place that an answer names, without any value. */
export const oneOf = (level: Level, code: string, name: string): OneOfMany => ({
  ...{ code, value: null, words: null },
  name: titleOf({ level, name, liaison: 0 }),
  href: placePath({ id: `${level}:${code}`, level, code, name }),
})
