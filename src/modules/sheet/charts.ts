import { scaleLinear } from 'd3-scale'
import { formatNumber } from '../../kernel/french.ts'
import { bold, INK, OCHRE, RIVER, RULE, RULE_STRONG, SOFT, sans } from './look.ts'
import { block, disc, lineThrough, ring, rule } from './shapes.ts'
import type { KeyCard, PopulationChart, RankStrip, SheetMap } from './sheet-content.ts'
import { type Mark, type Measure, type Node, paragraph } from './typeset.ts'

/** A rectangle of the page, in points. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const edges = ({ x, y, width, height }: Box) => [x, y, x + width, y + height] as const

/** Where a place is: the map as large as the box allows, a small place ringed. Gives its height. */
export const mapFigure = (map: SheetMap, box: Box): { readonly node: Node; readonly height: number } => {
  const scale = Math.min(box.width / map.width, box.height / map.height)
  const x = box.x + (box.width - map.width * scale) / 2
  const at = { kind: 'path', x, y: box.y, scale } as const
  const reach = map.spot.reach * scale
  const height = map.height * scale
  const marks: readonly Mark[] = [
    { ...at, d: map.ground, fill: '#e7e0d1' },
    ...(map.borders ? [{ ...at, d: map.borders, stroke: '#ffffff', width: 0.8 / scale }] : []),
    { ...at, d: map.here, fill: RIVER },
    ...(reach < 5 ? [ring(x + map.spot.x * scale, box.y + map.spot.y * scale, 9, OCHRE, 1.4)] : []),
  ]
  return { node: { tag: 'Figure', alt: map.alt, box: edges({ ...box, height }), children: marks }, height }
}

/** A short past without axes: a line, its last value as a disc. Null when there are not two numbers. */
export const sparkline = ({ label, series }: KeyCard, box: Box): Node | null => {
  const numbers = series.flatMap(({ value }) => (value === null ? [] : [value]))
  if (numbers.length < 2) return null
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  const y = scaleLinear(low === high ? [low - 1, high + 1] : [low, high], [box.y + box.height - 3, box.y + 3])
  const x = scaleLinear([0, series.length - 1], [box.x + 3, box.x + box.width - 3])
  const spots = series.map(({ value }, i) => (value === null ? null : ([x(i), y(value)] as const)))
  const last = spots.findLast((spot) => spot !== null)
  const alone = spots.flatMap((spot, i) => (spot && !spots[i - 1] && !spots[i + 1] ? [disc(...spot, 1, RIVER)] : []))
  const known = series.filter(({ value }) => value !== null)
  const told = known.length <= MOST_TOLD ? known : turns(known)
  return {
    tag: 'Figure',
    alt: `${label} : ${told.map(({ words }) => words).join(', ')}.`,
    box: edges(box),
    children: [
      {
        kind: 'path',
        d: lineThrough(spots),
        x: 0,
        y: 0,
        scale: 1,
        stroke: RIVER,
        width: series.length > 60 ? 0.6 : 1.3,
      },
      ...alone,
      ...(last ? [disc(...last, 2.2, RIVER)] : []),
    ],
  }
}

/** A longer past is told by its ends, its lowest and its highest. */
const MOST_TOLD = 16
const turns = (known: KeyCard['series']): KeyCard['series'] => {
  const sorted = known.toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0))
  const kept = new Set([known[0], known.at(-1), sorted[0], sorted.at(-1)])
  return known.filter((one) => kept.has(one))
}

/** The count of people through the years, with its axis, its ends in numbers and every point told in words. */
export const populationFigure = (measure: Measure, { points, title }: PopulationChart, box: Box): Node => {
  const values = points.map(({ value }) => value)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const margin = (high - low || Math.max(high, 10)) * 0.16
  const [top, bottom] = [box.y + 8, box.y + box.height - 15]
  const y = scaleLinear([Math.max(0, low - margin), high + margin], [bottom, top]).nice(4)
  const ticks = y.ticks(4)
  const texts = ticks.map((tick) => formatNumber(tick, 0))
  const gutter = Math.max(...texts.map((text) => measure(text, 'sans', 7.5))) + 6
  const [first = 0, last = 1] = [points[0]?.year, points.at(-1)?.year]
  const x = scaleLinear([first, last], [box.x + gutter + 6, box.x + box.width - 8])
  const spots = points.map(({ year, value }) => [x(year), y(value)] as const)
  const written = (text: string, wide: number, left: number, at: number, look = sans(7.5, SOFT)): readonly Mark[] =>
    paragraph(measure, text, wide, look)
      .at(left, at)
      .filter((mark) => 'kind' in mark)
  const grid = ticks.map((tick) => rule([box.x + gutter, y(tick)], [box.x + box.width, y(tick)], RULE, 0.5))
  const axis = ticks.flatMap((tick, i) =>
    written(texts[i] ?? '', gutter - 4, box.x, y(tick) - 4.9, sans(7.5, SOFT, { align: 'right' })),
  )
  return {
    tag: 'Figure',
    alt: `${title} : ${points.map(({ year, value }) => `${formatNumber(value)} habitants en ${year}`).join(', ')}.`,
    box: edges(box),
    children: [
      ...grid,
      ...axis,
      ...points.flatMap(({ year }, i) =>
        roomy(points, i, x)
          ? written(String(year), 40, x(year) - 20, bottom + 4, sans(7.5, SOFT, { align: 'centre' }))
          : [],
      ),
      { kind: 'path', d: lineThrough(spots), x: 0, y: 0, scale: 1, stroke: RIVER, width: 1.8 },
      ...spots.map((spot, i) => disc(...spot, i === 0 || i === spots.length - 1 ? 3 : 2, RIVER)),
      ...ends(points.length).flatMap((i) => {
        const [left, at] = spots[i] ?? [0, 0]
        const text = formatNumber(points[i]?.value ?? 0)
        const wide = measure(text, 'bold', 9) + 2
        const from = Math.min(Math.max(left - wide / 2, box.x + gutter + 2), box.x + box.width - wide)
        const beside = spots[i === 0 ? 1 : i - 1]?.[1] ?? at
        const over = beside < at ? at + 5 : at - 16
        return [block(from - 1, over + 1, wide, 10, '#ffffff'), ...written(text, wide, from, over, bold(9, INK))]
      }),
    ],
  }
}

const ends = (n: number): readonly number[] => [...new Set([0, n - 1])]

/** Whether the year of a point has room for its name: the last always, the others when the next one named is far enough. */
const roomy = (points: readonly { readonly year: number }[], i: number, x: (year: number) => number): boolean => {
  let free = Number.POSITIVE_INFINITY
  for (let at = points.length - 1; at >= i; at--) {
    const here = x(points[at]?.year ?? 0)
    if (free - here < 24) continue
    if (at === i) return true
    free = here
  }
  return false
}

/** One strip: a line from the lowest peer to the highest, the middle marked, the place as a disc where it stands. */
export const rankStrip = ({ label, words, quantile }: RankStrip, { x, y, width }: Box): Node => {
  const at = x + 4 + quantile * (width - 8)
  return {
    tag: 'Figure',
    alt: `${label} : ${words}. ${Math.round(quantile * 100)} % des pairs ont un chiffre plus bas.`,
    box: [x, y - 5, x + width, y + 5],
    children: [
      rule([x, y], [x + width, y], RULE_STRONG, 0.7),
      rule([x + width / 2, y - 4], [x + width / 2, y + 4], RULE_STRONG, 0.7),
      disc(at, y, 4, RIVER),
    ],
  }
}
