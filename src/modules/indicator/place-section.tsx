import type { ComponentChildren } from 'preact'
import type { Place } from '../territory/index.ts'
import { peersPath } from './compare-address.ts'
import type { PeerFinder } from './find-peers.ts'
import type { KnownIndicators } from './known-indicators.ts'
import { PlaceIndicators } from './pages/place-indicators.tsx'
import { placeSheet } from './place-sheet.ts'

interface Asked {
  readonly place: Place
  readonly around: readonly Place[]
  readonly members: readonly string[]
}

/** At most so many places beside the one that the page is about: what a phone can still show. */
const BESIDE = ['epci', 'departement', 'region', 'pays'] as const
const MOST_BESIDE = 2

/** The part of a place's page that indicators make: nothing when none says anything of it. */
export const placeSection =
  (known: KnownIndicators, finder: PeerFinder) =>
  async ({ place, around, members }: Asked): Promise<ComponentChildren> => {
    const [shown, waiting] = await Promise.all([known.shown(), known.waiting()])
    const beside = BESIDE.flatMap((level) =>
      around.filter((other) => other.level === level && other.level !== place.level),
    ).slice(0, MOST_BESIDE)
    const found = place.level === 'pays' || place.validUntil !== null ? null : await finder.of(place, 'strate')
    const peers = found?.found ? found.peers : null
    return (
      <>
        <PlaceIndicators place={place} sheet={placeSheet(shown, waiting, { place, around: beside, members, peers })} />
        {place.level !== 'pays' && place.validUntil === null && (
          <p class="noprint">
            <a class="button quiet" href={peersPath(place)}>
              Comparer à ses pairs
            </a>
          </p>
        )}
      </>
    )
  }
