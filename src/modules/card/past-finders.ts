import { findPeers, type PastEditions, PEER_MEASURES, type PeerFinder } from '../indicator/index.ts'
import type { Geography, PlaceStore } from '../territory/index.ts'
import type { Card } from './card.ts'

export interface PastFindersDeps {
  readonly past: Pick<PastEditions, 'besides'>
  readonly geographyOn: (day: string) => Promise<Geography>
  readonly places: Pick<PlaceStore, 'get'>
}

/** Moments whose peers are kept ready: each holds the names and the limits of the whole country. */
const KEPT = 2

/**
 * Finds peers as they were when an edition was built: from the editions of the other indicators at that time, on the
 * limits of that day. What it gives for an edition does not change when other editions come.
 */
export const pastFinders = ({ past, geographyOn, places }: PastFindersDeps) => {
  const kept = new Map<string, PeerFinder>()
  const measures = PEER_MEASURES.map(({ slug }) => slug)
  return async ({ id, on }: Card['edition']): Promise<PeerFinder> => {
    const shown = await past.besides(id, measures)
    const moment = [on, ...shown.map(({ record }) => record.id)].join(' ')
    const known = kept.get(moment) ?? finderAt(shown, on, { geographyOn, places })
    kept.delete(moment) // last in, last out
    kept.set(moment, known)
    const [oldest] = kept.keys()
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
    return known
  }
}

const finderAt = (
  shown: Awaited<ReturnType<PastEditions['besides']>>,
  on: string,
  { geographyOn, places }: Omit<PastFindersDeps, 'past'>,
): PeerFinder => {
  let geography: Promise<Geography> | undefined
  const today = () => {
    geography ??= geographyOn(on)
    geography.catch(() => {
      geography = undefined
    })
    return geography
  }
  return findPeers({ indicators: { shown: async () => shown }, geography: { today }, places })
}
