/**
 * Remembers what was made for the keys asked last, `most` at most. What is being made for a key is waited for by all who
 * ask it; a failure is not kept.
 */
export const recent = <T>(most: number) => {
  const kept = new Map<string, Promise<T>>()
  return (key: string, make: () => Promise<T>): Promise<T> => {
    const found = kept.get(key) ?? make()
    kept.delete(key) // last in, last out
    kept.set(key, found)
    found.catch(() => kept.get(key) === found && kept.delete(key))
    const [oldest] = kept.keys()
    if (kept.size > most && oldest !== undefined) kept.delete(oldest)
    return found
  }
}
