import type { Level, Place } from '../territory/index.ts'
import { placeToken } from './compare-address.ts'

/** What the address of an indicator's page says: which places, at which date, and which of them are followed. */
export interface IndicatorAddress {
  readonly slug: string
  readonly level: Level
  readonly period: string
  /** True for the places of the portal's own territory only. */
  readonly inside: boolean
  /** True when communes are drawn as equal squares, though their shapes are known. */
  readonly tiles: boolean
  /** Places that the reader chose to follow. */
  readonly places: readonly Pick<Place, 'level' | 'code'>[]
  /** Of the ranked list, from 1. */
  readonly page: number
}

/** `/indicateurs/population?niveau=commune&periode=2023&ou=ici&lieux=89024,89206`: the same page, whoever opens it. */
export const indicatorPath = (
  { slug, level, period, inside, tiles, places, page }: IndicatorAddress,
  ending = '',
): string => {
  const parts = [
    `niveau=${level}`,
    `periode=${period}`,
    `ou=${inside ? 'ici' : 'france'}`,
    tiles ? 'carte=carres' : '',
    places.length > 0 ? `lieux=${places.map(placeToken).join(',')}` : '',
    page > 1 ? `page=${page}` : '',
  ].filter(Boolean)
  return `/indicateurs/${slug}${ending}?${parts.join('&')}`
}
