import type { Clock } from '../../kernel/clock.ts'
import type { Place } from './place.ts'
import type { CommuneRecord, PlaceStore } from './ports.ts'

/** More than the places of a département, with what their pages ask. */
const MOST = 5000

/**
 * The same store, asked once for each thing: places are loaded before the portal answers and do not move while it runs.
 * What pages tell of a commune is read at once; for the communes of the département `home`, at the first of them.
 * Searches, which are as many as visitors have ideas, are asked each time.
 */
export const rememberedPlaces = (store: PlaceStore, home: string, now: Clock): PlaceStore => {
  const members = remember(store.members)
  const own = remember(async (on: string) =>
    store.communeRecords(
      (await members(`departement:${home}`, 'commune', on)).map(({ id }) => id),
      on,
    ),
  )
  const alone = remember((id: string, on: string) => store.communeRecords([id], on))
  const recordOf = async (id: string, on = today(now)): Promise<CommuneRecord | undefined> =>
    id.startsWith('commune:') ? ((await own(on)).get(id) ?? (await alone(id, on)).get(id)) : undefined
  const livingOf = async (code: string, on: string): Promise<Place | undefined> => {
    const place = (await recordOf(`commune:${code}`, on))?.place
    return place && (place.validFrom ?? '') <= on && (place.validUntil ?? '9999') > on ? place : undefined
  }
  const [get, byCode, containers] = [remember(store.get), remember(store.byCode), remember(store.containers)]
  const [predecessors, successors] = [remember(store.predecessors), remember(store.successors)]
  const [population, shared] = [remember(store.population), remember(store.shared)]
  return {
    ...store,
    get: async (id) => (id.startsWith('commune:') ? (await own(today(now))).get(id)?.place : undefined) ?? get(id),
    byCode: async (level, code, on) =>
      (level === 'commune' ? await livingOf(code, on) : undefined) ?? byCode(level, code, on),
    containers: async (id, on) => (await recordOf(id, on))?.containers ?? containers(id, on),
    members: async (id, level, on) =>
      (level === 'commune' ? (await recordOf(id, on))?.parts : undefined) ?? members(id, level, on),
    shared: async (id, on) => (await recordOf(id, on))?.shared ?? shared(id, on),
    neighbours: remember(store.neighbours),
    predecessors: async (id) => (await recordOf(id))?.predecessors ?? predecessors(id),
    successors: async (id) => (await recordOf(id))?.successors ?? successors(id),
    population: async (id) => (await recordOf(id))?.population ?? population(id),
    history: remember(store.history),
  }
}

const today = (now: Clock): string => now().toISOString().slice(0, 10)

const remember = <A extends readonly string[], T>(ask: (...about: A) => Promise<T>): ((...about: A) => Promise<T>) => {
  const known = new Map<string, Promise<T>>()
  return (...about) => {
    const key = JSON.stringify(about)
    const answer = known.get(key) ?? ask(...about)
    if (known.size >= MOST && !known.has(key)) known.clear()
    known.set(key, answer)
    answer.catch(() => known.delete(key))
    return answer
  }
}
