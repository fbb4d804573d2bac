import { scaleLinear } from 'd3-scale'
import { Figure, type FigureProps, ValuesTable, withUnit } from './figure.tsx'
import { inTwo, nameWidth, spread } from './labels.ts'
import { MarksKey, short } from './marks.tsx'
import { numbersOf, shortValue } from './say-value.ts'
import { EndLabel, MOST_SERIES, type Series } from './series-chart.tsx'
import { linePath, TracedMarks, trace } from './trend.tsx'

export interface SlopeProps extends FigureProps {
  readonly periods: readonly [before: string, after: string]
  /** One to eight, with two values each. */
  readonly series: readonly Series[]
  /** What lines are: « Commune ». */
  readonly axis: string
}

const WIDTH = 400
const TOP = 34
const LABEL = 19

/** Two dates, several places: who rose, who fell. Values stand at both ends, names on the right. */
export const Slope = (p: SlopeProps) => {
  const series = p.series.slice(0, MOST_SERIES)
  const all = series.flatMap((one) => one.values)
  const numbers = numbersOf(all)
  if (numbers.length === 0) return null
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  const after = series.map(({ name, values }) => {
    const lines = inTwo(name)
    const value = values[1] ? shortValue(values[1], p.decimals) : ''
    return values[1]?.value == null ? lines : [`${value} ${lines[0] ?? ''}`, ...lines.slice(1)]
  })
  const before = series.map(({ values }) => (values[0]?.value == null ? '' : shortValue(values[0], p.decimals)))
  const height = Math.max(220, after.reduce((sum, lines) => sum + lines.length * LABEL, 0) + TOP + 20)
  const y = scaleLinear(low === high ? [low - 1, high + 1] : [low, high], [height - 22, TOP + 6])
  const left = Math.max(...[...before, p.periods[0]].map(nameWidth)) + 16
  const right = WIDTH - 18 - Math.max(...after.flat().map(nameWidth))
  const traced = series.map((one) => trace(one.values, (i) => (i === 0 ? left : right), y))
  const side = (i: 0 | 1, heights: readonly number[]) =>
    spread(
      traced.map((points, at) => ({ at: points[i]?.y ?? height / 2, height: heights[at] ?? LABEL })),
      TOP - 4,
      height - 4,
    )
  const starts = side(
    0,
    before.map(() => LABEL),
  )
  const ends = side(
    1,
    after.map((lines) => lines.length * LABEL),
  )
  return (
    <Figure
      {...p}
      look="plot"
      notes={['L’échelle va de la plus petite à la plus grande valeur.']}
      table={
        <ValuesTable
          {...p}
          heads={[withUnit(p.axis, p.unit), ...p.periods]}
          rows={series.map(({ name, href, values }) => ({ label: name, href, values }))}
        />
      }
    >
      {p.unit && <p class="unit">En {p.unit}</p>}
      <svg viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={`${p.title}. ${p.sentence}`}>
        <path class="axis" d={`M${left} ${TOP - 6}V${height - 8}M${short(right)} ${TOP - 6}V${height - 8}`} />
        <text x={left} y="16" text-anchor="end">
          {p.periods[0]}
        </text>
        <text x={short(right)} y="16">
          {p.periods[1]}
        </text>
        {series.map((one, i) => {
          const points = traced[i] ?? []
          return (
            <g class={one.here ? `s${i} here` : `s${i}`}>
              <path class="line" d={linePath(points)} />
              <TracedMarks points={points} radius={one.here ? 4.5 : 3.5} shown={() => true} />
              <path
                class="lead"
                d={`M${left - 5} ${short(points[0]?.y ?? 0)}L${left - 10} ${short(starts[i] ?? 0)}M${short(right + 5)} ${short(points[1]?.y ?? 0)}L${short(right + 12)} ${short(ends[i] ?? 0)}`}
              />
              <EndLabel lines={[before[i] ?? '']} x={left - 12} y={starts[i] ?? 0} anchor="end" />
              <EndLabel lines={after[i] ?? []} x={right + 15} y={ends[i] ?? 0} />
            </g>
          )
        })}
      </svg>
      <MarksKey values={all} />
    </Figure>
  )
}
