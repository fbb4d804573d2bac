import type { PlaceStore } from './ports.ts'

/** More than the places of a département, with what their pages ask. */
const MOST = 5000

/**
 * The same store, asked once for each thing: places are loaded before the portal answers and do not move while it
 * runs. Searches, which are as many as visitors have ideas, are asked each time.
 */
export const rememberedPlaces = (store: PlaceStore): PlaceStore => {
  const remember = <A extends readonly string[], T>(
    ask: (...about: A) => Promise<T>,
  ): ((...about: A) => Promise<T>) => {
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
  return {
    ...store,
    get: remember(store.get),
    byCode: remember(store.byCode),
    containers: remember(store.containers),
    members: remember(store.members),
    neighbours: remember(store.neighbours),
    predecessors: remember(store.predecessors),
    successors: remember(store.successors),
    population: remember(store.population),
    history: remember(store.history),
  }
}
