import { linePath } from '../figure/index.ts'
import { placePath, titleOf } from '../territory/index.ts'
import type { Card } from './card.ts'
import { cardAddress, frozenKey, pictureAddress } from './card-addresses.ts'
import {
  altText,
  citation,
  editionWords,
  figureWords,
  medianWords,
  orderedRank,
  reunitedWords,
  sentenceOf,
  sourceWords,
  titleOfCard,
  trendWords,
  whyNone,
} from './card-words.ts'
import { trendPoints } from './trend-points.ts'

/** Size of the drawing of the series that goes with the words of a card. */
export const TREND_BOX = { width: 160, height: 44, edge: 5 } as const

/** A card as data: its numbers for programs, its words ready to be shown, absolute addresses. */
export const cardJson = (card: Card, publicUrl: string, portal: string, today: string) => {
  const { place, definition, stated, period, series, edition, frozen } = card
  const address = publicUrl + cardAddress(card.key)
  const permanent = publicUrl + cardAddress(frozenKey(card))
  const laid = trendPoints(series, TREND_BOX)
  const last = laid?.points[laid.last]
  return {
    title: titleOfCard(card),
    place: { level: place.level, code: place.code, name: titleOf(place), href: publicUrl + placePath(place) },
    indicator: {
      slug: definition.slug,
      name: definition.name,
      definition: definition.definition,
      href: `${publicUrl}/indicateurs/${definition.slug}`,
    },
    value: stated.value,
    status: stated.status,
    making: stated.making,
    unit: definition.unit,
    period,
    words: {
      ...figureWords(card),
      sentence: sentenceOf(card),
      why: whyNone(card),
      trend: trendWords(card),
      reunited: reunitedWords(card),
      rank: orderedRank(card),
      median: medianWords(card),
      source: sourceWords(card),
      edition: editionWords(card),
      alternative: altText(card),
      citation: citation(card, portal, permanent, today),
    },
    series: series.map((one) => ({ period: one.period, value: one.stated.value, status: one.stated.status })),
    line: laid && last ? { ...TREND_BOX, path: linePath(laid.points), last: [last.x, last.y] } : null,
    edition: { number: edition.number, on: edition.on, frozen },
    portal,
    href: address,
    permanent,
    current: publicUrl + cardAddress({ ...card.key, edition: null }),
    rows: card.origin ? publicUrl + card.origin.href : null,
    image: publicUrl + pictureAddress(card.key, 'png', 'paysage'),
  }
}
export type CardJson = ReturnType<typeof cardJson>
