import { notFound } from '../../kernel/errors.ts'
import type { ValueStatus } from '../figure/index.ts'
import type { Semantic, Tables } from '../query/index.ts'
import type { GeographyStore, Level, Place, PlaceStore, TerritoryMaps } from '../territory/index.ts'
import type { BuiltEdition } from './build-edition.ts'
import { codesInside } from './codes-inside.ts'
import type { Definition } from './definition.ts'
import { columnOf } from './edition.ts'
import { type FoundCodes, findCodes } from './found-codes.ts'
import type { PlacesMapProps } from './pages/places-map.tsx'
import { type Ranked, rankedPlaces } from './ranking.ts'

/** What an indicator would be, for an editor who has not published it: some values, what is covered, what is wrong. */
export interface IndicatorPreview {
  readonly definition: Definition
  readonly built: BuiltEdition
  readonly home: Place
  readonly period: string
  /** The level that is drawn and listed, and its places in the portal's territory; those of the country when it holds none. */
  readonly level: Level
  readonly inside: boolean
  readonly ranked: readonly Ranked[]
  readonly levels: readonly LevelSummary[]
  readonly contours: PlacesMapProps['contours']
  readonly layout: PlacesMapProps['layout']
}

/** How many places of a level stand how at the last period. */
export interface LevelSummary {
  readonly level: Level
  readonly statuses: Readonly<Partial<Record<ValueStatus, number>>>
  /** Places of the portal's territory: those with a number, and all. */
  readonly inside: { readonly known: number; readonly total: number }
}

interface DraftDeps {
  readonly tables: Pick<Tables, 'group'>
  readonly geography: GeographyStore
  readonly places: Pick<PlaceStore, 'get'>
  readonly maps: TerritoryMaps
  readonly territoryId: string
}

/** What the form of an indicator asks about rows and values before anything is published. */
export interface IndicatorDrafts {
  readonly codes: (versionId: string, column: string, semantic: Semantic | null) => Promise<FoundCodes | null>
  /** Names of the places of a level, by code. */
  readonly namesOf: (level: Level) => Promise<ReadonlyMap<string, string>>
  readonly describe: (definition: Definition, built: BuiltEdition) => Promise<IndicatorPreview>
}

/** Drafts over the rows and the places of a portal. */
export const indicatorDrafts = (deps: DraftDeps): IndicatorDrafts => ({
  codes: findCodes(deps),
  namesOf: async (level) => (await deps.geography.today()).names.get(level) ?? new Map<string, string>(),
  async describe(definition, built) {
    const { edition } = built
    const [geography, home] = await Promise.all([deps.geography.today(), deps.places.get(deps.territoryId)])
    if (!home) throw notFound('Le territoire', deps.territoryId)
    const period = edition.periods.at(-1) ?? ''
    const held = (level: Level) => codesInside(geography, home.code, level)
    const levels = [...edition.levels.keys()].map((level): LevelSummary => {
      const here = held(level)
      const all = columnOf(edition, level, period)
      const statuses: Partial<Record<ValueStatus, number>> = {}
      for (const { status } of all) statuses[status] = (statuses[status] ?? 0) + 1
      const known = all.filter(({ code, value }) => here.has(code) && value !== null).length
      return { level, statuses, inside: { known, total: here.size } }
    })
    const level = levels[0]?.level ?? 'commune'
    const inside = DRAWN.has(level)
    const within = held(level)
    const ranked = rankedPlaces(edition, geography, {
      ...{ level, period },
      ...(inside ? { within } : {}),
    })
    const codes = ranked.map(({ code }) => code).toSorted()
    const contours = inside && codes.length > 0 ? await deps.maps.contours(level, codes) : null
    const layout = inside && level === 'commune' && !contours ? await deps.maps.layout(home.code) : null
    return { definition, built, home, period, level, inside, ranked, levels, contours, layout }
  },
})

/** Levels of which a département holds several. */
const DRAWN: ReadonlySet<Level> = new Set(['commune', 'epci', 'canton', 'arrondissement'])
