import type { Level } from '../territory/index.ts'
import { columnOf, type Edition } from './edition.ts'

/** An indicator that resemblance counts, and for how much. */
export interface PeerMeasure {
  readonly slug: string
  /** How it is called when the portal does not have it. */
  readonly name: string
  readonly weight: number
  /** Sizes are compared by their logarithm: a hundred more inhabitants do not mean the same in a village and in a town. */
  readonly as: 'logarithm' | 'value'
}

/** The set, fixed and published: size and its change, then room, age, incomes, homes and the car that distances ask for. */
export const PEER_MEASURES: readonly PeerMeasure[] = [
  { slug: 'population', name: 'Population', weight: 3, as: 'logarithm' },
  { slug: 'evolution-population', name: 'Évolution de la population', weight: 1, as: 'value' },
  { slug: 'densite-population', name: 'Densité de population', weight: 2, as: 'logarithm' },
  { slug: 'part-65-ans-et-plus', name: 'Part des 65 ans et plus', weight: 2, as: 'value' },
  { slug: 'niveau-vie-median', name: 'Niveau de vie médian', weight: 2, as: 'value' },
  { slug: 'personnes-par-menage', name: 'Personnes par ménage', weight: 1, as: 'value' },
  { slug: 'travail-en-voiture', name: 'Actifs qui vont travailler en voiture', weight: 1, as: 'value' },
]

/** A measure counts only when at least this part of the places of the level have a number at one same period. */
export const LEAST_COVERED = 0.9

/** What became of a measure at a level: used at a period, or left out and why. */
export type UsedMeasure = PeerMeasure &
  (
    | { readonly use: 'used'; readonly period: string; readonly covered: number }
    | { readonly use: 'absent' }
    | { readonly use: 'sparse'; readonly covered: number }
  )

/** The last period at which nine places in ten of a level have a number; the best covered one when none reaches it. */
export const chooseMeasure = (
  measure: PeerMeasure,
  edition: Edition | undefined,
  level: Level,
  places: ReadonlySet<string>,
): UsedMeasure => {
  if (!edition?.levels.has(level)) return { ...measure, use: 'absent' }
  let best = 0
  for (const period of edition.periods.toReversed()) {
    const known = columnOf(edition, level, period).filter(({ code, value }) => value !== null && places.has(code))
    const covered = places.size === 0 ? 0 : known.length / places.size
    if (covered >= LEAST_COVERED) return { ...measure, use: 'used', period, covered }
    best = Math.max(best, covered)
  }
  return { ...measure, use: 'sparse', covered: best }
}

/** The numbers of a measure, one a place in the order given; NaN where there is none (or no logarithm). */
export const measuredValues = (
  { as }: Pick<PeerMeasure, 'as'>,
  edition: Edition,
  level: Level,
  period: string,
  rankOf: ReadonlyMap<string, number>,
): Float64Array => {
  const values = new Float64Array(rankOf.size).fill(Number.NaN)
  for (const { code, value } of columnOf(edition, level, period)) {
    const at = rankOf.get(code)
    if (at === undefined || value === null) continue
    values[at] = as === 'value' ? value : value > 0 ? Math.log(value) : Number.NaN
  }
  return values
}
