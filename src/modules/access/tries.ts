import { createHash } from 'node:crypto'
import type { Clock } from '../../kernel/clock.ts'
import { DomainError } from '../../kernel/errors.ts'
import type { PersonStore } from './ports.ts'

const WINDOW_MS = 15 * 60_000

/** What is counted, and how many tries it bears in a quarter of an hour. */
interface Limit {
  readonly key: readonly string[]
  readonly most: number
  /** Counts the tries of several people: a right one forgets itself, not theirs. */
  readonly isShared?: boolean
}

/**
 * Counts a try before it is judged, so that a thousand at once are a thousand, and refuses past the limits. What is
 * refused writes nothing more: a flood fills no table. A try that turns out right is forgotten, with those before it.
 */
export const countTry = async (
  deps: { readonly people: PersonStore; readonly now: Clock },
  limits: readonly Limit[],
): Promise<{ readonly forget: () => Promise<void> }> => {
  const at = deps.now()
  const since = new Date(at.getTime() - WINDOW_MS)
  const keyed = limits.map((limit) => ({
    ...limit,
    // Written so that no text typed in one part passes for another.
    hash: createHash('sha256').update(JSON.stringify(limit.key).toLowerCase()).digest('hex'),
  }))
  for (const { hash, most } of keyed) if ((await deps.people.attempts(hash, since)) >= most) throw tooMany()
  for (const { hash, most } of keyed) {
    await deps.people.addAttempt(hash, at)
    if ((await deps.people.attempts(hash, since)) > most) throw tooMany()
  }
  return {
    forget: async () => {
      for (const { hash, isShared } of keyed) await deps.people.clearAttempts(hash, isShared ? at : since)
    },
  }
}

const tooMany = () =>
  new DomainError({
    kind: 'too-many',
    detail: 'Trop d’essais : attendez un quart d’heure avant de recommencer.',
    retryAfterSeconds: WINDOW_MS / 1000,
  })
