import type { Place } from '../territory/index.ts'
import type { PeerKind } from './peers.ts'

type Named = Pick<Place, 'level' | 'code'>
type FoundKind = Exclude<PeerKind, 'choisis'>

/** What an address of a comparison says. */
export interface ComparisonAddress {
  readonly places: readonly Named[]
  /** Slugs; empty: those shown first on the page of a place. */
  readonly indicators: readonly string[]
  /** The first place is ranked among its peers of this kind. */
  readonly peers: FoundKind | null
}

/** `89206` for a commune, `epci:200067114` for the rest: how an address names a place. */
export const placeToken = ({ level, code }: Named): string => (level === 'commune' ? code : `${level}:${code}`)

/** `/comparer?lieux=89206,89024&indicateurs=population`: the same comparison, whoever opens it. */
export const comparisonPath = ({ places, indicators, peers }: ComparisonAddress, path = '/comparer'): string => {
  const parts = [
    places.length > 0 ? `lieux=${places.map(placeToken).join(',')}` : '',
    indicators.length > 0 ? `indicateurs=${indicators.join(',')}` : '',
    peers ? `pairs=${peers}` : '',
  ].filter(Boolean)
  return parts.length > 0 ? `${path}?${parts.join('&')}` : path
}

/** The address where a place is compared with its peers of a kind: one click from its page. */
export const peersPath = (place: Named, kind: FoundKind = 'strate'): string =>
  comparisonPath({ places: [place], indicators: [], peers: kind })
