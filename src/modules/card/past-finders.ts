import { recent } from '../../kernel/recent.ts'
import { findPeers, type PastEditions, PEER_MEASURES, type PeerFinder } from '../indicator/index.ts'
import type { Geography, PlaceStore } from '../territory/index.ts'
import type { Card } from './card.ts'

export interface PastFindersDeps {
  readonly past: Pick<PastEditions, 'besides'>
  readonly geographyOn: (day: string) => Promise<Geography>
  readonly places: Pick<PlaceStore, 'get'>
}

/** Days whose names and limits, those of the whole country, are kept; and states of the indicators whose peers are. */
const KEPT = { days: 2, states: 6 }

/**
 * Finds peers as they were when an edition was built: from the editions of the other indicators at that time, on the
 * limits of that day. What it gives for an edition does not change when other editions come.
 */
export const pastFinders = ({ past, geographyOn, places }: PastFindersDeps) => {
  const [days, states] = [recent<Geography>(KEPT.days), recent<PeerFinder>(KEPT.states)]
  const measures = [...new Set(PEER_MEASURES.map(({ slug }) => slug))]
  return async ({ id, on }: Card['edition']): Promise<PeerFinder> => {
    const shown = await past.besides(id, measures)
    const state = [on, ...shown.map(({ record }) => record.id)].join(' ')
    return states(state, async () => {
      const geography = { today: () => days(on, () => geographyOn(on)) }
      return findPeers({ indicators: { shown: async () => shown }, geography, places })
    })
  }
}
