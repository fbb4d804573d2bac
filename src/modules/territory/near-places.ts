import { fold } from '../../kernel/fold.ts'
import type { Level, Place } from './place.ts'
import type { PlaceStore } from './ports.ts'

/** Places that someone may have meant by an address that names none: of a like name first, then of the nearest codes. */
export const nearPlaces =
  (places: Pick<PlaceStore, 'search' | 'codes' | 'byCode'>) =>
  async (level: Level, named: string, on: string): Promise<readonly Place[]> => {
    const [code = '', ...rest] = named.split('-')
    // « france » is a name, not a code.
    const words = /\d/.test(code) ? rest : [code, ...rest]
    const [hits, known] = await Promise.all([places.search(fold(words.join(' ')), 5), places.codes(level)])
    const coded = await Promise.all(nearestCodes(code, known).map((near) => places.byCode(level, near, on)))
    const found = [...hits.map(({ place }) => place), ...coded.filter((place) => place !== undefined)]
    return [...new Map(found.map((place) => [place.id, place])).values()].slice(0, 8)
  }

/** As many as a reader takes in at a glance. */
const MOST_LARGEST = 6

/** The places of the portal's territory that visitors most often look for: its communes that have the most inhabitants. */
export const largestPlaces =
  (places: Pick<PlaceStore, 'members'>, home: string) =>
  async (on: string): Promise<readonly Place[]> =>
    (await places.members(home, 'commune', on))
      .toSorted((a, b) => (b.population?.value ?? 0) - (a.population?.value ?? 0))
      .slice(0, MOST_LARGEST)

/** The four codes of the same département (or beginning) whose number is nearest. */
export const nearestCodes = (code: string, known: ReadonlySet<string>): readonly string[] => {
  const distance = (other: string) => Math.abs(Number(other.slice(2)) - Number(code.slice(2)))
  return [...known]
    .filter((other) => other.length === code.length && other.slice(0, 2) === code.slice(0, 2))
    .filter((other) => Number.isFinite(distance(other)))
    .toSorted((a, b) => distance(a) - distance(b) || a.localeCompare(b))
    .slice(0, 4)
}
