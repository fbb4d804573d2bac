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
  /** For communes only: the number is that of what surrounds the commune, the intercommunalité that holds it. */
  readonly around?: 'epci'
}

/**
 * The set, fixed and published: size and its change, then room, age, incomes, homes and the car that distances ask for.
 * What surrounds a commune tells the town of a countryside from the suburb of the same size.
 */
export const PEER_MEASURES: readonly PeerMeasure[] = [
  { slug: 'population', name: 'Population', weight: 3, as: 'logarithm' },
  { slug: 'evolution-population', name: 'Évolution de la population', weight: 1, as: 'value' },
  { slug: 'densite-population', name: 'Densité de population', weight: 2, as: 'logarithm' },
  { slug: 'part-65-ans-et-plus', name: 'Part des 65 ans et plus', weight: 2, as: 'value' },
  { slug: 'niveau-vie-median', name: 'Niveau de vie médian', weight: 2, as: 'value' },
  { slug: 'personnes-par-menage', name: 'Personnes par ménage', weight: 1, as: 'value' },
  { slug: 'valeur-locative-moyenne', name: 'Valeur locative moyenne des logements', weight: 1, as: 'logarithm' },
  { slug: 'travail-en-voiture', name: 'Actifs qui vont travailler en voiture', weight: 1, as: 'value' },
  { slug: 'population', name: 'Population de l’intercommunalité', weight: 2, as: 'logarithm', around: 'epci' },
  { slug: 'densite-population', name: 'Densité de l’intercommunalité', weight: 2, as: 'logarithm', around: 'epci' },
]

/**
 * A measure counts only when at least this part of the places of the level have a number at one same period. Incomes are
 * hidden in one commune in ten, the smallest: they still tell the others apart, and a village is compared on the rest.
 */
export const LEAST_COVERED = 0.85

/** What became of a measure at a level: used at a period, or left out and why. */
export type UsedMeasure = PeerMeasure &
  (
    | { readonly use: 'used'; readonly period: string; readonly covered: number }
    | { readonly use: 'absent' }
    | { readonly use: 'sparse'; readonly covered: number }
  )

/** The places of a level, by code, and the code of the intercommunalité that holds each commune. */
export interface MeasuredPlaces {
  readonly level: Level
  readonly rankOf: ReadonlyMap<string, number>
  readonly epciOf: ReadonlyMap<string, string>
}

/** The last period at which enough places of a level have a number (`LEAST_COVERED`); the best covered one when none does. */
export const chooseMeasure = (
  measure: PeerMeasure,
  edition: Edition | undefined,
  places: MeasuredPlaces,
): UsedMeasure => {
  const from = readAt(measure, places.level)
  if (!from || !edition?.levels.has(from)) return { ...measure, use: 'absent' }
  let best = 0
  for (const period of edition.periods.toReversed()) {
    const numbers = measuredValues(measure, edition, period, places)
    const known = numbers.reduce((sum, value) => (Number.isNaN(value) ? sum : sum + 1), 0)
    const covered = numbers.length === 0 ? 0 : known / numbers.length
    if (covered >= LEAST_COVERED) return { ...measure, use: 'used', period, covered }
    best = Math.max(best, covered)
  }
  return { ...measure, use: 'sparse', covered: best }
}

/** The numbers of a measure, one a place in the order of ranks; NaN where there is none (or no logarithm). */
export const measuredValues = (
  measure: Pick<PeerMeasure, 'as' | 'around'>,
  edition: Edition,
  period: string,
  { level, rankOf, epciOf }: MeasuredPlaces,
): Float64Array => {
  const values = new Float64Array(rankOf.size).fill(Number.NaN)
  const from = readAt(measure, level)
  const column = from ? columnOf(edition, from, period) : []
  const known = new Map(column.flatMap(({ code, value }) => (value === null ? [] : [[code, value] as const])))
  for (const [code, at] of rankOf) {
    const value = known.get(measure.around ? (epciOf.get(code) ?? '') : code)
    if (value !== undefined) values[at] = measure.as === 'value' ? value : value > 0 ? Math.log(value) : Number.NaN
  }
  return values
}

/** The level whose numbers say a measure of the places of another; null when it says nothing of them. */
const readAt = ({ around }: Pick<PeerMeasure, 'around'>, level: Level): Level | null =>
  around ? (level === 'commune' ? around : null) : level
