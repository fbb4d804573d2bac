import { formatNumber } from '../../kernel/french.ts'
import type { Level } from '../territory/index.ts'

/** A class of places by population: `from` included, `below` excluded; null when it has no upper limit. */
export interface Stratum {
  readonly from: number
  readonly below: number | null
}

const classes = (limits: readonly number[]): readonly Stratum[] =>
  [0, ...limits].map((from, i) => ({ from, below: limits[i] ?? null }))

/** The classes by which the State (DGFiP) compares the accounts of communes. */
export const COMMUNE_STRATA = classes([250, 500, 2_000, 3_500, 5_000, 10_000, 20_000, 50_000, 100_000])

/** Classes of intercommunalités. */
export const EPCI_STRATA = classes([15_000, 30_000, 50_000, 100_000, 300_000])

/** The class of a population at a level; null where places are not classed. */
export const stratumOf = (level: Level, population: number): Stratum | null => {
  const strata = level === 'commune' ? COMMUNE_STRATA : level === 'epci' ? EPCI_STRATA : []
  return strata.find(({ below }) => below === null || population < below) ?? null
}

/** True when a population is of the class. */
export const isIn = ({ from, below }: Stratum, population: number): boolean =>
  population >= from && (below === null || population < below)

/** « de moins de 250 habitants », « de 250 à 500 habitants », « de 100 000 habitants et plus ». */
export const stratumWords = ({ from, below }: Stratum): string => {
  if (below === null) return `de ${formatNumber(from)}\u00A0habitants et plus`
  if (from === 0) return `de moins de ${formatNumber(below)}\u00A0habitants`
  return `de ${formatNumber(from)} à ${formatNumber(below)}\u00A0habitants`
}
