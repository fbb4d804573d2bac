import { capital } from '../territory/index.ts'
import { type Block, blockOf, firstFitting, gap, stack, textBlock } from './blocks.tsx'
import type { Card } from './card.ts'
import {
  altText,
  editionWords,
  figureWords,
  headingOf,
  sourceWords,
  titleOfCard,
  trendWords,
  whyNone,
} from './card-words.ts'
import { peersBlock } from './draw-peers.tsx'
import { trendBlock } from './draw-trend.tsx'
import { drawing, Lines, MARGIN } from './drawing.tsx'
import type { MeasureText } from './fit-text.ts'
import { footBlock, type Signature } from './foot.tsx'
import { COLOURS, FORMATS, type Format } from './frame.ts'
import { type Locator, locatorBlock } from './locator.tsx'

/** What a picture needs besides its facts. */
export interface Drawn {
  readonly format: Format
  readonly measure: MeasureText
  readonly signature: Signature
}

/** How much larger than on the picture beside a link letters are. */
const SCALES = { paysage: 1, carre: 1.18, portrait: 1.42 } as const satisfies Record<Format, number>

/**
 * The card as a picture: an SVG whose texts all hold in its frame. `locator`, when there is one, shows where the place is;
 * a frozen card has none, since limits move.
 */
export const drawCard = (card: Card, locator: Locator | null, { format, measure, signature }: Drawn): string => {
  const { width, height } = FORMATS[format]
  const scale = SCALES[format]
  const inner = width - 2 * MARGIN
  const foot = footBlock(
    [`Source : ${sourceWords(card)}`, editionWords(card)],
    signature,
    { width: inner, scale },
    measure,
  )
  const room: Area = { x: MARGIN, y: MARGIN, width: inner, height: height - 2 * MARGIN - foot.height - 20 * scale }
  const parts = { card, locator, measure, scale }
  return drawing(
    format,
    titleOfCard(card),
    altText(card),
    <>
      {format === 'paysage' ? <Abreast {...parts} room={room} /> : <Stacked {...parts} room={room} />}
      {foot.draw(MARGIN, height - MARGIN + 12 - foot.height)}
    </>,
  )
}

interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface Parts {
  readonly card: Card
  readonly locator: Locator | null
  readonly measure: MeasureText
  readonly scale: number
  readonly room: Area
}

/** How much smaller the letters of a card that holds much become, one after the other. */
const TIGHTER = [1, 0.92, 0.84, 0.76, 0.68, 0.6] as const
/** Space between the two columns. */
const GUTTER = 56
/** The least space between two parts, one above the other. */
const LEAST_GAP = 16

/** What it is and the figure on the left, its past and its peers on the right. */
const Abreast = (parts: Parts) => {
  const { locator, room } = parts
  const column = (room.width - GUTTER) / 2
  const { head, figure, side } = firstFitting(
    TIGHTER.map((by) => () => abreast(parts, column, parts.scale * by)),
    (tried) => tried.head.height + LEAST_GAP + Math.max(tried.figure.height, tried.side.height) <= room.height,
  )
  const bottom = room.y + room.height
  const map = locator && mapAbove(locator, room.height - side.height - LEAST_GAP)
  return (
    <>
      {head.draw(room.x, room.y)}
      {map?.draw(room.x + room.width - map.width, room.y)}
      {figure.draw(room.x, bottom - figure.height)}
      {side.draw(room.x + column + GUTTER, bottom - side.height)}
    </>
  )
}

const MAP = { most: 150, least: 60 }

/** The map as large as the space above the right column allows; null when it would not be read. */
const mapAbove = (locator: Locator, space: number): Block | null =>
  space < MAP.least ? null : locatorBlock(locator, Math.min(MAP.most, space))

const abreast = ({ card, locator, measure, room }: Parts, column: number, scale: number) => {
  const right = [
    trendBlock(card, column, 104 * scale, scale, measure),
    peersBlock(card, column, scale, measure),
  ].filter((block) => block !== null)
  return {
    head: headBlock(card, locator ? room.width - MAP.most - GUTTER : room.width, scale, measure),
    figure: figureBlock(card, right.length > 0 ? column : room.width, scale, measure),
    side: stack(
      right.flatMap((block, i) => (i === 0 ? [block] : [gap(24 * scale), block])),
      column,
    ),
  }
}

