import type { Geometry, Position } from 'geojson'

/** West, south, east, north, in degrees. */
export type Box = readonly [number, number, number, number]

/** A row (its `id` is its line) or a square with the number of its rows. */
export interface Feature {
  readonly type: 'Feature'
  readonly id?: number
  readonly bbox?: Box
  readonly geometry: Geometry
  readonly properties: Readonly<Record<string, string | number | boolean | null>>
}

/** What the API answers of a box (`/datasets/{slug}/map`). */
export interface Answer {
  readonly version: number
  readonly by: 'row' | 'cell'
  readonly total: number
  readonly everywhere: { readonly placed: number; readonly matching: number } | null
  readonly frame: Box | null
  readonly features: readonly Feature[]
}

/** Asks the rows of a box, or of everywhere, of an address of the API. */
export const askRows = async (address: string, box: Box | null, signal?: AbortSignal): Promise<Answer> => {
  const asked = new URL(address, location.href)
  if (box) asked.searchParams.set('bbox', box.join(','))
  const answer = await fetch(asked, signal ? { signal } : {})
  if (!answer.ok) throw new Error(`${answer.status}`)
  return answer.json()
}

/** True when an answer made for a box (null: everywhere) tells all the rows of a view, so that nothing need be asked. */
export const covers = ({ by }: Pick<Answer, 'by'>, made: Box | null, view: Box): boolean =>
  by === 'row' &&
  (made === null || (made[0] <= view[0] && made[1] <= view[1] && made[2] >= view[2] && made[3] >= view[3]))

/** The rows of a view, those nearest its middle first; a shape is in it when its own box touches it, as the API reads it. */
export const inView = (features: readonly Feature[], view: Box): readonly Feature[] => {
  const [west, south, east, north] = view
  const [x, y] = middleOf(view)
  const shrink = Math.cos((y * Math.PI) / 180)
  return features
    .map((feature) => ({ feature, box: boxOf(feature.geometry) }))
    .filter(({ box }) => box[0] <= east && box[2] >= west && box[1] <= north && box[3] >= south)
    .map(({ feature, box }) => {
      const [a, b] = middleOf(box)
      return { feature, far: Math.hypot((a - x) * shrink, b - y) }
    })
    .toSorted((a, b) => a.far - b.far)
    .map(({ feature }) => feature)
}

const middleOf = ([west, south, east, north]: Box): readonly [number, number] => [
  (west + east) / 2,
  (south + north) / 2,
]

/** The box around a geometry. */
export const boxOf = (geometry: Geometry): Box => {
  let [west, south, east, north] = [180, 90, -180, -90]
  const visit = (held: Position | unknown[]): void => {
    const [x, y] = held
    if (typeof x === 'number' && typeof y === 'number') {
      ;[west, south, east, north] = [Math.min(west, x), Math.min(south, y), Math.max(east, x), Math.max(north, y)]
    } else for (const part of held) if (Array.isArray(part)) visit(part)
  }
  if (geometry.type === 'GeometryCollection') visit(geometry.geometries.map((one) => corners(boxOf(one))))
  else visit(geometry.coordinates)
  return [west, south, east, north]
}

const corners = ([west, south, east, north]: Box) => [
  [west, south],
  [east, north],
]
