import { type Contours, contoursOf } from '../figure/index.ts'
import type { Contour } from '../territory/index.ts'

const kept = new WeakMap<ReadonlyMap<string, Contour>, Contours>()

/** Paths of shapes, worked out once for as long as the shapes stay the same. */
export const drawnContours = (contours: ReadonlyMap<string, Contour>): Contours => {
  const known =
    kept.get(contours) ?? contoursOf([...contours].map(([code, { geometry }]) => ({ code, shape: geometry })))
  kept.set(contours, known)
  return known
}
