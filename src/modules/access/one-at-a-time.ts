import { DomainError } from '../../kernel/errors.ts'

/** Does works in the order they come, one at a time; refuses those that would have more than `most` before them. */
export const oneAtATime = (most: number): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let before = 0
  let last: Promise<unknown> = Promise.resolve()
  return async (work) => {
    if (before > most)
      throw new DomainError({
        kind: 'too-many',
        detail: 'Trop de personnes se connectent en même temps : réessayez dans un moment.',
        retryAfterSeconds: 30,
      })
    before += 1
    const done = last.then(work).finally(() => {
      before -= 1
    })
    last = done.catch(() => undefined)
    return done
  }
}
