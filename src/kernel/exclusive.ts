/**
 * Does a work unless the same, by its name, is being done: here, or in another process of the portal where it says so.
 * Null when it was left to whoever is at it.
 */
export type Exclusive = <T>(name: string, work: () => Promise<T>) => Promise<{ readonly done: T } | null>

/** Works of this process only. */
export const exclusiveHere = (): Exclusive => {
  const going = new Set<string>()
  return async (name, work) => {
    if (going.has(name)) return null
    going.add(name)
    try {
      return { done: await work() }
    } finally {
      going.delete(name)
    }
  }
}
