import { formatNumber } from '../../kernel/french.ts'
import { type Place, titleOf } from './place.ts'
import type { PlaceLink, PopulationPoint } from './ports.ts'

/** Reunions that leave one commune where there were several. */
const REUNION = /fusion|réunion|association|déléguée|absorbée/

/**
 * How the counts of a commune stand to the last reunion that made it, when it took place since they begin: « Les 5 communes
 * réunies en 2019 sont comptées ensemble à toutes ces dates, avant leur réunion aussi. » Null when there was none.
 */
export const reunitedSentence = (
  place: Pick<Place, 'level'>,
  predecessors: readonly PlaceLink[],
  population: readonly PopulationPoint[],
): string | null => {
  const first = population[0]
  if (place.level !== 'commune' || !first) return null
  const reunions = predecessors.flatMap(({ on, why, place: before }) =>
    on !== null && REUNION.test(why) && Number(on.slice(0, 4)) >= first.year ? [{ year: on.slice(0, 4), before }] : [],
  )
  const year = reunions
    .map((one) => one.year)
    .toSorted()
    .at(-1)
  const last = reunions.filter((one) => one.year === year)
  const [only] = last
  if (!only || year === undefined) return null
  const before = first.year < Number(year)
  return last.length === 1
    ? `${titleOf(only.before)}, réunie en ${year}, est comptée avec elle à toutes ces dates${before ? ', avant leur réunion aussi' : ''}.`
    : `Les ${formatNumber(last.length)} communes réunies en ${year} sont comptées ensemble à toutes ces dates${before ? ', avant leur réunion aussi' : ''}.`
}
