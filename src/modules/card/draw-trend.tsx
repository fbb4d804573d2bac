import { linePath, markPath } from '../figure/index.ts'
import { type Block, blockOf, stack, textBlock } from './blocks.tsx'
import type { Card, Dated } from './card.ts'
import { dateWords, shortText } from './card-words.ts'
import type { MeasureText } from './fit-text.ts'
import { COLOURS } from './frame.ts'
import { type TrendPoints, trendPoints } from './trend-points.ts'

/** The series as a line over time, its two ends told in figures; null when less than two dates have a number. */
export const trendBlock = (
  card: Card,
  width: number,
  height: number,
  scale: number,
  measure: MeasureText,
): Block | null => {
  const radius = 8 * scale
  const laid = trendPoints(card.series, { width, height, edge: radius * 1.4 })
  const numbered = card.series.filter(({ stated }) => stated.value !== null)
  const [first, last] = [numbered[0], numbered.at(-1)]
  if (!laid || !first || !last) return null
  const end = (one: Dated, anchor: 'start' | 'end') =>
    textBlock(
      `${shortText(card, one.stated)} (${dateWords(one.period)})`,
      { width: width / 2 - 8, face: 'sans', sizes: [21, 19, 17].map((size) => size * scale), lines: 2 },
      COLOURS.soft,
      measure,
      anchor,
    )
  const [from, to] = [end(first, 'start'), end(last, 'end')]
  return stack(
    [
      blockOf(width, height, (x, y) => (
        <g
          transform={`translate(${Math.round(x)} ${Math.round(y)})`}
          fill="none"
          stroke-linecap="round"
          stroke-linejoin="round"
        >
          <path d={`M0 ${height}h${width}`} stroke={COLOURS.rule} stroke-width="2" />
          <Line laid={laid} width={width} radius={radius} />
        </g>
      )),
      blockOf(width, Math.max(from.height, to.height) + 6 * scale, (x, y) => (
        <>
          {from.draw(x, y + 6 * scale)}
          {to.draw(x + width / 2 + 8, y + 6 * scale)}
        </>
      )),
    ],
    width,
  )
}

/** More dates than this make a line without marks. */
const MOST_MARKED = 16

interface LineProps {
  readonly laid: TrendPoints
  readonly width: number
  readonly radius: number
}

const Line = ({ laid: { points, last, zero }, width, radius }: LineProps) => (
  <>
    {zero !== null && <path d={`M0 ${Math.round(zero)}h${width}`} stroke={COLOURS.strong} stroke-dasharray="2 6" />}
    <path d={linePath(points)} stroke={COLOURS.river} stroke-width={radius / 2} />
    {points.map(({ x, y, status }, i) =>
      i === last ? (
        <path
          d={markPath(status, x, y, radius)}
          fill={status === 'estimated' ? COLOURS.ground : COLOURS.gold}
          stroke={COLOURS.ink}
          stroke-width={radius / 4}
        />
      ) : points.length <= MOST_MARKED ? (
        <path
          d={markPath(status, x, y, radius * 0.6)}
          fill={status === 'estimated' ? COLOURS.ground : COLOURS.river}
          stroke={COLOURS.river}
          stroke-width={radius / 4}
        />
      ) : null,
    )}
  </>
)
