import { scaleLinear } from 'd3-scale'
import { count, formatNumber } from '../../kernel/french.ts'
import { Figure, type FigureProps, ValuesTable, withUnit } from './figure.tsx'
import { inTwo, nameWidth, spread, textWidth } from './labels.ts'
import { MarksKey, short } from './marks.tsx'
import { numbersOf } from './say-value.ts'
import { STATUS_WORDS, type StatedValue } from './stated-value.ts'
import { linePath, TracedMarks, trace } from './trend.tsx'

export interface Series {
  readonly name: string
  /** One value a period, in the same order. */
  readonly values: readonly StatedValue[]
  readonly href?: string | undefined
  /** The place the page is about: drawn thick. */
  readonly here?: boolean | undefined
}

export interface SeriesChartProps extends FigureProps {
  /** In order. Years (four digits) are laid at their distance, other periods at equal steps. */
  readonly periods: readonly string[]
  /** One to eight. */
  readonly series: readonly Series[]
  /** What a period is: « Année ». */
  readonly axis: string
}

/** The most lines one drawing can tell apart: as many as there are dashes and colours. */
export const MOST_SERIES = 8
const WIDTH = 400
const TOP = 24
const LABEL = 19

/** Places through the periods: each line has its dashes, its colour and its name at its end; what is missing breaks it. */
export const SeriesChart = (p: SeriesChartProps) => {
  const series = p.series.slice(0, MOST_SERIES)
  const all = series.flatMap((one) => one.values)
  const numbers = numbersOf(all)
  if (numbers.length === 0 || p.periods.length < 2) return null
  const names = series.map((one) => inTwo(one.name))
  const height = Math.max(230, names.reduce((sum, lines) => sum + lines.length * LABEL, 0) + 30)
  const bottom = height - 26
  const y = scaleLinear(padded(numbers), [bottom, TOP]).nice(4)
  const ticks = y.ticks(4)
  const left = Math.max(...ticks.map((tick) => textWidth(formatNumber(tick, p.decimals)))) + 8
  const right = WIDTH - 14 - Math.max(...names.flat().map(nameWidth))
  const along = placesOf(p.periods)
  const x = (i: number) => left + (along[i] ?? 0) * (right - left)
  const traced = series.map((one) => trace(one.values, x, y))
  const ends = traced.map((points) => points.findLast((point) => isDrawn(point.status))?.y ?? bottom)
  const labels = spread(
    ends.map((at, i) => ({ at, height: (names[i]?.length ?? 1) * LABEL })),
    4,
    bottom + 4,
  )
  const dotted = series.length * p.periods.length <= 24
  return (
    <Figure
      {...p}
      look="plot"
      notes={[
        !(y.domain()[0] === 0 || (y.domain()[0] ?? 0) < 0) && 'L’axe vertical ne commence pas à zéro.',
        gapsOf(p),
      ]}
      table={
        <ValuesTable
          {...p}
          heads={[withUnit(p.axis, p.unit), ...series.map((one) => one.name)]}
          rows={p.periods.map((label, i) => ({
            label,
            values: series.map((one) => one.values[i] ?? { value: null, status: 'missing' as const }),
          }))}
        />
      }
    >
      {p.unit && <p class="unit">En {p.unit}</p>}
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={`${p.title}. ${p.sentence}`}>
        <path class="axis" d={ticks.map((tick) => `M${left - 4} ${short(y(tick))}H${right + 4}`).join('')} />
        {(y.domain()[0] ?? 0) <= 0 && <path class="base" d={`M${left - 4} ${short(y(0))}H${right + 4}`} />}
        <g text-anchor="end">
          {ticks.map((tick) => (
            <text x={left - 8} y={short(y(tick) + 5)}>
              {formatNumber(tick, p.decimals)}
            </text>
          ))}
        </g>
        <g text-anchor="middle">
          {labelledAt(p.periods, along, right - left).map((i) => (
            <text x={short(x(i))} y={height - 6}>
              {p.periods[i]}
            </text>
          ))}
        </g>
        {series
          .map((one, i) => ({ one, i, points: traced[i] ?? [] }))
          .toSorted((a, b) => Number(a.one.here ?? false) - Number(b.one.here ?? false))
          .map(({ one, i, points }) => {
            const last = points.findLastIndex((point) => isDrawn(point.status))
            return (
              <g class={one.here ? `s${i} here` : `s${i}`}>
                <path class="line" d={linePath(points)} />
                <TracedMarks
                  points={points}
                  radius={one.here ? 4 : 3}
                  shown={(status, at) => status !== 'value' || at === last || dotted || isAlone(points, at)}
                />
                <path
                  class="lead"
                  d={`M${short((points[last]?.x ?? right) + 5)} ${short(ends[i] ?? 0)}L${right + 11} ${short(labels[i] ?? 0)}`}
                />
                <EndLabel lines={names[i] ?? []} x={right + 13} y={labels[i] ?? 0} />
              </g>
            )
          })}
      </svg>
      <MarksKey values={all} />
    </Figure>
  )
}

