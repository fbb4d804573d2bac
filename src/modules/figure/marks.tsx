import { statusesIn } from './say-value.ts'
import { STATUS_WORDS, type StatedValue, type ValueStatus } from './stated-value.ts'

/** A length or a place in a drawing: one decimal, no useless zero. */
export const short = (n: number): number => Math.round(n * 10) / 10 || 0

const circle = (x: number, y: number, r: number) =>
  `M${short(x - r)} ${short(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0-${2 * r} 0`
const cross = (x: number, y: number, r: number) =>
  `M${short(x - r)} ${short(y - r)}l${2 * r} ${2 * r}m0-${2 * r}l-${2 * r} ${2 * r}`
const square = (x: number, y: number, r: number) => `M${short(x - r)} ${short(y - r)}h${2 * r}v${2 * r}h-${2 * r}z`

/**
 * The mark of a status at a place, as path data. Each has its own shape, so that none rests on colour: full disc for a
 * value, diamond for a zero, hollow disc for an estimate, cross for what is missing, crossed square for what is secret,
 * dash for what is not yet published; nothing for what has no object.
 */
export const markPath = (status: ValueStatus, x: number, y: number, r: number): string => {
  switch (status) {
    case 'value':
    case 'estimated':
      return circle(x, y, r)
    case 'zero':
      return `M${short(x)} ${short(y - r * 1.3)}l${r * 1.3} ${r * 1.3}l-${r * 1.3} ${r * 1.3}l-${r * 1.3}-${r * 1.3}z`
    case 'missing':
      return cross(x, y, r)
    case 'secret':
      return square(x, y, r) + cross(x, y, r)
    case 'not-yet':
      return `M${short(x - r)} ${short(y)}h${2 * r}`
    case 'not-applicable':
      return ''
  }
}

/** How a mark is filled: `hollow` for an estimate, `bare` for marks made of lines, plain otherwise. */
export const markClass = (status: ValueStatus): string =>
  status === 'value' || status === 'zero' ? 'mark' : status === 'estimated' ? 'mark hollow' : 'mark bare'

/** Says what the marks of the drawing mean; nothing when all its values are plain ones. */
export const MarksKey = ({ values }: { readonly values: readonly StatedValue[] }) => {
  const present = statusesIn(values).filter(([status]) => status !== 'not-applicable')
  if (present.length === 0) return null
  return (
    <ul class="key">
      {present.map(([status]) => (
        <li>
          <svg class="swatch" viewBox="0 0 16 16" aria-hidden="true">
            <path class={markClass(status)} d={markPath(status, 8, 8, 5)} />
          </svg>
          {STATUS_WORDS[status]}
        </li>
      ))}
    </ul>
  )
}
