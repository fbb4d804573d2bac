import { count, formatNumber } from '../../kernel/french.ts'
import { Figure, type FigureProps, ValuesTable, withUnit } from './figure.tsx'
import { nameWidth, textWidth } from './labels.ts'
import { MarksKey, markClass, markPath, short } from './marks.tsx'
import type { RankedPlace } from './ranked-dots.tsx'
import { medianOf, sayValue, statusesIn } from './say-value.ts'
import { labelledAt } from './series-chart.tsx'
import { STATUS_WORDS, type ValueStatus } from './stated-value.ts'
import { type ValueAxis, valueAxis } from './value-axis.ts'

export interface DistributionProps extends FigureProps {
  /** Where the dots go is worked out once for an array. */
  readonly places: readonly RankedPlace[]
  /** Codes of the places to name, beside those that say it of themselves. */
  readonly here?: ReadonlySet<string> | undefined
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
  const heap = heapOf(p.places)
  if (!heap) return null
  const { shown, median, axis, radius, spots, heights, half, statuses } = heap
  const { at: x, ticks, byPowers } = axis
  const isHere = ({ code, here }: Dot) => here === true || (code !== undefined && p.here?.has(code) === true)
  const named = [...shown.entries()].filter(([, place]) => isHere(place))
  const chosen = new Set(named.map(([i]) => i))
  const rows = shelves(named.map(([, place]) => ({ x: x(place.n), width: nameWidth(place.name) })))
  const top = (Math.max(0, ...rows.map((row) => row + 1)) + 0.3) * LABEL
  const [middle, bottom] = [top + half, top + 2 * half]
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
        {(heights ? statuses : []).map((status) => (
          <path
            class={`${markClass(status)} peer`}
            d={shown
              .map((place, i) =>
                place.status === status && !chosen.has(i)
                  ? markPath(status, spots[i] ?? 0, middle + (heights?.[i] ?? 0), radius)
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

interface Dot extends Omit<RankedPlace, 'value'> {
  readonly status: ValueStatus
  readonly n: number
}

/** Places that have a number, from the lowest, and where they go along the axis and away from it. */
interface Heap {
  readonly shown: readonly Dot[]
  readonly median: number
  readonly axis: ValueAxis
  readonly radius: number
  readonly spots: readonly number[]
  /** Null when they are counted in bars. */
  readonly heights: readonly number[] | null
  /** The room that they take on each side of their middle. */
  readonly half: number
  readonly statuses: readonly ValueStatus[]
}

const heaps = new WeakMap<readonly RankedPlace[], Heap | null>()

/** The heap of some places, worked out once for an array; null when none has a number. */
const heapOf = (places: readonly RankedPlace[]): Heap | null => {
  const known = heaps.get(places)
  if (known !== undefined) return known
  const heap = heaped(places)
  heaps.set(places, heap)
  return heap
}

const heaped = (places: readonly RankedPlace[]): Heap | null => {
  const few = places.length <= MOST_DOTS
  const shown = places
    .flatMap(({ code, name, href, here, value: { value, status } }): Dot[] =>
      value === null ? [] : [{ code, name, href, here, status, n: value }],
    )
    .sort((a, b) => a.n - b.n || (few ? compare(a.name, b.name) : 0))
  const numbers = shown.map((place) => place.n)
  const median = medianOf(numbers)
  if (median === null) return null
  const axis = valueAxis(numbers, 10, WIDTH - 10)
  const radius = shown.length > 250 ? 2 : shown.length > 80 ? 2.8 : 3.8
  const spots = numbers.map(axis.at)
  const heights = few ? swarm(spots, radius * 2 + 0.4, MOST_HALF) : null
  const half = heights ? Math.max(...heights.map(Math.abs), 6) + radius : BARS_HEIGHT / 2
  const statuses = [...new Set(shown.map((place) => place.status))]
  return { shown, median, axis, radius, spots, heights, half, statuses }
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
  const [above, below] = [spans(), spans()]
  for (let i = 0; i < places.length; i++) {
    const x = places[i] ?? 0
    above.clear()
    below.clear()
    for (let j = i - 1; j >= 0; j--) {
      const apart = x - (places[j] ?? x)
      if (apart >= diameter) break
      const height = heights[j] ?? 0
      const gap = Math.sqrt(diameter ** 2 - apart ** 2)
      above.add(height - gap, height + gap)
      below.add(-height - gap, gap - height)
    }
    const [down, up] = [-below.freeFrom(), above.freeFrom()]
    const nearest = Math.abs(down) - up || (i % 2 === 0 ? -1 : 1)
    const height = nearest < 0 ? down : up
    if (Math.abs(height) > most) return null
    heights.push(height)
  }
  return heights
}

/** Spans of a line in the order of their beginnings, in two arrays that serve again: a heap asks for hundreds of thousands. */
const spans = () => {
  const [lows, highs]: [number[], number[]] = [[], []]
  let size = 0
  return {
    clear() {
      size = 0
    },
    add(low: number, high: number) {
      let at = size++
      for (; at > 0 && (lows[at - 1] ?? 0) > low; at--) {
        lows[at] = lows[at - 1] ?? 0
        highs[at] = highs[at - 1] ?? 0
      }
      lows[at] = low
      highs[at] = high
    },
    /** The first number from 0 up that lies inside none. */
    freeFrom(): number {
      let free = 0
      for (let i = 0; i < size; i++) {
        const high = highs[i] ?? 0
        if (free > (lows[i] ?? 0) + 1e-9 && free < high - 1e-9) free = high
      }
      return free
    },
  }
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
