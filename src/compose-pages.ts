import { type PagesAhead, type PagesAheadDeps, pagesAhead } from './http/pages-ahead.ts'
import type { Clock } from './kernel/clock.ts'
import { type Database, sql } from './kernel/sql.ts'
import type { KnownIndicators } from './modules/indicator/known-indicators.ts'
import { type PlaceStore, placePath, type TerritoryMaps } from './modules/territory/index.ts'

/** Changes with what the pages of places and indicators tell: figures, datasets, maps, the day. Those who ask at once are answered at once. */
export const pagesState = (database: Database, maps: Pick<TerritoryMaps, 'revision'>, now: Clock) => {
  let asking: Promise<unknown[]> | undefined
  const ask = () =>
    database
      .query(
        sql`select (select last_value from indicator.revision) as figures, (select number from catalog.revision) as datasets`,
      )
      .finally(() => {
        asking = undefined
      })
  return async (): Promise<string> => {
    asking ??= ask()
    const [revisions, drawn] = await Promise.all([asking, maps.revision()])
    return `${JSON.stringify(revisions)} ${drawn} ${dayOf(now)()}`
  }
}

interface AheadParts extends Pick<PagesAheadDeps, 'app' | 'stateOf'> {
  readonly places: PlaceStore
  readonly known: KnownIndicators
  readonly now: Clock
  /** Identifier of the place that the portal is about. */
  readonly home: string
}

/** Makes ahead the pages that visitors of the territory come to: its places, and what is measured there. */
export const ownPagesAhead = ({ app, stateOf, places, known, now, home }: AheadParts): PagesAhead => {
  const addresses = async () => {
    const [own, communes, epci, shown] = await Promise.all([
      places.get(home),
      places.members(home, 'commune', dayOf(now)()),
      places.neighbours(home, 'epci'),
      known.shown(),
    ])
    const indicators = ['/', '/indicateurs', ...shown.map(({ definition }) => `/indicateurs/${definition.slug}`)]
    return [...(own ? [own] : []), ...epci, ...communes].map(placePath).concat(indicators)
  }
  return pagesAhead({ app, stateOf, addresses })
}

const dayOf = (now: Clock) => () => now().toISOString().slice(0, 10)
