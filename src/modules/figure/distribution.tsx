import { count, formatNumber } from '../../kernel/french.ts'
import { Figure, type FigureProps, ValuesTable, withUnit } from './figure.tsx'
import { nameWidth, textWidth } from './labels.ts'
import { MarksKey, markClass, markPath, short } from './marks.tsx'
import type { RankedPlace } from './ranked-dots.tsx'
import { medianOf, sayValue, statusesIn } from './say-value.ts'
import { labelledAt } from './series-chart.tsx'
import { STATUS_WORDS } from './stated-value.ts'
import { valueAxis } from './value-axis.ts'

export interface DistributionProps extends FigureProps {
  readonly places: readonly RankedPlace[]
  readonly heads: readonly [place: string, measure: string]
  readonly things: readonly [one: string, several: string]
  /** One line under the drawing. */
  readonly below?: string | undefined
  /** False leaves the table out, when the page has it elsewhere. */
  readonly table?: boolean | undefined
}

const { compare } = new Intl.Collator('fr')
const WIDTH = 400
const LABEL = 22

/** Dots that heap higher than this, on each side of the middle, are drawn as bars. */
const MOST_HALF = 90
/** More dots than this are not worth the weight. */
const MOST_DOTS = 1500
const BARS_HEIGHT = 120
const BARS = 60

/**
 * Every place as a dot where its value is, heaped where many agree, or counted in bars where the heap would be too high;
 * the chosen ones named, the median marked. Sizes that differ by tens of times are laid by powers of ten, and that is said.
 */
export const Distribution = (p: DistributionProps) => {
  const few = p.places.length <= MOST_DOTS
  const shown = p.places
    .flatMap(({ value, ...place }) =>
      value.value === null ? [] : [{ ...place, status: value.status, n: value.value }],
    )
    .toSorted((a, b) => a.n - b.n || (few ? compare(a.name, b.name) : 0))
  const numbers = shown.map((place) => place.n)
  const median = medianOf(numbers)
  if (median === null) return null
  const { at: x, ticks, byPowers } = valueAxis(numbers, 10, WIDTH - 10)
  const radius = shown.length > 250 ? 2 : shown.length > 80 ? 2.8 : 3.8
  const spots = shown.map((place) => x(place.n))
  const heights = few ? swarm(spots, radius * 2 + 0.4, MOST_HALF) : null
  const half = heights ? Math.max(...heights.map(Math.abs), 6) + radius : BARS_HEIGHT / 2
  const named = [...shown.entries()].filter(([, place]) => place.here)
  const rows = shelves(named.map(([, place]) => ({ x: x(place.n), width: nameWidth(place.name) })))
  const top = (Math.max(0, ...rows.map((row) => row + 1)) + 0.3) * LABEL
  const [middle, bottom] = [top + half, top + 2 * half]
  const marks = [...new Set(shown.map((place) => place.status))]
  return (
    <Figure
      {...p}
      look="plot"
      notes={[
        p.below ?? false,
        !heights && `Plus une barre est haute, plus il y a de ${p.things[1]} à cet endroit.`,
        byPowers &&
          'L’échelle se resserre vers la droite : d’un repère au suivant, le chiffre est dix fois plus grand.',
        undrawn(p),
      ]}
      table={
        p.table !== false && (
          <ValuesTable
            {...p}
            heads={[p.heads[0], withUnit(p.heads[1], p.unit)]}
            rows={p.places.map(({ name, href, value }) => ({ label: name, href, values: [value] }))}
          />
        )
      }
    >
      <svg viewBox={`0 0 ${WIDTH} ${short(bottom + 52)}`} role="img" aria-label={`${p.title}. ${p.sentence}`}>
        <path class="base" d={`M0 ${short(bottom + 6)}H${WIDTH}`} />
        <path class="median" d={`M${short(x(median))} ${short(top)}V${short(bottom + 32)}`} />
        {!heights && <path class="mark peer" d={bars(spots, bottom)} />}
        {(heights ? marks : []).map((status) => (
          <path
            class={`${markClass(status)} peer`}
            d={shown
              .map((place, i) =>
                place.status === status && !place.here
                  ? markPath(status, x(place.n), middle + (heights?.[i] ?? 0), radius)
                  : '',
              )
              .join('')}
          />
        ))}
        {withRoom(ticks, x, p.decimals).map((tick) => (
          <text
            class="halo"
            x={short(x(tick))}
            y={short(bottom + 22)}
            text-anchor={anchor(x(tick), textWidth(formatNumber(tick, p.decimals)))}
          >
            {formatNumber(tick, p.decimals)}
          </text>
        ))}
        <text class="halo" x={short(x(median))} y={short(bottom + 45)} text-anchor={anchor(x(median), 220)}>
          {`médiane : ${sayValue({ value: median, status: 'value' }, p.unit, p.decimals)}`}
        </text>
        {named.map(([i, place], at) => {
          const [px, py] = [x(place.n), heights ? middle + (heights[i] ?? 0) : bottom]
          const y = ((rows[at] ?? 0) + 1) * LABEL - 4
          return (
            <g class="here">
              <path class="lead" d={`M${short(px)} ${short(y + 3)}V${short(py)}`} />
              <path class={markClass(place.status)} d={markPath(place.status, px, py, 6)} />
              <text class="name halo" x={short(px)} y={short(y)} text-anchor={anchor(px, nameWidth(place.name))}>
                {place.name}
              </text>
            </g>
          )
        })}
      </svg>
      {heights && <MarksKey values={shown.map(({ n, status }) => ({ value: n, status }))} />}
    </Figure>
  )
}

