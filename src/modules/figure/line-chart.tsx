import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import type { ComponentChildren } from 'preact'
import { formatNumber } from '../../kernel/french.ts'

export interface LinePoint {
  readonly x: number
  readonly value: number
}

export interface LineChartProps {
  readonly title: string
  /** What one reads in it, in words. */
  readonly sentence: string
  readonly source: ComponentChildren
  readonly unit: string
  /** What a position along the axis is: « Année ». */
  readonly axis: string
  readonly points: readonly LinePoint[]
}

const WIDTH = 640
const HEIGHT = 300
const EDGE = { top: 44, right: 40, bottom: 40, left: 96 }

/**
 * A value through the years, drawn on the server, with its sentence and its table. It says when the axis does not begin
 * at zero, and crosses years without a value with a broken line.
 */
export const LineChart = (p: LineChartProps) => {
  const [first, last] = [p.points[0], p.points[p.points.length - 1]]
  if (!first || !last || p.points.length < 2) return null
  const values = p.points.map((point) => point.value)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const margin = Math.max((high - low) * 0.25, high * 0.004, 1)
  const x = scaleLinear([first.x, last.x], [EDGE.left, WIDTH - EDGE.right])
  const floor = low >= 0 ? Math.max(0, low - margin) : low - margin
  const y = scaleLinear([floor, high + margin], [HEIGHT - EDGE.bottom, EDGE.top]).nice(4)
  const draw = line<LinePoint>(
    (point) => x(point.x),
    (point) => y(point.value),
  ).digits(1)
  const { whole, broken } = stretches(p.points)
  const bottom = HEIGHT - EDGE.bottom
  return (
    <figure class="chart">
      <figcaption>
        <strong>{p.title}</strong>
        {p.sentence}
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${p.title}. ${p.sentence}`}>
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <line class={y(tick) === bottom ? 'base' : 'axis'} x1="0" x2={WIDTH} y1={y(tick)} y2={y(tick)} />
            <text class="halo" x="0" y={y(tick) - 6}>
              {formatNumber(tick)}
            </text>
          </g>
        ))}
        {labelled(p.points).map((point) => (
          <text key={point.x} x={x(point.x)} y={HEIGHT - 12} text-anchor="middle">
            {point.x}
          </text>
        ))}
        {whole.map((stretch) => (
          <path class="line" d={draw([...stretch]) ?? ''} />
        ))}
        {broken.map((stretch) => (
          <path class="line gap" d={draw([...stretch]) ?? ''} />
        ))}
        {p.points.length <= 24 &&
          p.points.map((point) => (
            <circle
              key={point.x}
              class={point === last ? 'dot end' : 'dot'}
              cx={x(point.x)}
              cy={y(point.value)}
              r={point === last ? 7 : 4.5}
            />
          ))}
        {[[first, p.points[1]] as const, [last, p.points[p.points.length - 2]] as const].map(([point, beside], i) => (
          <text
            key={point.x}
            class="value halo"
            x={i === 0 ? x(point.x) - 6 : WIDTH}
            y={y(point.value) + ((beside?.value ?? 0) > point.value && y(point.value) + 30 < bottom ? 32 : -15)}
            text-anchor={i === 0 ? 'start' : 'end'}
          >
            {formatNumber(point.value)}
          </text>
        ))}
      </svg>
      <p class="origin">
        Source : {p.source}.{(y.domain()[0] ?? 0) > 0 ? ' L’axe vertical ne commence pas à zéro.' : ''}
        {broken.length > 0 ? ' En pointillé : des années sans valeur.' : ''}
      </p>
      <details>
        <summary>Voir les chiffres en tableau</summary>
        <table>
          <caption class="hidden">{p.title}</caption>
          <thead>
            <tr>
              <th scope="col">{p.axis}</th>
              <th scope="col" class="num">
                {p.unit}
              </th>
            </tr>
          </thead>
          <tbody>
            {p.points.map((point) => (
              <tr key={point.x}>
                <th scope="row">{point.x}</th>
                <td class="num">{formatNumber(point.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

/** Stretches where every year has its value, and the gaps between them, from the usual step of the series. */
export const stretches = (points: readonly LinePoint[]) => {
  const steps = points.slice(1).map((point, i) => point.x - (points[i]?.x ?? 0))
  const usual = Math.min(...steps)
  const whole: LinePoint[][] = []
  const broken: LinePoint[][] = []
  points.forEach((point, i) => {
    const before = points[i - 1]
    const current = whole[whole.length - 1]
    if (before && current && point.x - before.x <= usual) current.push(point)
    else {
      if (before) broken.push([before, point])
      whole.push([point])
    }
  })
  return { whole, broken }
}

/** Labels nearer than this part of the axis would cover each other. */
const NEAREST_LABELS = 0.115

/** At most eight labels along the axis, none over another, the last always among them. */
export const labelled = (points: readonly LinePoint[]): readonly LinePoint[] => {
  const every = Math.ceil(points.length / 8)
  const least = ((points.at(-1)?.x ?? 0) - (points[0]?.x ?? 0)) * NEAREST_LABELS
  const kept: LinePoint[] = []
  for (const point of points.filter((_, i) => (points.length - 1 - i) % every === 0).toReversed()) {
    const after = kept.at(-1)
    if (!after || after.x - point.x >= least) kept.push(point)
  }
  return kept.toReversed()
}
