import { geoMercator, geoPath } from 'd3-geo'
import type { Geometry } from 'geojson'

export interface PointMapProps {
  readonly title: string
  readonly sentence: string
  readonly source: string
  /** Longitude and latitude of each place, in degrees. */
  readonly points: readonly (readonly [number, number])[]
  /** Shapes, when rows have some. */
  readonly shapes: readonly Geometry[]
}

const WIDTH = 640
const HEIGHT = 460

/** A quiet map: points or shapes, and nothing else. Its frame leaves out the farthest points, so that one mistake does not empty it. */
export const PointMap = (p: PointMapProps) => {
  const coordinates = p.points.map(([x, y]) => [x, y] as [number, number])
  if (coordinates.length + p.shapes.length === 0) return null
  const fitted =
    p.shapes.length > 0
      ? { type: 'GeometryCollection' as const, geometries: [...p.shapes] }
      : { type: 'MultiPoint' as const, coordinates: corners(coordinates) }
  const projection = geoMercator().fitExtent(
    [
      [12, 12],
      [WIDTH - 12, HEIGHT - 12],
    ],
    fitted,
  )
  const draw = geoPath(projection).digits(1)
  const radius = coordinates.length > 400 ? 2 : coordinates.length > 60 ? 3 : 5
  return (
    <figure class="chart">
      <figcaption>
        <strong>{p.title}</strong>
        {p.sentence}
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${p.title}. ${p.sentence}`}>
        <path class="land" d={p.shapes.map((shape) => draw(shape) ?? '').join('')} />
        {coordinates.map((point) => {
          const [x = -9, y = -9] = projection(point) ?? []
          const inside = x >= 0 && y >= 0 && x <= WIDTH && y <= HEIGHT
          return inside ? <circle class="point" cx={x.toFixed(1)} cy={y.toFixed(1)} r={radius} /> : null
        })}
      </svg>
      <p class="small soft">Source : {p.source}.</p>
    </figure>
  )
}

/** South-west and north-east of the points, the farthest half hundredth left out on each side. */
const corners = (points: readonly (readonly [number, number])[]): [number, number][] => {
  const bounds = (axis: 0 | 1) => {
    const sorted = points.map((point) => point[axis]).toSorted((a, b) => a - b)
    const cut = points.length > 50 ? Math.floor(sorted.length * 0.005) : 0
    return [sorted[cut] ?? 0, sorted[sorted.length - 1 - cut] ?? 0] as const
  }
  const [[west, east], [south, north]] = [bounds(0), bounds(1)]
  const alone = west === east && south === north ? 0.01 : 0
  return [
    [west - alone, south - alone],
    [east + alone, north + alone],
  ]
}
