import type { Column } from '../query/index.ts'
import type { Level } from '../territory/index.ts'
import { isPeriod } from './definition.ts'
import { EACH_YEAR, type IndicatorForm } from './definition-form.ts'
import type { FoundCodes } from './found-codes.ts'
import { periodName } from './read-rows.ts'

/** A column, with what is known of its values. */
export interface KnownColumn extends Column {
  readonly distinct: number
  readonly sample: readonly string[]
}

/** A dataset that an indicator is made from. */
export interface SuggestedFrom {
  readonly title: string
  readonly theme: string | null
  readonly licence: string | null
  readonly producer: string
  readonly updates: string
  /** `2023-12-31`: the last day that it covers, when its card says. */
  readonly temporalEnd: string | null
  readonly columns: readonly KnownColumn[]
  readonly rowCount: number
}

const TERRITORIES: readonly (Column['semantic'] & string)[] = ['commune', 'epci', 'departement', 'region']

/** Columns that may hold the code of a place, the most likely first. */
export const territoryColumns = <C extends Column>(columns: readonly C[]): readonly C[] => {
  const rank = ({ semantic, name, type }: Column) => {
    const at = semantic === null ? -1 : TERRITORIES.indexOf(semantic)
    if (at >= 0) return at
    return type !== 'geometry' && /^(code_?)?(insee|geo|com|commune|epci|dep|reg|iris|codgeo|depcom)/.test(name)
      ? 9
      : 99
  }
  return columns.filter((column) => rank(column) < 99).toSorted((a, b) => rank(a) - rank(b))
}

/** Dates that tell when a row was written or a thing was born, not the time that a number is about. */
const ABOUT_THE_ROW = /maj|mise_a_jour|modif|crea|saisie|ouv|ferm|fin|naiss|update|import/

/** Columns that may hold periods: years, or values that read as years, months or quarters. */
export const periodColumns = (columns: readonly KnownColumn[]): readonly KnownColumn[] =>
  columns.filter(
    ({ semantic, type, sample, name }) =>
      semantic === 'year' ||
      ((type === 'date' || type === 'datetime') && !ABOUT_THE_ROW.test(name)) ||
      (/^(an|annee|periode|millesime|mois|trimestre|date)(_|$)/.test(name) &&
        sample.length > 0 &&
        sample.every((text) => isPeriod(periodName(text)))),
  )

const MEANT: ReadonlySet<string> = new Set([...TERRITORIES, 'year', 'longitude', 'latitude', 'postcode'])

/** Columns of numbers that measure something. */
export const valueColumns = <C extends Column>(columns: readonly C[]): readonly C[] =>
  columns.filter(
    ({ type, semantic }) => (type === 'integer' || type === 'number') && (semantic === null || !MEANT.has(semantic)),
  )

/** What a form is filled with at first: what the columns, the codes and the card of a dataset let one suppose. */
export const suggestedForm = (from: SuggestedFrom, found: FoundCodes | null, territory: string): IndicatorForm => {
  const [when] = periodColumns(from.columns)
  const [value] = valueColumns(from.columns)
  const rate = value !== undefined && (value.unit === '%' || /^(taux|part|pct|pourcentage)(_|$)/.test(value.name))
  const adds = value === undefined || !rate
  const level = found?.level ?? 'commune'
  const listed = value === undefined && found !== null
  const levels = adds ? levelsAbove(level, found) : [level]
  return {
    territory,
    level,
    boundaries: found?.boundaries ? boundariesOfRows(found.boundaries, when) : '',
    period: when ? `column:${when.name}` : 'fixed',
    fixedPeriod: when ? '' : yearOf(from),
    where: '',
    aggregation: value === undefined ? 'count' : rate ? 'avg' : 'sum',
    value: value?.name ?? '',
    denominator: '',
    weights: '',
    times: '1',
    ...(value !== undefined && found !== null && oneRowEach(from, found, when) ? { oneRow: 'on' } : {}),
    whenEmpty: 'missing',
    whenAbsent: listed ? (found.departement ? `zero:${found.departement}` : 'zero') : 'missing',
    name: from.title.slice(0, 120),
    shortName: (value?.label ?? from.title).slice(0, 40),
    slug: '',
    definition: '',
    unit: value?.unit ?? '',
    decimals: value?.type === 'number' ? '1' : '0',
    theme: from.theme ?? 'SOCI',
    subtheme: '',
    kind: rate ? 'rate' : 'stock',
    grain: when ? grainOf(when.sample) : 'year',
    better: 'neither',
    producer: from.producer,
    licence: from.licence ?? 'lov2',
    updates: from.updates,
    caveats: '',
    words: '',
    ...Object.fromEntries(levels.map((one) => [`levels.${one}`, 'on'])),
  }
}

/** The year of old codes; each row's own when some are told of years after the last one that had all the codes. */
const boundariesOfRows = (last: number, when: KnownColumn | undefined): string =>
  when?.sample.some((text) => Number(periodName(text).slice(0, 4)) > last) ? EACH_YEAR : String(last)

/** Levels that values of a level add up to: those of its département, and of the country when it is known widely. */
export const levelsAbove = (level: Level, found: FoundCodes | null): readonly Level[] => {
  if (level !== 'commune') return [level]
  const wide = found !== null && found.known * 2 > found.of
  return ['commune', 'epci', 'canton', 'arrondissement', 'departement', ...(wide ? (['region', 'pays'] as const) : [])]
}

/** Whether there are about as many rows as places and periods together, and no more. */
const oneRowEach = (from: SuggestedFrom, found: FoundCodes, when: KnownColumn | undefined): boolean => {
  const most = found.total * (when?.distinct ?? 1)
  return found.first === undefined && from.rowCount <= most && from.rowCount * 2 > most
}

const grainOf = (sample: readonly string[]) => {
  const periods = sample.map(periodName)
  return periods.some((period) => period.includes('-T'))
    ? 'quarter'
    : periods.some((of) => of.includes('-'))
      ? 'month'
      : 'year'
}

/** The last year that a dataset tells in its title or on its card; nothing when it tells none. */
const yearOf = ({ title, temporalEnd }: SuggestedFrom): string =>
  title.match(/\b(19|20)\d\d\b/g)?.at(-1) ?? temporalEnd?.slice(0, 4) ?? ''
