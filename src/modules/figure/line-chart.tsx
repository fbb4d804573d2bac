import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { formatNumber } from '../../kernel/french.ts'

export interface LinePoint {
  readonly x: number
  readonly value: number
}

export interface LineChartProps {
  readonly title: string
  /** What one reads in it, in words. */
  readonly sentence: string
  readonly source: string
  readonly unit: string
  /** What a position along the axis is: « Année ». */
  readonly axis: string
  readonly points: readonly LinePoint[]
}

const WIDTH = 640
const HEIGHT = 260
const EDGE = { top: 26, right: 44, bottom: 34, left: 84 }

/** A value through the years, drawn on the server, with its sentence and its table. It says when the axis does not begin at zero. */
export const LineChart = (p: LineChartProps) => {
  const [first, last] = [p.points[0], p.points[p.points.length - 1]]
  if (!first || !last || p.points.length < 2) return null
  const values = p.points.map((point) => point.value)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const margin = Math.max((high - low) * 0.35, high * 0.004, 1)
  const x = scaleLinear([first.x, last.x], [EDGE.left + 10, WIDTH - EDGE.right])
  const y = scaleLinear([Math.max(0, low - margin), high + margin], [HEIGHT - EDGE.bottom, EDGE.top]).nice(4)
  const path = line<LinePoint>(
    (point) => x(point.x),
    (point) => y(point.value),
  )([...p.points])
  return (
    <figure class="chart">
      <figcaption>
        <strong>{p.title}</strong>
        {p.sentence}
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${p.title}. ${p.sentence}`}>
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <line class="axis" x1={EDGE.left} x2={WIDTH - 8} y1={y(tick)} y2={y(tick)} />
            <text x={EDGE.left - 8} y={y(tick) + 4} text-anchor="end">
              {formatNumber(tick)}
            </text>
          </g>
        ))}
        {p.points.map((point) => (
          <text key={point.x} x={x(point.x)} y={HEIGHT - 8} text-anchor="middle">
            {point.x}
          </text>
        ))}
        <path class="line" d={path ?? ''} />
        {p.points.map((point) => (
          <circle key={point.x} class="dot" cx={x(point.x)} cy={y(point.value)} r="4.5" />
        ))}
        {[first, last].map((point, i) => (
          <text
            key={point.x}
            class="value"
            x={x(point.x) + (i === 0 ? -4 : 30)}
            y={y(point.value) - 13}
            text-anchor={i === 0 ? 'start' : 'end'}
          >
            {formatNumber(point.value)}
          </text>
        ))}
      </svg>
      <p class="small soft">
        Source : {p.source}.{(y.domain()[0] ?? 0) > 0 ? ' L’axe vertical ne commence pas à zéro.' : ''}
      </p>
      <details>
        <summary>Voir les chiffres</summary>
        <div class="scroll">
          <table>
            <caption>{p.title}</caption>
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
        </div>
      </details>
    </figure>
  )
}
