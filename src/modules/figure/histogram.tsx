import { formatNumber } from '../../kernel/french.ts'

interface HistogramProps {
  readonly label: string
  readonly bars: readonly { readonly label: string; readonly count: number }[]
}

/** The shape of a column at a glance: small bars, told in words to those who do not see them. */
export const Histogram = ({ label, bars }: HistogramProps) => {
  const max = Math.max(...bars.map((bar) => bar.count), 1)
  const top = bars.find((bar) => bar.count === max)
  const width = 120 / Math.max(1, bars.length)
  const words = `Répartition de « ${label} » : le plus souvent ${top?.label ?? ''} (${formatNumber(top?.count ?? 0)} lignes)`
  return (
    <svg class="mini" viewBox="0 0 120 32" role="img" aria-label={words}>
      {bars.map((bar, i) => {
        const height = bar.count === 0 ? 0 : Math.max(1, (bar.count / max) * 31)
        return (
          <rect
            key={bar.label}
            class="bar"
            x={i * width}
            y={32 - height}
            width={Math.max(1, width - 1)}
            height={height}
          />
        )
      })}
    </svg>
  )
}
