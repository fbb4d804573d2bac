/**
 * The same question, put once for all who ask it while the one before it is being answered. Nobody is given an answer
 * that was begun before they asked: it may be older than what they just did.
 */
export const askedTogether = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let waiting: Promise<T> | undefined
  let asking: Promise<unknown> = Promise.resolve()
  const begin = (): Promise<T> => {
    waiting = undefined
    const answer = ask()
    asking = answer
    return answer
  }
  return () => {
    waiting ??= asking.then(begin, begin)
    return waiting
  }
}
