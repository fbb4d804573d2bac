import { short } from '../figure/index.ts'
import { type Block, blockOf, gap, stack, textBlock } from './blocks.tsx'
import type { Card } from './card.ts'
import { rankWords, shortText } from './card-words.ts'
import type { MeasureText } from './fit-text.ts'
import { COLOURS } from './frame.ts'
import { peerPoints } from './peer-points.ts'

/** The place among its peers: its rank in words, then each of them on one line, from the lowest to the highest. */
export const peersBlock = (card: Card, width: number, scale: number, measure: MeasureText): Block | null => {
  const words = rankWords(card)
  const radius = 7 * scale
  const height = 46 * scale
  const laid = peerPoints(card, width, radius * 1.9)
  if (!words || !card.among) return null
  const rank = textBlock(
    words,
    { width, face: 'bold', sizes: [24, 22, 20, 18].map((size) => size * scale), lines: 3 },
    COLOURS.ink,
    measure,
  )
  if (!laid) return rank
  const said = (before: string, value: number, anchor: 'start' | 'middle' | 'end') =>
    textBlock(
      `${before} ${shortText(card, { value, status: 'value' })}`,
      { width: width / 3 - 6, face: 'sans', sizes: [19, 17, 15].map((size) => size * scale), lines: 2 },
      COLOURS.soft,
      measure,
      anchor,
    )
  const [least, middle, most] = [
    said('le plus bas :', laid.low, 'start'),
    said('médiane :', card.among.rank.median, 'middle'),
    said('le plus haut :', laid.high, 'end'),
  ]
  return stack(
    [
      rank,
      gap(8 * scale),
      blockOf(width, height, (x, y) => (
        <g transform={`translate(${Math.round(x)} ${Math.round(y + height / 2)})`}>
          <path d={`M0 0h${width}`} stroke={COLOURS.rule} stroke-width="2" />
          {laid.others.map((at) => (
            <circle
              cx={short(at)}
              cy="0"
              r={short(radius)}
              fill={COLOURS.peer}
              fill-opacity="0.4"
              stroke={COLOURS.peer}
            />
          ))}
          <path
            d={`M${short(laid.median)} ${short(-height / 2 + 2)}v${short(height - 4)}`}
            stroke={COLOURS.ink}
            stroke-width={2.5 * scale}
          />
          <circle
            cx={short(laid.own)}
            cy="0"
            r={short(radius * 1.7)}
            fill={COLOURS.gold}
            stroke={COLOURS.ink}
            stroke-width={2.5 * scale}
          />
        </g>
      )),
      blockOf(width, Math.max(least.height, middle.height, most.height), (x, y) => (
        <>
          {least.draw(x, y)}
          {middle.draw(x + width / 3 + 3, y)}
          {most.draw(x + (2 * width) / 3 + 6, y)}
        </>
      )),
    ],
    width,
  )
}
