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
  /** The place itself when it may be too small to be seen, in degrees. */
  readonly pin?: { readonly longitude: number; readonly latitude: number } | null | undefined
  /** Towns to find one's way by, in degrees, the largest first: those whose name would cover that of a larger one are left out. */
  readonly towns: readonly { readonly name: string; readonly longitude: number; readonly latitude: number }[]
}

/** Where a place is, on the outline of a larger one, with what lies between and a few towns. Some kilobytes. */
export const OutlineLocator = ({ label, outline, around, here, pin, towns }: OutlineLocatorProps) => {
  const { project, height, land, pathOf } = frameOf(outline)
  return (
    <svg class="locator outline" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={label}>
      <path class="land" d={land} />
      <path class="around" d={around.map(pathOf).join('')} />
      <path class="here" d={here.map(pathOf).join('')} />
      {pin && <Pin at={project([pin.longitude, pin.latitude])} />}
      {apart(towns.map(({ name, longitude, latitude }) => ({ name, at: project([longitude, latitude]) }))).map(
        (town) => (
          <Town {...town} />
        ),
      )}
    </svg>
  )
}

interface LocatorFrame {
  readonly project: (position: Position) => readonly [number, number]
  readonly height: number
  readonly land: string
  /** The path of a shape in the frame, worked out once. */
  readonly pathOf: (shape: Shape) => string
}

const frames = new WeakMap<Shape, LocatorFrame>()

/** The frame that an outline gives, worked out once for as long as the outline stays the same. */
const frameOf = (outline: Shape): LocatorFrame => {
  const frame = frames.get(outline) ?? framed(outline)
  frames.set(outline, frame)
  return frame
}

const framed = (outline: Shape): LocatorFrame => {
  const projection = geoMercator().fitWidth(WIDTH - 2 * EDGE, { type: 'Feature', geometry: outline, properties: {} })
  const project = ([x = 0, y = 0]: Position): readonly [number, number] => {
    const [px = 0, py = 0] = projection([x, y]) ?? []
    return [px + EDGE, py + EDGE]
  }
  const border = ringsOf(outline).map((ring) => ring.map(project))
  const paths = new WeakMap<Shape, string>()
  const pathOf = (shape: Shape): string => {
    const path =
      paths.get(shape) ??
      ringsOf(shape)
        .map((ring) => closedPath(ring.map(project)))
        .join('')
    paths.set(shape, path)
    return path
  }
  return {
    project,
    height: Math.ceil(Math.max(...border.flat().map(([, y]) => y)) + EDGE),
    land: border.map(closedPath).join(''),
    pathOf,
  }
}

interface NamedSpot {
  readonly name: string
  readonly at: readonly [number, number]
}

const isWest = ({ at: [x] }: NamedSpot): boolean => x > WIDTH / 2

/** How much room a name takes at its size on the drawing, in the widest of the fonts that readers have. */
const LETTER = 25
const LINE = 46

/** Where a town and its name are, from left to right. */
const spanOf = (town: NamedSpot): readonly [number, number] => {
  const [x] = town.at
  const long = 24 + town.name.length * LETTER
  return isWest(town) ? [x - long, x + 10] : [x - 10, x + long]
}

/** The first, and those whose names stay in the drawing and cover none before. */
const apart = (towns: readonly NamedSpot[]): readonly NamedSpot[] => {
  const kept: NamedSpot[] = []
  for (const town of towns) {
    const [left, right] = spanOf(town)
    const covers = kept.some((other) => {
      const [from, to] = spanOf(other)
      return Math.abs(other.at[1] - town.at[1]) < LINE && left < to && right > from
    })
    if (kept.length === 0 || (!covers && left > 0 && right < WIDTH)) kept.push(town)
  }
  return kept
}

const Town = (town: NamedSpot) => {
  const {
    name,
    at: [x, y],
  } = town
  const west = isWest(town)
  return (
    <g class="town">
      <circle cx={Math.round(x)} cy={Math.round(y)} r="8" />
      <text x={Math.round(x) + (west ? -16 : 16)} y={Math.round(y) + 11} text-anchor={west ? 'end' : 'start'}>
        {name}
      </text>
    </g>
  )
}

const Pin = ({ at: [x, y] }: { readonly at: readonly [number, number] }) => (
  <circle class="pin" cx={Math.round(x)} cy={Math.round(y)} r="20" />
)

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
