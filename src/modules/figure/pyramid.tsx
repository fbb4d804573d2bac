import { Figure, type FigureProps } from './figure.tsx'
import { short } from './marks.tsx'
import { numbersOf, sayValue, shortValue } from './say-value.ts'
import { fillOf, Patterns, patternsOf } from './shades.tsx'
import type { StatedValue } from './stated-value.ts'

export interface PyramidProps extends FigureProps {
  /** Oldest first, as they are read from the top. */
  readonly ages: readonly { readonly label: string; readonly women: StatedValue; readonly men: StatedValue }[]
}

/** Ages and sexes, women on the left, men on the right, on one scale: a table that draws itself. */
export const Pyramid = (p: PyramidProps) => {
  const max = Math.max(...numbersOf(p.ages.flatMap(({ women, men }) => [women, men])), 0)
  if (max <= 0) return null
  const patterns = patternsOf(p.title)
  return (
    <Figure
      {...p}
      look="ages"
      notes={[
        `Les deux côtés ont la même échelle, de 0 à ${sayValue({ value: max, status: 'value' }, p.unit, p.decimals)}.`,
      ]}
    >
      <table class="pyramid">
        <caption class="hidden">{p.title}</caption>
        <colgroup>
          <col class="count" />
          <col />
          <col class="age" />
          <col />
          <col class="count" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              Femmes
            </th>
            <th scope="col">Âge</th>
            <th scope="col" colSpan={2}>
              Hommes
            </th>
          </tr>
        </thead>
        <tbody>
          {p.ages.map(({ label, women, men }) => (
            <tr>
              <td class="num">
                <Cell value={women} decimals={p.decimals} />
              </td>
              <td class="women">
                <Bar value={women} max={max} patterns={patterns} left />
              </td>
              <th scope="row">{label}</th>
              <td class="men">
                <Bar value={men} max={max} patterns={patterns} />
              </td>
              <td class="num">
                <Cell value={men} decimals={p.decimals} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <svg class="hidden" aria-hidden="true">
        <Patterns shades={['missing', 'secret', 'not-yet', 'eq2', 'eq4']} patterns={patterns} />
      </svg>
    </Figure>
  )
}

const Cell = ({ value, decimals }: { readonly value: StatedValue; readonly decimals: number | undefined }) => (
  <>
    {value.status === 'estimated' && <abbr title="estimé">≈</abbr>}
    {value.value === null ? <span class="word">{shortValue(value)}</span> : shortValue(value, decimals)}
  </>
)

interface BarProps {
  readonly value: StatedValue
  readonly max: number
  readonly patterns: string
  readonly left?: boolean
}

/** A bar that grows away from the ages; what is no number is a short piece of its texture. */
const Bar = ({ value: { value, status }, max, patterns, left }: BarProps) => {
  const width = value === null ? 14 : short((value / max) * 100)
  const fill =
    status === 'value' ? { class: 'bar' } : fillOf(status === 'estimated' ? (left ? 'eq4' : 'eq2') : status, patterns)
  return (
    <svg viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
      {status === 'zero' ? (
        <path class="base" d={left ? 'M99 0v14' : 'M1 0v14'} />
      ) : (
        <rect {...fill} x={left ? short(100 - width) : undefined} width={width} height="14" />
      )}
    </svg>
  )
}
