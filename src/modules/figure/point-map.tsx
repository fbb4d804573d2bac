import { type GeoProjection, geoMercator, geoPath } from 'd3-geo'
import type { Geometry } from 'geojson'
import { formatNumber } from '../../kernel/french.ts'

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
const HEIGHT = 480

/** A quiet map: points or shapes on a plate ruled in degrees. Its frame leaves out the farthest points, so that one mistake does not empty it. */
export const PointMap = (p: PointMapProps) => {
  const coordinates = p.points.map(([x, y]) => [x, y] as [number, number])
  if (coordinates.length + p.shapes.length === 0) return null
  const fitted =
    p.shapes.length > 0
      ? { type: 'GeometryCollection' as const, geometries: [...p.shapes] }
      : { type: 'MultiPoint' as const, coordinates: corners(coordinates) }
  const projection = geoMercator().fitExtent(
    [
      [24, 24],
      [WIDTH - 24, HEIGHT - 34],
    ],
    fitted,
  )
  const draw = geoPath(projection).digits(1)
  const radius = coordinates.length > 400 ? 2.2 : coordinates.length > 60 ? 3.5 : 6
  return (
    <figure class="chart">
      <figcaption>
        <strong>{p.title}</strong>
        {p.sentence}
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${p.title}. ${p.sentence}`}>
        <rect class="plate" width={WIDTH} height={HEIGHT} />
        <Degrees projection={projection} />
        {p.shapes.length > 0 && <path class="land" d={p.shapes.map((shape) => draw(shape) ?? '').join('')} />}
        {coordinates.map((point) => {
          const [x = -9, y = -9] = projection(point) ?? []
          const inside = x >= 0 && y >= 0 && x <= WIDTH && y <= HEIGHT
          return inside ? <circle class="point" cx={x.toFixed(1)} cy={y.toFixed(1)} r={radius} /> : null
        })}
      </svg>
      <p class="origin">Source : {p.source}. Le tableau des lignes, plus bas, dit la même chose.</p>
    </figure>
  )
}

const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 45]

/** Meridians and parallels at round degrees, four or five across. */
const Degrees = ({ projection }: { readonly projection: GeoProjection }) => {
  const [west = 0, north = 0] = projection.invert?.([0, 0]) ?? []
  const [east = 0, south = 0] = projection.invert?.([WIDTH, HEIGHT]) ?? []
  const step = STEPS.find((s) => (east - west) / s <= 5) ?? 90
  const between = (low: number, high: number) =>
    Array.from({ length: Math.max(0, Math.floor(high / step) - Math.ceil(low / step) + 1) }, (_, i) =>
      Number(((Math.ceil(low / step) + i) * step).toFixed(4)),
    )
  return (
    <g>
      {between(west, east).map((degree) => {
        const x = (projection([degree, north])?.[0] ?? 0).toFixed(1)
        return (
          <g>
            <line class="axis" x1={x} x2={x} y1="0" y2={HEIGHT} />
            {Number(x) < WIDTH - 60 && (
              <text x={Number(x) + 4} y={HEIGHT - 7}>
                {`${formatNumber(Math.abs(degree))}° ${degree < 0 ? 'O' : 'E'}`}
              </text>
            )}
          </g>
        )
      })}
      {between(south, north).map((degree) => {
        const y = (projection([west, degree])?.[1] ?? 0).toFixed(1)
        return (
          <g>
            <line class="axis" x1="0" x2={WIDTH} y1={y} y2={y} />
            <text x="5" y={Number(y) - 5}>
              {`${formatNumber(Math.abs(degree))}° ${degree < 0 ? 'S' : 'N'}`}
            </text>
          </g>
        )
      })}
    </g>
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
