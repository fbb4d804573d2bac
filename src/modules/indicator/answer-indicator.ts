import type { StatedValue, ValueStatus } from '../figure/index.ts'
import type {
  Contour,
  DepartementLayout,
  Geography,
  GeographyStore,
  Level,
  Place,
  PlaceStore,
  TerritoryMaps,
} from '../territory/index.ts'
import { codesInside } from './codes-inside.ts'
import { comparedSeries } from './compare.ts'
import { sourcesOf } from './definition.ts'
import { type Edition, firstKnown, knowsPlace, type MadeValue, middleAt, seriesOf, valueAt } from './edition.ts'
import type { IndicatorAddress } from './indicator-address.ts'
import { keptRanking } from './kept-rankings.ts'
import type { KnownIndicators, ShownIndicator } from './known-indicators.ts'
import type { Middle } from './middle.ts'
import type { Ranked } from './ranking.ts'
import { readPlaces } from './read-comparison.ts'
import { reunitedCodes } from './reunited-codes.ts'

export interface IndicatorDeps {
  readonly known: Pick<KnownIndicators, 'get'>
  readonly places: Pick<PlaceStore, 'byCode' | 'get' | 'containers' | 'predecessors'>
  readonly geography: Pick<GeographyStore, 'today'>
  readonly maps: TerritoryMaps
  /** Identifier of the place that the portal is about. */
  readonly home: string
  /** The day of the question: `2026-11-24`. */
  readonly today: () => string
}

/** What an address asks for, before anything is known of it. */
export interface AskedIndicator {
  readonly level?: Level | undefined
  readonly period?: string | undefined
  readonly inside: boolean
  readonly tiles: boolean
  readonly places: readonly string[]
  readonly page: number
}

/** A large place beside which the others are read: the territory, its région, the country. */
export interface Around {
  readonly place: Place
  readonly stated: MadeValue
  /** Its first number of the ten years before, when there is one. */
  readonly before: { readonly period: string; readonly stated: StatedValue } | null
}

/** All that the page of an indicator tells, for one level, one period and one extent. */
export interface IndicatorAnswer {
  readonly indicator: ShownIndicator
  readonly home: Place
  readonly address: IndicatorAddress
  /** Levels that the indicator has values for, in the order of its definition. */
  readonly levels: readonly Level[]
  /** True when the territory holds several places of that level. */
  readonly severalInside: boolean
  readonly ranked: readonly Ranked[]
  /** Codes of those ranked, sorted. */
  readonly codes: readonly string[]
  readonly pages: number
  /** Those of the page shown. */
  readonly shown: readonly Ranked[]
  readonly around: readonly Around[]
  /** The middle of all the places of the country at that level and period, when only those of the territory are listed. */
  readonly countryMiddle: Middle | null
  /** Places that the reader named. */
  readonly chosen: readonly Place[]
  /** Those that are named, or the ones to begin with. */
  readonly followed: readonly Place[]
  readonly series: { readonly periods: readonly string[]; readonly series: readonly (readonly StatedValue[])[] }
  /** How many places have each status, period by period. */
  readonly statuses: readonly ReadonlyMap<ValueStatus, number>[]
  /** Communes that each place of the page holds, when its value was added up from theirs. */
  readonly members: ReadonlyMap<string, readonly string[]>
  /** Codes that were reunited in each place of the page, when its value was made from theirs. */
  readonly reunited: ReadonlyMap<string, readonly string[]>
  /** Shapes of all of them, or of those that lie whole in the territory, when they are known and wanted. */
  readonly contours: ReadonlyMap<string, Contour> | null
  /** Equal tiles, for communes. */
  readonly layout: DepartementLayout | null
  /** True when a reader can choose between shapes and tiles. */
  readonly eitherMap: boolean
  /** Indicators that it is worked out from. */
  readonly workedFrom: readonly { readonly slug: string; readonly name: string }[]
  /** What could not be understood, in French. */
  readonly remarks: readonly string[]
}

/** Places listed on a page of the ranked list. */
export const ROWS_A_PAGE = 50
/** Levels of which the portal's territory holds several. */
const INSIDE: ReadonlySet<Level> = new Set(['commune', 'epci', 'canton', 'arrondissement'])

/** Answers for one indicator; null when there is none of that name, or when the portal's own place is unknown. */
export const answerIndicator =
  (deps: IndicatorDeps) =>
  async (slug: string, asked: AskedIndicator): Promise<IndicatorAnswer | null> => {
    const [indicator, home] = await Promise.all([deps.known.get(slug), deps.places.get(deps.home)])
    if (!indicator || !home) return null
    const { definition, edition } = indicator
    const geography = await deps.geography.today()
    const levels = definition.levels.filter((level) => edition.levels.has(level))
    const level = levels.find((one) => one === asked.level) ?? levels[0] ?? 'commune'
    const period = edition.periods.find((one) => one === asked.period) ?? edition.periods.at(-1) ?? ''
    const inside = asked.inside && INSIDE.has(level)
    const within = inside ? codesInside(geography, home.code, level) : null
    const { ranked, codes, statuses } = keptRanking(edition, geography, {
      ...{ level, period },
      ...(within ? { within } : {}),
    })
    const pages = Math.max(1, Math.ceil(ranked.length / ROWS_A_PAGE))
    const page = Math.min(asked.page, pages)
    const shown = ranked.slice((page - 1) * ROWS_A_PAGE, page * ROWS_A_PAGE)
    const [read, around, contours, layout] = await Promise.all([
      readPlaces(deps.places, deps.today)(asked.places),
      aroundOf(deps, home, indicator, period),
      inside ? contoursOf(deps.maps, geography, home.code, level, codes) : null,
      inside && level === 'commune' ? deps.maps.layout(home.code) : null,
    ])
    const begun = read.places.length > 0 ? [] : await toBeginWith(deps, indicator, home, level, geography)
    const followed = read.places.length > 0 ? read.places : begun
    const tiles = layout !== null && (asked.tiles || !contours)
    return {
      ...{ indicator, home, levels, ranked, codes, statuses, pages, shown, around, followed },
      severalInside: INSIDE.has(level),
      address: { slug, level, period, inside, tiles: tiles && contours !== null, places: read.places, page },
      countryMiddle: inside ? middleAt(edition, level, period) : null,
      chosen: read.places,
      series: comparedSeries(edition, followed),
      members: membersOf(geography, level, shown),
      reunited: new Map(
        await Promise.all(
          shown.map(
            async (one) => [one.code, await reunitedCodes(deps.places, { id: `${level}:${one.code}` }, one)] as const,
          ),
        ),
      ),
      contours: tiles ? null : contours,
      layout: tiles ? layout : null,
      workedFrom: await Promise.all(
        sourcesOf(definition).map(async (of) => ({
          slug: of,
          name: (await deps.known.get(of))?.definition.name ?? of,
        })),
      ),
      eitherMap: contours !== null && layout !== null,
      remarks: [...read.remarks, ...unknownTo(indicator, read.places)],
    }
  }

