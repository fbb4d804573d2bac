import { createHash } from 'node:crypto'
import type { Clock } from '../../kernel/clock.ts'
import { DomainError } from '../../kernel/errors.ts'
import type { PersonStore } from './ports.ts'

const WINDOW_MS = 15 * 60_000

/** What is counted, and how many tries it bears in a quarter of an hour. */
interface Limit {
  readonly key: string
  readonly most: number
}

/**
 * Counts a try before it is judged, so that a thousand at once are a thousand, and refuses past the limits. A try that
 * turns out right is forgotten, with those that came before it; the tries of an address, only itself.
 */
export const countTry = async (
  deps: { readonly people: PersonStore; readonly now: Clock },
  limits: readonly Limit[],
): Promise<{ readonly forget: () => Promise<void> }> => {
  const at = deps.now()
  const since = new Date(at.getTime() - WINDOW_MS)
  const keyed = limits.map((limit) => ({
    ...limit,
    hash: createHash('sha256').update(limit.key.toLowerCase()).digest('hex'),
  }))
  for (const { hash, most } of keyed) {
    await deps.people.addAttempt(hash, at)
    if ((await deps.people.attempts(hash, since)) > most)
      throw new DomainError({
        kind: 'too-many',
        detail: 'Trop d’essais : attendez un quart d’heure avant de recommencer.',
        retryAfterSeconds: WINDOW_MS / 1000,
      })
  }
  return {
    forget: async () => {
      for (const { key, hash } of keyed) await deps.people.clearAttempts(hash, key.startsWith('adresse ') ? at : since)
    },
  }
}
