import { count, formatNumber } from '../../kernel/french.ts'
import { Figure, type FigureProps, ValuesTable, withUnit } from './figure.tsx'
import { MarksKey, markClass, markPath, short } from './marks.tsx'
import { alignedValues, medianOf, numbersOf, sayValue, shortValue } from './say-value.ts'
import type { StatedValue } from './stated-value.ts'

export interface RankedPlace {
  /** Told when the chosen ones are told by their codes. */
  readonly code?: string | undefined
  readonly name: string
  readonly value: StatedValue
  readonly href?: string | undefined
  readonly here?: boolean | undefined
}

export interface RankedDotsProps extends FigureProps {
  readonly places: readonly RankedPlace[]
  /** What places and values are: « Commune », « Taux de pauvreté ». */
  readonly heads: readonly [place: string, measure: string]
  readonly things: readonly [one: string, several: string]
  /** Beyond this many places, only the ends and the surroundings of the chosen ones are drawn; 24 when not said. */
  readonly most?: number | undefined
}

type Line =
  | { readonly kind: 'place'; readonly place: RankedPlace; readonly rank: number | null }
  | { readonly kind: 'median'; readonly value: number }
  | { readonly kind: 'left-out'; readonly n: number }

/** A middle among fewer numbers than this says nothing of a group. */
const FEWEST_FOR_MEDIAN = 5

/** Places from the highest to the lowest on one axis, the median among them when they are several: a table that draws itself. */
export const RankedDots = (p: RankedDotsProps) => {
  const numbers = numbersOf(p.places.map((place) => place.value))
  const median = medianOf(numbers)
  if (median === null) return null
  const told = numbers.length >= FEWEST_FOR_MEDIAN
  const lines = linesOf(p.places, median, p.most ?? 24).filter(({ kind }) => told || kind !== 'median')
  const say = alignedValues(
    p.places.map(({ value }) => value),
    p.decimals,
    besideOf(p.unit),
  )
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  const [from, to] = [low >= 0 && low < (high - low) * 1.2 ? 0 : low, high === low ? low + 1 : high]
  const at = (value: number) => short(5 + ((value - from) / (to - from)) * 90)
  const partial = lines.some((line) => line.kind === 'left-out')
  return (
    <Figure
      {...p}
      look="dots"
      notes={[
        partial && '⋮ : des lieux qui ne sont que dans le tableau.',
        `L’axe va de ${formatNumber(from, p.decimals)} à ${sayValue({ value: to, status: 'value' }, p.unit, p.decimals)}.`,
      ]}
      table={
        partial && (
          <ValuesTable
            {...p}
            heads={[p.heads[0], withUnit(p.heads[1], p.unit)]}
            rows={ranked(p.places).map(({ name, href, value }) => ({ label: name, href, values: [value] }))}
          />
        )
      }
    >
      {p.unit !== besideOf(p.unit) && <p class="unit">En {p.unit}</p>}
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
          {lines.map((line) => (
            <OneLine {...p} line={line} at={at} median={told ? median : null} say={say} />
          ))}
        </tbody>
      </table>
      <MarksKey values={lines.flatMap((line) => (line.kind === 'place' ? [line.place.value] : []))} />
    </Figure>
  )
}

const OneLine = (
  p: RankedDotsProps & {
    readonly line: Line
    readonly at: (value: number) => number
    /** Null when it is not told. */
    readonly median: number | null
    readonly say: (value: StatedValue) => string
  },
) => {
  const { line } = p
  if (line.kind === 'left-out')
    return (
      <tr class="left-out">
        <td colSpan={3}>⋮ {count(line.n, ...p.things)}</td>
      </tr>
    )
  const middle = p.median !== null && <path class="median" d={`M${p.at(p.median)} 0V18`} />
  if (line.kind === 'median')
    return (
      <tr class="median">
        <th scope="row">Médiane</th>
        <td>
          <svg viewBox="0 0 100 18" aria-hidden="true">
            {middle}
          </svg>
        </td>
        <td class="num">{p.say({ value: line.value, status: 'value' })}</td>
      </tr>
    )
  const { name, href, value, here } = line.place
  return (
    <tr class={here ? 'here' : undefined}>
      <th scope="row">
        {line.rank !== null && <small>{formatNumber(line.rank)}. </small>}
        {href ? <a href={href}>{name}</a> : name}
      </th>
      <td>
        <svg viewBox="0 0 100 18" aria-hidden="true">
          {value.value !== null && <path class="axis" d="M0 9H100" />}
          {middle}
          <path
            class={markClass(value.status)}
            d={markPath(value.status, value.value === null ? 8 : p.at(value.value), 9, here ? 6.5 : 5)}
          />
        </svg>
      </td>
      <td class="num">
        {value.value === null ? <span class="words">{shortValue(value)}</span> : p.say({ ...value, status: 'value' })}
        {value.status === 'estimated' && <small> estimé</small>}
      </td>
    </tr>
  )
}

/** A unit short enough to stand beside each number; a longer one is said once. */
const besideOf = (unit: string | null) => (unit && unit.length <= 2 ? unit : null)

/** Highest first; equal values by name; those without a number last. */
const ranked = (places: readonly RankedPlace[]): readonly RankedPlace[] =>
  places.toSorted(
    (a, b) =>
      (b.value.value ?? Number.NEGATIVE_INFINITY) - (a.value.value ?? Number.NEGATIVE_INFINITY) ||
      a.name.localeCompare(b.name, 'fr'),
  )

/** The lines drawn, the median at its rank. Equal values share their rank. Long lists keep their ends and what surrounds the chosen places. */
export const linesOf = (places: readonly RankedPlace[], median: number, most: number): readonly Line[] => {
  const list = ranked(places)
  const ends = Math.max(2, Math.floor(most / 5))
  const kept = list.map(
    (_, i) =>
      list.length <= most ||
      i < ends ||
      i >= list.length - ends ||
      list.slice(Math.max(0, i - 1), i + 2).some((place) => place.here),
  )
  const middle = list.findIndex((place) => place.value.value === null || place.value.value < median)
  const lines: Line[] = []
  list.forEach((place, i) => {
    if (i === middle) lines.push({ kind: 'median', value: median })
    const last = lines[lines.length - 1]
    if (kept[i]) {
      const { value } = place.value
      const rank = value === null ? null : 1 + list.findIndex((other) => other.value.value === value)
      lines.push({ kind: 'place', place, rank })
    } else if (last?.kind === 'left-out') lines[lines.length - 1] = { kind: 'left-out', n: last.n + 1 }
    else lines.push({ kind: 'left-out', n: 1 })
  })
  if (middle < 0) lines.push({ kind: 'median', value: median })
  return lines
}