/** The shapes of all the places; failing that, of those made of whole communes of the département, whose shapes come from theirs. */
const contoursOf = async (
  maps: TerritoryMaps,
  { holders, shared }: Geography,
  departement: string,
  level: Level,
  codes: readonly string[],
): Promise<IndicatorAnswer['contours']> => {
  const all = await maps.contours(level, codes)
  if (all || level === 'commune') return all
  const beyond = new Set(
    [...(holders.get(level) ?? [])].flatMap(([commune, holder]) =>
      holders.get('departement')?.get(commune) === departement ? [] : [holder],
    ),
  )
  return maps.contours(
    level,
    codes.filter((code) => !beyond.has(code) && !(level === 'canton' && shared?.has(code))),
  )
}

/** How far back the change of a large place is told. */
const YEARS_BACK = 10

const aroundOf = async (
  { places, today }: IndicatorDeps,
  home: Place,
  { edition }: ShownIndicator,
  period: string,
): Promise<readonly Around[]> => {
  const holders = await places.containers(home.id, today())
  const country = await places.get('pays:FR')
  const large = [home, ...holders.filter(({ level }) => level === 'region'), ...(country ? [country] : [])]
  return large
    .filter(({ level, code }) => knowsPlace(edition, level, code))
    .map((place) => {
      const stated = valueAt(edition, place.level, place.code, period)
      const series = seriesOf(edition, place.level, place.code)
      const oldest = String(Number(period.slice(0, 4)) - YEARS_BACK) + period.slice(4)
      const at = series.findIndex(({ value }, i) => value !== null && (edition.periods[i] ?? '') >= oldest)
      const [before, known] = [edition.periods[at], series[at]]
      const earlier = before !== undefined && before < period && known
      return { place, stated, before: earlier ? { period: before, stated: known } : null }
    })
}

/** How many places are followed before the reader names any. */
const BEGIN_WITH = 3

/** The largest places of the territory, and the territory where its value can be read beside theirs; the territory alone for larger levels. */
const toBeginWith = async (
  { known, places }: IndicatorDeps,
  { definition, edition }: ShownIndicator,
  home: Place,
  level: Level,
  geography: Geography,
): Promise<readonly Place[]> => {
  const homeKnown = knowsPlace(edition, home.level, home.code)
  if (!INSIDE.has(level)) return homeKnown ? [home] : []
  const counts = (await known.get('population'))?.edition
  const largest: string[] = []
  for (const code of largestFirst(codesInside(geography, home.code, level), level, counts)) {
    if (largest.length === BEGIN_WITH) break
    if (firstKnown(edition, level, code)) largest.push(code)
  }
  const found = await Promise.all(largest.map((code) => places.get(`${level}:${code}`)))
  const adds = definition.kind === 'stock' || definition.kind === 'flow'
  return [...found.filter((place) => place !== undefined), ...(homeKnown && !adds ? [home] : [])]
}

const bySize = new WeakMap<
  ReadonlySet<string>,
  { readonly counts: Edition | undefined; readonly codes: readonly string[] }
>()

/** Codes of places, those of the most inhabitants first: put in order once for a set, and again when inhabitants are counted anew. */
const largestFirst = (within: ReadonlySet<string>, level: Level, counts: Edition | undefined): readonly string[] => {
  const known = bySize.get(within)
  if (known && known.counts === counts) return known.codes
  const last = counts?.periods.at(-1) ?? ''
  const inhabitants = (code: string) => (counts ? (valueAt(counts, level, code, last).value ?? 0) : 0)
  const codes = [...within]
    .map((code) => [code, inhabitants(code)] as const)
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([code]) => code)
  bySize.set(within, { counts, codes })
  return codes
}

const membersOf = (
  { holders }: Geography,
  level: Level,
  shown: readonly Ranked[],
): ReadonlyMap<string, readonly string[]> => {
  const members = new Map<string, string[]>(
    shown.flatMap(({ code, making }) => (making === 'added-up' ? [[code, []] as const] : [])),
  )
  if (members.size > 0) for (const [commune, holder] of holders.get(level) ?? []) members.get(holder)?.push(commune)
  return members
}

const unknownTo = ({ edition }: ShownIndicator, places: readonly Place[]): readonly string[] =>
  places
    .filter(({ level, code }) => !knowsPlace(edition, level, code))
    .map(({ name }) => `Cet indicateur ne dit rien de ${name} : ce lieu n’apparaît pas dans les figures.`)
