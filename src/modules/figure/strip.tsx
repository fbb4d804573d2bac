import { extent } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { formatNumber } from '../../kernel/french.ts'
import { short } from './marks.tsx'
import { medianOf } from './say-value.ts'

export interface StripProps {
  /** What one reads in it, in words: the drawing says nothing more. */
  readonly label: string
  /** The numbers of the others. */
  readonly others: readonly number[]
  readonly here: number
  readonly decimals: number
}

const WIDTH = 320

/** A value among those of others, as strokes along a line: itself in full, the median dashed. Null without others. */
export const Strip = ({ label, others, here, decimals }: StripProps) => {
  const median = medianOf([...others, here])
  if (others.length === 0 || median === null) return null
  const [low = 0, high = 0] = extent([...others, here])
  const x = scaleLinear(low === high ? [low - 1, high + 1] : [low, high], [6, WIDTH - 6])
  const places = [...new Set(others.map((value) => Math.round(x(value))))].toSorted((a, b) => a - b)
  return (
    <>
      <svg class="strip" viewBox={`0 0 ${WIDTH} 46`} role="img" aria-label={label}>
        <path class="base" d={`M0 36H${WIDTH}`} />
        <path class="peers" d={places.map((at) => `M${at} 16v20`).join('')} />
        <path class="median" d={`M${short(x(median))} 8v34`} />
        <path class="here" d={`M${short(x(here) - 3.5)} 4h7v34h-7z`} />
      </svg>
      <p class="ends" aria-hidden="true">
        <span>{formatNumber(low, decimals)}</span>
        <span>{formatNumber(high, decimals)}</span>
      </p>
    </>
  )
}
