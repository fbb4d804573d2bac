import { Figure, type FigureProps, ValuesTable, withUnit } from './figure.tsx'
import { MarksKey } from './marks.tsx'
import { alignedValues, numbersOf, sayValue } from './say-value.ts'
import type { Series } from './series-chart.tsx'
import type { StatedValue } from './stated-value.ts'
import { Trend } from './trend.tsx'

export interface SmallMultiplesProps extends FigureProps {
  readonly periods: readonly string[]
  readonly series: readonly Series[]
  readonly axis: string
  /** `shared`: all have the same scale, heights compare. `free`: each fills its square, only shapes compare. */
  readonly scale: 'shared' | 'free'
}

/** The same small line for many places, side by side, with the last value of each. */
export const SmallMultiples = (p: SmallMultiplesProps) => {
  const numbers = numbersOf(p.series.flatMap((one) => one.values))
  if (numbers.length === 0) return null
  const extent = p.scale === 'shared' ? ([Math.min(...numbers), Math.max(...numbers)] as const) : undefined
  const say = alignedValues(
    p.series.map(({ values }) => endOf(values)),
    p.decimals,
    p.unit,
  )
  const [first, last] = [p.periods[0], p.periods[p.periods.length - 1]]
  return (
    <Figure
      {...p}
      notes={[
        `De gauche à droite : ${first} à ${last}.`,
        extent
          ? `Même échelle partout, de ${sayValue({ value: extent[0], status: 'value' }, null, p.decimals)} à ${sayValue({ value: extent[1], status: 'value' }, p.unit, p.decimals)} : les hauteurs se comparent.`
          : 'Chaque case a sa propre échelle : comparez les formes, pas les hauteurs.',
      ]}
      table={
        <ValuesTable
          {...p}
          heads={[withUnit(p.axis, p.unit), ...p.series.map((one) => one.name)]}
          rows={p.periods.map((label, i) => ({
            label,
            values: p.series.map((one) => one.values[i] ?? { value: null, status: 'missing' as const }),
          }))}
        />
      }
    >
      <ul class="smalls">
        {p.series.map((one) => (
          <li class={one.here ? 'here' : undefined}>
            <strong>{one.href ? <a href={one.href}>{one.name}</a> : one.name}</strong>
            <Trend
              label={one.name}
              points={one.values.map((value, i) => ({ period: p.periods[i] ?? '', value }))}
              unit={p.unit}
              decimals={p.decimals}
              extent={extent}
            />
            <span class="num">{say(endOf(one.values))}</span>
          </li>
        ))}
      </ul>
      <MarksKey values={p.series.flatMap((one) => one.values)} />
    </Figure>
  )
}

/** The last value of a series; missing when it has none. */
const endOf = (values: readonly StatedValue[]): StatedValue => values.at(-1) ?? { value: null, status: 'missing' }
