import { recent } from '../../kernel/recent.ts'
import { findPeers, type PastEditions, type PeerFinder } from '../indicator/index.ts'
import type { Geography, PlaceStore } from '../territory/index.ts'
import type { Card } from './card.ts'

export interface PastFindersDeps {
  readonly past: Pick<PastEditions, 'besides'>
  readonly geographyOn: (day: string) => Promise<Geography>
  readonly places: Pick<PlaceStore, 'get'>
}

/** Days whose names and limits, those of the whole country, are kept; and states of the indicators whose peers are. */
const KEPT = { days: 2, states: 6 }

/** What classes of population are read in. */
const COUNTS = ['population'] as const

/**
 * Finds the peers of a class of population as they were when an edition was built: from the count of that time, on the
 * limits of that day. What it gives for an edition does not change when other editions come. It knows no like places.
 */
export const pastFinders = ({ past, geographyOn, places }: PastFindersDeps) => {
  const [days, states] = [recent<Geography>(KEPT.days), recent<PeerFinder>(KEPT.states)]
  return async ({ id, on }: Card['edition']): Promise<PeerFinder> => {
    const shown = await past.besides(id, COUNTS)
    const state = [on, ...shown.map(({ record }) => record.id)].join(' ')
    return states(state, async () => {
      const geography = { today: () => days(on, () => geographyOn(on)) }
      return findPeers({ indicators: { shown: async () => shown }, geography, places })
    })
  }
}
