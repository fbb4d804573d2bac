import { type Block, blockOf } from './blocks.tsx'
import { COLOURS } from './frame.ts'

/** Where a place is in a larger one: two shapes in one plane. */
export interface Locator {
  readonly width: number
  readonly height: number
  /** Path data. */
  readonly land: string
  readonly here: string
}

/** The larger place in the colour of land, the place itself in full, as high as one says. */
export const locatorBlock = ({ width, height, land, here }: Locator, high: number): Block => {
  const scale = high / height
  return blockOf(width * scale, high, (x, y) => (
    <g transform={`translate(${Math.round(x)} ${Math.round(y)}) scale(${scale.toFixed(4)})`}>
      <path d={land} fill={COLOURS.land} stroke={COLOURS.strong} stroke-width={(1.4 / scale).toFixed(1)} />
      <path
        d={here}
        fill={COLOURS.gold}
        stroke={COLOURS.deep}
        stroke-width={(2 / scale).toFixed(1)}
        stroke-linejoin="round"
      />
    </g>
  ))
}
