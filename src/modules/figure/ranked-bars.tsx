import { formatQuantity } from '../../kernel/french.ts'

export interface RankedBarsProps {
  readonly title: string
  readonly sentence: string
  readonly source: string
  readonly unit: string | null
  /** What each line is, and what is measured: the heads of the table. */
  readonly heads: readonly [category: string, measure: string]
  readonly bars: readonly {
    readonly label: string
    readonly value: number
    readonly href?: string | undefined
    /** The line the page is about. */
    readonly here?: boolean | undefined
  }[]
}

/** Values as bars, each on its line: a table that draws itself, so that the figure and its data are one. */
export const RankedBars = (p: RankedBarsProps) => {
  const max = Math.max(...p.bars.map((bar) => bar.value), 0)
  if (p.bars.length === 0 || max <= 0) return null
  return (
    <figure class="chart">
      <figcaption>
        <strong>{p.title}</strong>
        {p.sentence}
      </figcaption>
      <table class="bars">
        <caption class="hidden">{p.title}</caption>
        <colgroup>
          <col class="name" />
          <col />
          <col class="figure" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{p.heads[0]}</th>
            <td />
            <th scope="col">{p.heads[1]}</th>
          </tr>
        </thead>
        <tbody>
          {p.bars.map((bar) => (
            <tr class={bar.here ? 'here' : undefined}>
              <th scope="row">
                {bar.href && !bar.here ? <a href={bar.href}>{bar.label}</a> : bar.label}
                {bar.here && <span class="hidden"> (cette page)</span>}
              </th>
              <td>
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect class="bar" height="10" width={((Math.max(0, bar.value) / max) * 100).toFixed(1)} />
                </svg>
              </td>
              <td class="num">{formatQuantity(bar.value, p.unit)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="origin">Source : {p.source}.</p>
    </figure>
  )
}
