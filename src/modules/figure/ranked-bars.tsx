import { formatQuantity } from '../../kernel/french.ts'

export interface RankedBarsProps {
  readonly title: string
  readonly sentence: string
  readonly source: string
  readonly unit: string | null
  readonly bars: readonly { readonly label: string; readonly value: number }[]
}

const WIDTH = 640
const ROW = 46

/** Values from the largest, each under its label: long labels stay readable, figures are written out. */
export const RankedBars = (p: RankedBarsProps) => {
  const max = Math.max(...p.bars.map((bar) => bar.value), 0)
  if (p.bars.length === 0 || max <= 0) return null
  return (
    <figure class="chart">
      <figcaption>
        <strong>{p.title}</strong>
        {p.sentence}
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${p.bars.length * ROW}`} role="img" aria-label={`${p.title}. ${p.sentence}`}>
        {p.bars.map((bar, i) => (
          <g key={bar.label} transform={`translate(0 ${i * ROW})`}>
            <text x="0" y="15">
              {bar.label.length > 56 ? `${bar.label.slice(0, 54)}…` : bar.label}
            </text>
            <text class="value" x={WIDTH} y="15" text-anchor="end">
              {formatQuantity(bar.value, p.unit)}
            </text>
            <rect
              class="bar"
              x="0"
              y="22"
              height="12"
              rx="2"
              width={Math.max(1, (Math.max(0, bar.value) / max) * WIDTH)}
            />
          </g>
        ))}
      </svg>
      <p class="small soft">Source : {p.source}.</p>
    </figure>
  )
}
