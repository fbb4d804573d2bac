import { type Static, Type } from 'typebox'
import { type PagesAhead, type PagesAheadDeps, pagesAhead } from './http/pages-ahead.ts'
import { askedTogether } from './kernel/asked-together.ts'
import type { Clock } from './kernel/clock.ts'
import { onceARequest } from './kernel/once-a-request.ts'
import { type Database, first, planned, sql } from './kernel/sql.ts'
import type { KnownIndicators } from './modules/indicator/known-indicators.ts'
import { type PlaceStore, placePath, type TerritoryMaps } from './modules/territory/index.ts'

const Revisions = Type.Object({ figures: Type.String(), datasets: Type.Number() })

/** What moves with the figures shown, and with the catalogue. */
export type AskRevisions = () => Promise<Static<typeof Revisions>>

/** Both at once, once in a request: its page is kept under the state that it was made from. */
export const postgresRevisions = (database: Database): AskRevisions =>
  onceARequest(
    askedTogether(async () => {
      const found = await first(
        database,
        Revisions,
        planned(
          'revisions',
          sql`select (select last_value::text || is_called::text from indicator.revision) as figures,
                (select number from catalog.revision) as datasets`,
        ),
      )
      return found ?? { figures: '', datasets: 0 }
    }),
  )

/** Changes with what the pages of places and indicators tell: figures, datasets, maps, the day. */
export const pagesState =
  (askRevisions: AskRevisions, maps: Pick<TerritoryMaps, 'revision'>, now: Clock) => async (): Promise<string> => {
    const [{ figures, datasets }, drawn] = await Promise.all([askRevisions(), maps.revision()])
    return `${figures} ${datasets} ${drawn} ${dayOf(now)()}`
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
