import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'

interface Named {
  readonly code: string
  readonly name: string
  readonly population: number | null
}

/** The contours of communes, as the API gives them. */
export interface Ground extends FeatureCollection<Polygon | MultiPolygon, Named> {
  readonly source: string | null
}

/** The ground of a territory; null when it cannot be had or is empty: the map does without. */
export const askGround = async (address: string): Promise<Ground | null> => {
  const answer = await fetch(address).catch(() => null)
  if (!answer?.ok) return null
  const ground: Ground = await answer.json()
  return ground.features.length > 0 ? ground : null
}

/** Where the name of a place stands. */
export interface PlaceName {
  readonly name: string
  readonly spot: readonly [number, number]
}

/** The names of the places of a ground, with the apostrophe of print, the most populated first. */
export const namesOf = (ground: Ground): readonly PlaceName[] =>
  ground.features
    .toSorted((a, b) => (b.properties.population ?? 0) - (a.properties.population ?? 0))
    .map(({ properties, geometry }) => ({ name: properties.name.replaceAll("'", '’'), spot: middleOf(geometry) }))

/** The centre of gravity of the largest part. */
const middleOf = (shape: Polygon | MultiPolygon): readonly [number, number] => {
  const outlines = (shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates).map(([outer]) => outer ?? [])
  const parts = outlines.map(gravityOf).toSorted((a, b) => b.area - a.area)
  return parts[0]?.spot ?? [0, 0]
}

const gravityOf = (ring: readonly (readonly number[])[]) => {
  const [x0 = 0, y0 = 0] = ring[0] ?? []
  let [area, x, y] = [0, 0, 0]
  ring.forEach(([ax = 0, ay = 0], i) => {
    const [bx = 0, by = 0] = ring[(i + 1) % ring.length] ?? []
    const cross = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
    area += cross / 2
    x += ((ax + bx - 2 * x0) * cross) / 6
    y += ((ay + by - 2 * y0) * cross) / 6
  })
  return { area: Math.abs(area), spot: area === 0 ? ([x0, y0] as const) : ([x0 + x / area, y0 + y / area] as const) }
}

/** A part of a window already taken, in pixels: its middle, half its width, half its height. */
export interface Taken {
  readonly x: number
  readonly y: number
  readonly wide: number
  readonly tall: number
}

const LETTER = 7.2
const TALL = 10

/**
 * Those of the names, in their order, that find room in a window without touching one another nor what is taken already.
 * `project` gives pixels.
 */
export const namesWithRoom = (
  names: readonly PlaceName[],
  project: (spot: readonly [number, number]) => { readonly x: number; readonly y: number },
  size: { readonly width: number; readonly height: number },
  most: number,
  already: readonly Taken[] = [],
): readonly PlaceName[] => {
  const taken = [...already]
  return names.filter(({ name, spot }) => {
    if (taken.length - already.length >= most) return false
    const { x, y } = project(spot)
    const wide = (name.length * LETTER) / 2 + 6
    if (x < wide || y < TALL || x > size.width - wide || y > size.height - 2 * TALL) return false
    const touches = (other: Taken) =>
      Math.abs(other.x - x) < other.wide + wide && Math.abs(other.y - y) < other.tall + TALL
    if (taken.some(touches)) return false
    taken.push({ x, y, wide, tall: TALL })
    return true
  })
}
