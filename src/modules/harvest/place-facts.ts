import type { Clock } from '../../kernel/clock.ts'
import type { Tables } from '../query/index.ts'
import type { PlaceStore } from '../territory/index.ts'
import type { PlaceFacts } from './fill-dataset.ts'

/** More values than there are places of any level in France. */
const MOST_CODES = 60_000

/** Codes of versions, and the places of a département (`departement:89`) today. */
export const placeFacts = (
  tables: Pick<Tables, 'group'>,
  places: Pick<PlaceStore, 'get' | 'members' | 'containers' | 'names'>,
  homeId: string,
  now: Clock,
): PlaceFacts => ({
  async codesIn({ id }, column) {
    const page = await tables.group(id, { by: [column], measures: [], where: null, sort: [], limit: MOST_CODES })
    return new Set(page.rows.flatMap(([code]) => (code === null || code === undefined ? [] : [String(code)])))
  },
  async home(level) {
    const today = now().toISOString().slice(0, 10)
    const found =
      level === 'departement'
        ? [await places.get(homeId)].flatMap((place) => (place ? [place] : []))
        : level === 'region'
          ? (await places.containers(homeId, today)).filter((place) => place.level === 'region')
          : await places.members(homeId, level, today)
    return found.map(({ code, name }) => ({ code, name }))
  },
  async names(level, codes) {
    const names = await places.names(codes.map((code) => `${level}:${code}`))
    return new Map([...names].map(([id, name]) => [id.slice(level.length + 1), name]))
  },
})