/** A name beside a place, on its lines, centred on it. */
export const EndLabel = (p: {
  readonly lines: readonly string[]
  readonly x: number
  readonly y: number
  readonly anchor?: 'end'
}) => (
  <text class="name" x={short(p.x)} y={short(p.y)} text-anchor={p.anchor}>
    {p.lines.length === 1 ? (
      <tspan dy=".35em">{p.lines[0]}</tspan>
    ) : (
      p.lines.map((line, i) => (
        <tspan x={short(p.x)} dy={i === 0 ? '-.15em' : '1.02em'}>
          {line}
        </tspan>
      ))
    )}
  </text>
)

const isDrawn = (status: StatedValue['status']) => status === 'value' || status === 'zero' || status === 'estimated'
const isAlone = (points: readonly { readonly status: StatedValue['status'] }[], i: number) =>
  ![points[i - 1], points[i + 1]].some((beside) => beside && isDrawn(beside.status))

/** The smallest and largest of the drawing: from zero when the values are near it. */
const padded = (numbers: readonly number[]): [number, number] => {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  const margin = (high - low || Math.abs(high) || 1) * 0.08
  if (low >= 0) return [low < (high - low) * 0.5 ? 0 : low - margin, high + margin]
  return [low - margin, Math.max(0, high + margin)]
}

/** Where periods lie along the axis, from 0 to 1. */
export const placesOf = (periods: readonly string[]): readonly number[] => {
  const years = periods.every((period) => /^\d{4}$/.test(period)) ? periods.map(Number) : periods.map((_, i) => i)
  const [first = 0, last = 1] = [years[0], years[years.length - 1]]
  return years.map((year) => (last === first ? 0 : (year - first) / (last - first)))
}

/** The periods whose label has room: the last, then those before it that leave its width free. */
export const labelledAt = (periods: readonly string[], along: readonly number[], width: number): readonly number[] => {
  const kept: number[] = []
  for (let i = periods.length - 1, free = Number.POSITIVE_INFINITY; i >= 0; i--) {
    const [middle, half] = [(along[i] ?? 0) * width, textWidth(periods[i] ?? '') / 2 + 5]
    if (middle + half > free) continue
    kept.unshift(i)
    free = middle - half
  }
  return kept
}

/** Where lines break, and why, in words: the first three breaks, then the table. */
const gapsOf = ({ series, periods }: SeriesChartProps): string | false => {
  const gaps = series.flatMap((one) =>
    one.values.flatMap(({ status, value }, i) =>
      value === null ? [`${one.name} ${periods[i] ?? ''}, ${STATUS_WORDS[status]}`] : [],
    ),
  )
  if (gaps.length === 0) return false
  const told = gaps.slice(0, 3).join(' ; ')
  return `Pas de chiffre : ${told}${gaps.length > 3 ? `, et ${count(gaps.length - 3, 'autre')} dans le tableau` : ''}.`
}
