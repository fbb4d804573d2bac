import { type Contours, contoursOf, MAP_WIDTH } from '../figure/index.ts'
import type { Contour } from '../territory/index.ts'

const kept = new WeakMap<ReadonlyMap<string, Contour>, Map<number, Contours>>()

/** Paths of shapes in a drawing of a width, worked out once for as long as the shapes stay the same. */
export const drawnContours = (contours: ReadonlyMap<string, Contour>, width = MAP_WIDTH): Contours => {
  const drawn = kept.get(contours) ?? new Map<number, Contours>()
  kept.set(contours, drawn)
  const areas = () => [...contours].map(([code, { geometry }]) => ({ code, shape: geometry }))
  const known = drawn.get(width) ?? contoursOf(areas(), width)
  drawn.set(width, known)
  return known
}
