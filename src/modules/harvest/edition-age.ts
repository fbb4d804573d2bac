import { count } from '../../kernel/french.ts'
import type { Watched } from './watch-sources.ts'

/** Figures of last year, or of the year before when a producer counts slowly, surprise nobody. */
const OLD = 2

/** How many years ago an edition such as `2023`, `2026-06` or `2026-06-15` was; null when its name tells no year. */
const yearsSince = (edition: string, now: Date): number | null => {
  const year = /^(\d{4})(-\d{2}){0,2}$/.exec(edition)?.[1]
  return year === undefined ? null : now.getUTCFullYear() - Number(year)
}

/**
 * What « à jour » does not say: that the newest edition of a source is itself years old, as `édition 2021, vieille de
 * 5 ans : la dernière trouvée chez le producteur`. Null of a source that is not up to date, or whose edition is recent or
 * tells no year.
 */
export const oldEditionInWords = (
  { standing, state }: Pick<Watched, 'standing' | 'state'>,
  now: Date,
): string | null => {
  if (standing !== 'fresh' || !state?.edition) return null
  const years = yearsSince(state.edition, now)
  return years === null || years < OLD
    ? null
    : `édition ${state.edition}, vieille de ${count(years, 'an')} : la dernière trouvée chez le producteur`
}