/** One under the other, the room left shared between them. */
const Stacked = (parts: Parts) => {
  const { room, scale } = parts
  const heightOf = (blocks: readonly Block[]) => blocks.reduce((sum, block) => sum + block.height, 0)
  const blocks = firstFitting(
    TIGHTER.map((by) => () => stacked(parts, scale * by)),
    (tried) => heightOf(tried) + LEAST_GAP * (tried.length - 1) <= room.height,
  )
  const between = Math.max(LEAST_GAP, (room.height - heightOf(blocks)) / Math.max(1, blocks.length - 1))
  const whole = stack(
    blocks.flatMap((block, i) => (i === 0 ? [block] : [gap(between), block])),
    room.width,
  )
  return <>{whole.draw(room.x, room.y)}</>
}

const stacked = ({ card, locator, measure, room }: Parts, scale: number): readonly Block[] => {
  const isTall = room.height > room.width * 1.2
  return [
    headBlock(card, room.width, scale, measure),
    isTall && locator ? locatorBlock(locator, 380) : null,
    figureBlock(card, room.width, scale * (isTall ? 1.4 : 1.15), measure),
    trendBlock(card, room.width, (isTall ? 170 : 110) * scale, scale, measure),
    peersBlock(card, room.width, scale, measure),
  ].filter((block) => block !== null)
}

const sizes = (scale: number, ...all: readonly number[]) => all.map((size) => Math.round(size * scale))

/** The place, large, then what is measured there. */
const headBlock = (card: Card, width: number, scale: number, measure: MeasureText): Block => {
  const { place, indicator } = headingOf(card)
  return stack(
    [
      textBlock(
        place,
        { width, face: 'serif', sizes: sizes(scale, 58, 52, 46, 40, 35, 30), lines: 2 },
        COLOURS.deep,
        measure,
      ),
      gap(6 * scale),
      textBlock(
        indicator,
        { width, face: 'sans', sizes: sizes(scale, 31, 28, 25, 22), lines: 2 },
        COLOURS.soft,
        measure,
      ),
    ],
    width,
  )
}

/** The figure in large letters with its unit and its date, how it moved; or why there is none. */
const figureBlock = (card: Card, width: number, scale: number, measure: MeasureText): Block => {
  const { under } = figureWords(card)
  const why = whyNone(card)
  const change = trendWords(card)
  const line = (text: string, face: 'sans' | 'bold', fill: string, lines: number) =>
    textBlock(text, { width, face, sizes: sizes(scale, 29, 26, 23, 20), lines }, fill, measure)
  return stack(
    [
      card.stated.value === null ? statusBlock(card, width, scale, measure) : digitsBlock(card, width, scale, measure),
      line(under, 'sans', COLOURS.ink, 2),
      ...(why ? [gap(10 * scale), line(why, 'sans', COLOURS.soft, 3)] : []),
      ...(change ? [gap(6 * scale), line(capital(change), 'bold', COLOURS.ochre, 1)] : []),
    ],
    width,
  )
}

const statusBlock = (card: Card, width: number, scale: number, measure: MeasureText): Block =>
  textBlock(
    figureWords(card).large,
    { width, face: 'serif', sizes: sizes(scale, 68, 60, 52, 44), lines: 2 },
    COLOURS.ochre,
    measure,
  )

/** Digits and the unit beside them, which is half as large, on one line. */
const digitsBlock = (card: Card, width: number, scale: number, measure: MeasureText): Block => {
  const { large, beside } = figureWords(card)
  const side = (size: number) => Math.round(size * 0.46)
  const taken = (size: number) =>
    measure(large, 'serif', size) + (beside ? measure(beside, 'serif', side(size)) + size * 0.07 : 0)
  const tried = sizes(scale, 140, 124, 108, 94, 80, 68, 56, 46, 38, 30)
  const size = tried.find((one) => taken(one) <= width) ?? tried.at(-1) ?? 30
  return blockOf(width, size * 1.06, (x, y) => (
    <>
      <Lines text={{ lines: [large], size, face: 'serif' }} x={x} y={y} fill={COLOURS.deep} />
      {beside && (
        <Lines
          text={{ lines: [beside], size: side(size), face: 'serif' }}
          x={x + measure(large, 'serif', size) + size * 0.07}
          y={y + (size - side(size)) * 0.86}
          fill={COLOURS.deep}
        />
      )}
    </>
  ))
}
