import { scaleLinear } from 'd3-scale'
import { markClass, markPath, short } from './marks.tsx'
import { numbersOf, sayValue } from './say-value.ts'
import type { StatedValue, ValueStatus } from './stated-value.ts'

/** A place of a series in a drawing. A value that is no number lies between its neighbours. */
export interface TracedPoint {
  readonly x: number
  readonly y: number
  readonly status: ValueStatus
}

/** Where each value of a series goes; `left` gives the place along the axis of the value at this rank. */
export const trace = (
  values: readonly StatedValue[],
  left: (i: number) => number,
  top: (value: number) => number,
): readonly TracedPoint[] =>
  values.map(({ value, status }, i) => {
    if (value !== null) return { x: left(i), y: top(value), status }
    const before = values.slice(0, i).findLast((v) => v.value !== null)?.value
    const after = values.slice(i + 1).find((v) => v.value !== null)?.value
    const [a, b] = [before ?? after ?? 0, after ?? before ?? 0]
    return { x: left(i), y: (top(a) + top(b)) / 2, status }
  })

/** The line through values that follow one another: it stops where a value is no number. */
export const linePath = (points: readonly TracedPoint[]): string =>
  points
    .map(({ x, y, status }, i) => {
      const before = points[i - 1]
      if (!isNumber(status)) return ''
      return `${before && isNumber(before.status) ? 'L' : 'M'}${short(x)} ${short(y)}`
    })
    .join('')

const isNumber = (status: ValueStatus) => status === 'value' || status === 'zero' || status === 'estimated'

/** The marks of a series, one path a status: those that `shown` keeps. */
export const TracedMarks = ({
  points,
  radius,
  shown,
}: {
  readonly points: readonly TracedPoint[]
  readonly radius: number
  readonly shown: (status: ValueStatus, i: number) => boolean
}) => (
  <>
    {[...new Set(points.map((point) => point.status))].map((status) => {
      const d = points
        .map((point, i) =>
          point.status === status && shown(status, i) ? markPath(status, point.x, point.y, radius) : '',
        )
        .join('')
      return d && <path class={markClass(status)} d={d} />
    })}
  </>
)

interface TrendProps {
  readonly label: string
  readonly points: readonly { readonly period: string; readonly value: StatedValue }[]
  readonly unit: string | null
  readonly decimals?: number | undefined
  /** The smallest and largest value of the drawing; those of the series when not said. */
  readonly extent?: readonly [number, number] | undefined
}

/** A series as a small line without axes, told in words from its first to its last value. */
export const Trend = ({ label, points, unit, decimals, extent }: TrendProps) => {
  const values = points.map((point) => point.value)
  const numbers = numbersOf(values)
  if (numbers.length === 0) return null
  const [low, high] = extent ?? [Math.min(...numbers), Math.max(...numbers)]
  const y = scaleLinear(low === high ? [low - 1, high + 1] : [low, high], [50, 6])
  const traced = trace(values, (i) => 6 + (i * 148) / Math.max(1, points.length - 1), y)
  const last = points.length - 1
  const words = [points[0], points[last]].map((point) =>
    point ? `${sayValue(point.value, unit, decimals)} en ${point.period}` : '',
  )
  return (
    <svg class="trend" viewBox="0 0 160 56" role="img" aria-label={`${label} : ${words.join(', ')}.`}>
      {low < 0 && high > 0 && <path class="axis" d={`M0 ${short(y(0))}h160`} />}
      <path class="line" d={linePath(traced)} />
      <TracedMarks points={traced} radius={3.5} shown={(status, i) => status !== 'value' || i === last} />
    </svg>
  )
}
