import type { Mark, Node } from './typeset.ts'

const short = (n: number): number => Math.round(n * 100) / 100

/** A straight line. */
export const rule = (
  from: readonly [number, number],
  to: readonly [number, number],
  colour: string,
  width = 0.5,
): Mark => ({
  ...{ kind: 'path', x: 0, y: 0, scale: 1, stroke: colour, width },
  d: `M${short(from[0])} ${short(from[1])}L${short(to[0])} ${short(to[1])}`,
})

/** A filled rectangle. */
export const block = (x: number, y: number, width: number, height: number, fill: string): Mark => ({
  ...{ kind: 'path', x, y, scale: 1, fill },
  d: `M0 0h${short(width)}v${short(height)}h${short(-width)}z`,
})

const circle = (r: number): string => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`

/** A full disc. */
export const disc = (x: number, y: number, r: number, fill: string): Mark => ({
  ...{ kind: 'path', x: short(x), y: short(y), scale: 1, fill },
  d: circle(r),
})

/** A circle with nothing inside. */
export const ring = (x: number, y: number, r: number, stroke: string, width = 0.8): Mark => ({
  ...{ kind: 'path', x: short(x), y: short(y), scale: 1, stroke, width },
  d: circle(short(r)),
})

/** A line through points that follow one another; null breaks it. */
export const lineThrough = (spots: readonly (readonly [number, number] | null)[]): string =>
  spots.map((spot, i) => (spot ? `${spots[i - 1] ? 'L' : 'M'}${short(spot[0])} ${short(spot[1])}` : '')).join('')

/** What nobody has to hear: lines and grounds. */
export const decoration = (...children: readonly Mark[]): Node => ({ tag: 'Artifact', children })
