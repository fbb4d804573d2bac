import type { MultiPolygon, Polygon } from 'geojson'

export type Spot = readonly [number, number]
type Ring = readonly Spot[]

/** Areas as paths, and the borders between them, each drawn once. */
export interface DrawnAreas {
  /** The path of each area, in the order given; empty for an area too small to be seen. */
  readonly areas: readonly string[]
  /** Borders that two areas share. */
  readonly inside: string
  /** Borders that one area has alone. */
  readonly outline: string
}

/**
 * Draws areas that touch so that they still touch once simplified: their borders are cut where three meet, each piece is
 * simplified once, within `tolerance`, and rounded to whole units. `project` gives the place of a longitude and a latitude.
 */
export const drawAreas = (
  shapes: readonly (Polygon | MultiPolygon)[],
  project: (spot: Spot) => Spot,
  tolerance: number,
): DrawnAreas => {
  const rings = shapes.map((shape) =>
    (shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates)
      .flat()
      .map((ring): Ring => ring.map(([x = 0, y = 0]) => [x, y] as const))
      .map((ring) => (same(ring[0], ring[ring.length - 1]) ? ring.slice(0, -1) : ring))
      .filter((ring) => ring.length >= 3),
  )
  const knots = knotsOf(rings.flat())
  const pieces = new Map<string, { readonly spots: readonly Spot[]; uses: number }>()
  const place = (spots: readonly Spot[]): readonly Spot[] => {
    const key = nameOf(spots)
    const known = pieces.get(key)
    if (known) {
      known.uses++
      return known.spots
    }
    const drawn = rounded(simplify(spots.map(project), tolerance))
    pieces.set(key, { spots: drawn, uses: 1 })
    return drawn
  }
  const areas = rings.map((list) =>
    list
      .map((ring) =>
        cutRing(ring, knots).flatMap((spots) => {
          const back = isBackwards(spots)
          const drawn = place(back ? spots.toReversed() : spots)
          return (back ? drawn.toReversed() : drawn).slice(0, -1)
        }),
      )
      .filter((ring) => ring.length >= 3)
      .map((ring) => `${pathOf(ring)}z`)
      .join(''),
  )
  const borders = (shared: boolean) =>
    [...pieces.values()]
      .filter(({ spots, uses }) => uses > 1 === shared && spots.length > 1)
      .map(({ spots }) => pathOf(spots))
      .join('')
  return { areas, inside: borders(true), outline: borders(false) }
}

const same = (a: Spot | undefined, b: Spot | undefined) => a?.[0] === b?.[0] && a?.[1] === b?.[1]
const keyOf = ([x, y]: Spot) => `${x} ${y}`

/** The places where borders part: those that have other neighbours along one ring than along another. */
const knotsOf = (rings: readonly Ring[]): ReadonlySet<string> => {
  const beside = new Map<string, string>()
  const knots = new Set<string>()
  for (const ring of rings)
    ring.forEach((spot, i) => {
      const [before, after] = [ring.at(i - 1), ring[(i + 1) % ring.length]]
      if (!before || !after) return
      const both = [keyOf(before), keyOf(after)].toSorted().join('/')
      const key = keyOf(spot)
      const known = beside.get(key)
      if (known === undefined) beside.set(key, both)
      else if (known !== both) knots.add(key)
    })
  return knots
}

/** A ring cut at its knots; whole, from its least place, when it has none, so that a hole and what fills it agree. */
const cutRing = (ring: Ring, knots: ReadonlySet<string>): readonly (readonly Spot[])[] => {
  const at = ring.flatMap((spot, i) => (knots.has(keyOf(spot)) ? [i] : []))
  const first = at[0] ?? ring.reduce((least, spot, i) => (isBefore(spot, ring[least] ?? spot) ? i : least), 0)
  const turned = [...ring.slice(first), ...ring.slice(0, first + 1)]
  const edges = [...(at.length > 0 ? at.map((i) => i - first) : [0]), ring.length]
  return edges.slice(1).map((to, i) => turned.slice(edges[i], to + 1))
}

const isBefore = (a: Spot, b: Spot) => a[0] < b[0] || (a[0] === b[0] && a[1] < b[1])

/** True when a piece of border is met in the sense opposite to the one it is kept in. */
const isBackwards = (spots: readonly Spot[]): boolean => {
  const [first, last] = [spots[0], spots[spots.length - 1]]
  if (!first || !last) return false
  if (!same(first, last)) return isBefore(last, first)
  const [second, beforeLast] = [spots[1], spots[spots.length - 2]]
  return second !== undefined && beforeLast !== undefined && isBefore(beforeLast, second)
}

const nameOf = (spots: readonly Spot[]) =>
  [spots[0], spots[1], spots[spots.length - 2], spots[spots.length - 1]].map((spot) => spot && keyOf(spot)).join('/')

/** Douglas and Peucker's simplification: no place left out is farther than `tolerance` from what is kept. Ends stay. */
export const simplify = (spots: readonly Spot[], tolerance: number): readonly Spot[] => {
  const kept = new Uint8Array(spots.length)
  kept[0] = kept[spots.length - 1] = 1
  const waiting: [number, number][] = [[0, spots.length - 1]]
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    const [from, to] = part
    const [a, b] = [spots[from], spots[to]]
    if (!a || !b) continue
    let [far, farthest] = [tolerance, -1]
    for (let i = from + 1; i < to; i++) {
      const d = distance(spots[i] ?? a, a, b)
      if (d > far) [far, farthest] = [d, i]
    }
    if (farthest < 0) continue
    kept[farthest] = 1
    waiting.push([from, farthest], [farthest, to])
  }
  return spots.filter((_, i) => kept[i] === 1)
}

/** From a place to a segment. */
const distance = (spot: Spot, a: Spot, b: Spot): number => {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
  const length = dx * dx + dy * dy
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((spot[0] - a[0]) * dx + (spot[1] - a[1]) * dy) / length))
  return Math.hypot(spot[0] - a[0] - t * dx, spot[1] - a[1] - t * dy)
}

const rounded = (spots: readonly Spot[]): readonly Spot[] =>
  spots
    .map(([x, y]): Spot => [Math.round(x), Math.round(y)])
    .filter((spot, i, all) => i === 0 || i === all.length - 1 || !same(spot, all[i - 1]))

/** A line in whole units, each step from the place before: the shortest that paths allow. */
const pathOf = (spots: readonly Spot[]): string => {
  let [px, py] = [0, 0]
  return spots
    .map(([x, y], i) => {
      const [dx, dy] = [x - px, y - py]
      ;[px, py] = [x, y]
      if (i === 0) return `M${x} ${y}`
      if (dy === 0) return dx === 0 ? '' : `h${dx}`
      if (dx === 0) return `v${dy}`
      return `l${dx}${dy < 0 ? '' : ' '}${dy}`
    })
    .join('')
}
