import { articled, capital, Level, type Place, type PlaceStore } from '../territory/index.ts'
import { MOST_COMPARED } from './compare.ts'
import type { ShownIndicator } from './known-indicators.ts'

/** What was understood of an address, and in French what was not. */
export interface ReadComparison {
  readonly places: readonly Place[]
  readonly indicators: readonly ShownIndicator[]
  readonly remarks: readonly string[]
}

/** Indicators shown when an address names none. */
const FIRST_SHOWN = 6

/**
 * Reads the places and the indicators that an address names (`89206`, `epci:200067114`). What is not known is left out
 * and said; the rest is kept.
 */
export const readComparison =
  (places: Pick<PlaceStore, 'byCode'>, today: () => string) =>
  async (
    named: { readonly places: readonly string[]; readonly indicators: readonly string[] },
    shown: readonly ShownIndicator[],
  ): Promise<ReadComparison> => {
    const read = await readPlaces(places, today)(named.places)
    const remarks = [...read.remarks]
    const slugs = new Set(split(named.indicators))
    for (const name of slugs)
      if (!shown.some(({ definition }) => definition.slug === name))
        remarks.push(`L’indicateur « ${name} » n’est pas dans ce portail : il est laissé de côté.`)
    const chosen = shown.filter(({ definition }) => slugs.has(definition.slug))
    return {
      places: read.places,
      indicators: chosen.length > 0 ? chosen : firstShown(shown),
      remarks,
    }
  }

/** Reads the places that an address names, eight at most; what is not a place of today is left out and said. */
export const readPlaces =
  (places: Pick<PlaceStore, 'byCode'>, today: () => string) =>
  async (tokens: readonly string[]): Promise<Pick<ReadComparison, 'places' | 'remarks'>> => {
    const remarks: string[] = []
    const found = new Map<string, Place>()
    for (const token of split(tokens, MOST_PLACES_NAMED)) {
      const asked = levelAndCode(token)
      const place = asked && (await places.byCode(asked.level, asked.code, today()))
      if (!place) remarks.push(`« ${token} » n’est le code d’aucun lieu : il est laissé de côté.`)
      else if (!livesOn(place, today()))
        remarks.push(`${capital(articled(place))} (${token}) n’est plus un lieu d’aujourd’hui : il est laissé de côté.`)
      else found.set(place.id, place)
    }
    if (found.size > MOST_COMPARED)
      remarks.push(`Une comparaison tient ${MOST_COMPARED} lieux : les ${MOST_COMPARED} premiers sont gardés.`)
    return { places: [...found.values()].slice(0, MOST_COMPARED), remarks }
  }

/** Names read of an address, which may hold thousands: each costs a remark, and a place a look-up. */
const MOST_NAMED = 100
const MOST_PLACES_NAMED = 4 * MOST_COMPARED

const split = (texts: readonly string[], most = MOST_NAMED): readonly string[] =>
  [
    ...new Set(
      texts
        .flatMap((text) => text.split(','))
        .map((text) => text.trim())
        .filter(Boolean),
    ),
  ].slice(0, most)

const levelAndCode = (token: string): { readonly level: Level; readonly code: string } | null => {
  const [, named = 'commune', code = ''] = /^(?:([a-z]+):)?([0-9A-Za-z]{1,12})$/.exec(token) ?? []
  const level = Level.anyOf.find(({ const: name }) => name === named)?.const
  return level && code ? { level, code: code.toUpperCase() } : null
}

const livesOn = ({ validUntil, kind }: Place, day: string): boolean =>
  (validUntil === null || validUntil > day) && !/^commune-(deleguee|associee)$/.test(kind)

/** The key indicators in their order; the first of the list when none is. */
const firstShown = (shown: readonly ShownIndicator[]): readonly ShownIndicator[] => {
  const keys = shown
    .filter(({ definition }) => definition.key !== undefined)
    .toSorted((a, b) => (a.definition.key ?? 0) - (b.definition.key ?? 0))
  return (keys.length > 0 ? keys : shown).slice(0, FIRST_SHOWN)
}
