import { geoMercator } from 'd3-geo'
import type { MultiPolygon, Polygon, Position } from 'geojson'

type Shape = Polygon | MultiPolygon

/** The size of the drawing, and how near two corners may be before one is left out. */
const WIDTH = 600
const EDGE = 6
const NEAREST = 3

export interface OutlineLocatorProps {
  /** What it shows, in words: the drawing says nothing more. */
  readonly label: string
  /** The larger place, whole. */
  readonly outline: Shape
  /** What lies between: the other communes of its EPCI. */
  readonly around: readonly Shape[]
  readonly here: readonly Shape[]
  /** Towns to find one's way by, in degrees. */
  readonly towns: readonly { readonly name: string; readonly longitude: number; readonly latitude: number }[]
}

/** Where a place is, on the outline of a larger one, with what lies between and a few towns. Some kilobytes. */
export const OutlineLocator = ({ label, outline, around, here, towns }: OutlineLocatorProps) => {
  const projection = geoMercator().fitWidth(WIDTH - 2 * EDGE, { type: 'Feature', geometry: outline, properties: {} })
  const project = ([x = 0, y = 0]: Position): readonly [number, number] => {
    const [px = 0, py = 0] = projection([x, y]) ?? []
    return [px + EDGE, py + EDGE]
  }
  const border = ringsOf(outline).map((ring) => ring.map(project))
  const height = Math.ceil(Math.max(...border.flat().map(([, y]) => y)) + EDGE)
  const pathOf = (shapes: readonly Shape[]) =>
    shapes.flatMap((shape) => ringsOf(shape).map((ring) => closedPath(ring.map(project)))).join('')
  return (
    <svg class="locator outline" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label}>
      <path class="land" d={border.map(closedPath).join('')} />
      <path class="around" d={pathOf(around)} />
      <path class="here" d={pathOf(here)} />
      {towns.map(({ name, longitude, latitude }) => {
        const [x, y] = project([longitude, latitude]).map(Math.round)
        return (
          <g class="town">
            <circle cx={x} cy={y} r="8" />
            <text
              x={(x ?? 0) > WIDTH / 2 ? (x ?? 0) - 16 : (x ?? 0) + 16}
              y={(y ?? 0) + 11}
              text-anchor={(x ?? 0) > WIDTH / 2 ? 'end' : 'start'}
            >
              {name}
            </text>
          </g>
        )
      })}
    </svg>
  )
}

const ringsOf = (shape: Shape): readonly (readonly Position[])[] =>
  shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat()

/** A ring as path data in whole units, corners that touch the one before left out; nothing when it is too small to be seen. */
const closedPath = (corners: readonly (readonly [number, number])[]): string => {
  const kept: [number, number][] = []
  for (const [x, y] of corners) {
    const [px = Number.NEGATIVE_INFINITY, py = 0] = kept[kept.length - 1] ?? []
    if (Math.abs(x - px) + Math.abs(y - py) >= NEAREST) kept.push([Math.round(x), Math.round(y)])
  }
  if (kept.length < 3) return ''
  const [[x, y] = [0, 0], ...rest] = kept
  let [fromX, fromY] = [x, y]
  const steps = rest.map(([toX, toY]) => {
    const step = `${toX - fromX} ${toY - fromY}`.replace(' -', '-')
    ;[fromX, fromY] = [toX, toY]
    return step
  })
  return `M${x} ${y}l${steps.join(' ')}z`
}
