/** West, south, east and north, in degrees (WGS 84). */
export type Box = readonly [number, number, number, number]

/** The whole earth. */
export const WORLD: Box = [-180, -90, 180, 90]

/** Squares of a map on Mercator’s plane: `side` is theirs, in degrees of longitude. Their corners do not move with the view. */
export interface Grid {
  readonly side: number
}

/** Squares, at least this many and less than twice as many, lie along the longer side of a view. */
const ALONG = 8
/** Beyond, Mercator’s plane has no end: web maps stop there. */
const FARTHEST = 85.05

/** The grid that suits a view: each time one comes twice as near, squares are twice as small. */
export const gridFor = ([west, south, east, north]: Box): Grid => {
  const longer = Math.max(east - west, mercator(north) - mercator(south), 1e-6)
  return { side: 360 / 2 ** Math.ceil(Math.log2((ALONG * 360) / longer)) }
}

/** The square of a position: its column from the antimeridian, its row from the equator. */
export const squareOf = ({ side }: Grid, longitude: number, latitude: number): readonly [number, number] => [
  Math.floor((longitude + 180) / side),
  Math.floor(mercator(latitude) / side),
]

/** Where a square lies. */
export const boxOfSquare = ({ side }: Grid, [column, row]: readonly [number, number]): Box => [
  column * side - 180,
  latitudeAt(row * side),
  (column + 1) * side - 180,
  latitudeAt((row + 1) * side),
]

/** How far north of the equator a latitude is drawn on Mercator’s plane, in degrees of longitude. */
const mercator = (latitude: number): number => {
  const kept = Math.max(-FARTHEST, Math.min(FARTHEST, latitude))
  return (Math.log(Math.tan(Math.PI / 4 + (kept * Math.PI) / 360)) * 180) / Math.PI
}

const latitudeAt = (drawn: number): number => (Math.atan(Math.sinh((drawn * Math.PI) / 180)) * 180) / Math.PI