/** How many places lie at each spot along the axis, as bars that stand on `bottom`; the highest is as high as there is room. */
const bars = (spots: readonly number[], bottom: number): string => {
  const width = (WIDTH - 20) / BARS
  const counts = new Array<number>(BARS).fill(0)
  for (const spot of spots) {
    const bar = Math.min(BARS - 1, Math.floor((spot - 10) / width))
    counts[bar] = (counts[bar] ?? 0) + 1
  }
  const highest = Math.max(...counts)
  return counts
    .map((n, i) => {
      const height = n === 0 ? 0 : Math.max(1, (n / highest) * BARS_HEIGHT)
      return n === 0
        ? ''
        : `M${short(10 + i * width)} ${short(bottom)}v${short(-height)}h${short(width - 0.6)}v${short(height)}z`
    })
    .join('')
}

/** The values whose number has room to be written. */
const withRoom = (ticks: readonly number[], x: (value: number) => number, decimals: number | undefined) => {
  const texts = ticks.map((tick) => formatNumber(tick, decimals))
  const along = ticks.map((tick, i) => {
    const half = textWidth(texts[i] ?? '') / 2
    return Math.min(Math.max(x(tick), half), WIDTH - half) / WIDTH
  })
  return labelledAt(texts, along, WIDTH).flatMap((i) => ticks[i] ?? [])
}

/** Which way a text goes from a place, so that it stays inside the drawing. */
const anchor = (x: number, width: number): 'start' | 'middle' | 'end' =>
  x - width / 2 < 0 ? 'start' : x + width / 2 > WIDTH ? 'end' : 'middle'

/**
 * How far from the middle each dot goes so that none covers another: the nearest free place, above or below in turn.
 * Places come in order. The same places always give the same heap; null for one that would go farther than `most`.
 */
export const swarm = (
  places: readonly number[],
  diameter: number,
  most = Number.POSITIVE_INFINITY,
): readonly number[] | null => {
  const heights: number[] = []
  for (const [i, x] of places.entries()) {
    const taken: Span[] = []
    for (let j = i - 1; j >= 0 && x - (places[j] ?? x) < diameter; j--) {
      const [height, gap] = [heights[j] ?? 0, Math.sqrt(diameter ** 2 - (x - (places[j] ?? x)) ** 2)]
      taken.push([height - gap, height + gap])
    }
    const [down, up] = [-freeFrom(taken.map(([low, high]) => [-high, -low])), freeFrom(taken)]
    const nearest = Math.abs(down) - up || (i % 2 === 0 ? -1 : 1)
    const height = nearest < 0 ? down : up
    if (Math.abs(height) > most) return null
    heights.push(height)
  }
  return heights
}

type Span = readonly [low: number, high: number]

/** The first number from 0 up that lies inside no span. */
const freeFrom = (taken: readonly Span[]): number => {
  let at = 0
  for (const [low, high] of taken.toSorted(([a], [b]) => a - b)) if (at > low + 1e-9 && at < high - 1e-9) at = high
  return at
}

/** On which line each name goes, from 0 at the top, so that names of neighbours do not meet. */
const shelves = (names: readonly { readonly x: number; readonly width: number }[]): readonly number[] => {
  const ends: number[] = []
  return names.map(({ x, width }) => {
    const from = Math.min(Math.max(x - width / 2, 0), WIDTH - width)
    const found = ends.findIndex((end) => end + 8 < from)
    const row = found < 0 ? ends.length : found
    ends[row] = from + width
    return row
  })
}

/** What has no number, and so no dot, in words. */
const undrawn = ({ places, things }: DistributionProps): string | false => {
  const none = statusesIn(places.map((place) => place.value).filter(({ value }) => value === null))
  return (
    none.length > 0 &&
    `Sans point : ${none.map(([status, n]) => `${count(n, ...things)} (${STATUS_WORDS[status]})`).join(', ')}.`
  )
}
