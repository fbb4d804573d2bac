import type { Semantic, Tables } from '../query/index.ts'
import type { Geography, GeographyStore, Level, Movement } from '../territory/index.ts'

/** What the codes of a column are: of which level, written how, and how many are known. */
export interface FoundCodes {
  readonly level: Level
  /** Characters that make the code of the place, when the codes are longer (IRIS: 5). */
  readonly first?: number
  /** Characters of the codes when zeros fill them (`089`: 3). */
  readonly width?: number
  /** Different codes, and those of them that are of the level. */
  readonly total: number
  readonly known: number
  /** Codes of the level in force in the country. */
  readonly of: number
  /** Code of the one département that all those known are in; null when there are several, or none. */
  readonly departement: string | null
  /** The last year whose first of January has all the codes, when some have ceased since; null when none has. */
  readonly boundaries: number | null
}

const LEVELS: readonly Level[] = ['commune', 'epci', 'departement', 'region', 'arrondissement', 'canton', 'pays']
const LEVEL_OF_SEMANTIC: Readonly<Partial<Record<Semantic, Level>>> = {
  commune: 'commune',
  epci: 'epci',
  departement: 'departement',
  region: 'region',
}
const IRIS = 9
const MOST_CODES = 100_000
/** The oldest day that the history of codes is known from. */
export const OLDEST = '1943-01-01'

/** Reads the codes of a column of a version, and finds what they are; null when most are of no place. */
export const findCodes =
  (deps: { readonly tables: Pick<Tables, 'group'>; readonly geography: GeographyStore }) =>
  async (versionId: string, column: string, semantic: Semantic | null): Promise<FoundCodes | null> => {
    const measures = [{ of: 'count' as const, column: null, as: 'lignes' }]
    const query = { by: [column], measures, where: null, sort: [], limit: MOST_CODES }
    const { rows } = await deps.tables.group(versionId, query)
    const codes = rows.flatMap(([code]) => (code === null || code === undefined ? [] : [String(code)]))
    const geography = await deps.geography.today()
    return foundCodes(codes, geography, semantic, await deps.geography.history('commune', OLDEST, geography.day))
  }

/**
 * What some codes are: the level that knows the most of them, the one that the column was recognised as when it knows about
 * as many; null when no level knows half of them.
 */
export const foundCodes = (
  codes: readonly string[],
  geography: Geography,
  semantic: Semantic | null = null,
  movements: readonly Movement[] = [],
): FoundCodes | null => {
  const wanted = semantic ? LEVEL_OF_SEMANTIC[semantic] : undefined
  const counted = LEVELS.map((level) => ({ level, known: knownOf(codes, geography, level) }))
  const best = counted.toSorted(
    (a, b) => b.known.length - a.known.length || Number(b.level === wanted) - Number(a.level === wanted),
  )[0]
  if (best && best.known.length * 2 > codes.length) {
    const width = best.known.every((code) => code.length === 3 && code.startsWith('0')) ? { width: 3 } : {}
    return { ...described(best.level, best.known, codes, geography, movements), ...width }
  }
  if (!codes.some((code) => code.length === IRIS)) return null
  const cut = codes.map((code) => code.slice(0, 5))
  const known = [...new Set(knownOf(cut, geography, 'commune'))]
  return known.length * 2 > new Set(cut).size
    ? { ...described('commune', known, [...new Set(cut)], geography, movements), first: 5 }
    : null
}

const knownOf = (codes: readonly string[], { names }: Geography, level: Level): readonly string[] => {
  const of = names.get(level)
  return of ? codes.filter((code) => of.has(code) || of.has(code.replace(/^0(?=\d\d$)/, ''))) : []
}

const described = (
  level: Level,
  known: readonly string[],
  codes: readonly string[],
  { names, holders }: Geography,
  movements: readonly Movement[],
): FoundCodes => {
  const departements = new Set(known.map((code) => holders.get('departement')?.get(code)))
  const [departement] = departements
  return {
    level,
    total: codes.length,
    known: known.length,
    of: names.get(level)?.size ?? 0,
    departement: level === 'commune' && departements.size === 1 ? (departement ?? null) : null,
    boundaries: level === 'commune' ? lastYearOf(codes, names.get(level) ?? new Map(), movements) : null,
  }
}

const lastYearOf = (
  codes: readonly string[],
  inForce: ReadonlyMap<string, string>,
  movements: readonly Movement[],
): number | null => {
  const old = new Set(codes.filter((code) => !inForce.has(code)))
  const ends = movements.flatMap(({ on, before, into }) =>
    before.some((code) => old.has(code) && !into.includes(code)) ? [on] : [],
  )
  const [first] = ends.toSorted()
  if (first === undefined) return null
  const year = Number(first.slice(0, 4))
  return first.endsWith('-01-01') ? year - 1 : year
}
