import { count, formatNumber } from '../../kernel/french.ts'
import { type Classes, classOf } from './classes.ts'
import type { FigureProps } from './figure.tsx'
import { sayValue, statusesIn } from './say-value.ts'
import { STATUS_WORDS, type StatedValue } from './stated-value.ts'

/**
 * How an area is filled: the name of its class (`q0` to `q4` from pale to deep, `n…` below and `p…` above zero), with
 * `e` before it for an estimate; or its status when it has no class.
 */
export type Shade = string

/** The most classes that a ramp has: in all, or on each side of zero. */
export const MOST_CLASSES = 5
export const MOST_EACH_SIDE = 3

const SPREAD = [[], [3], [1, 3], [0, 2, 4], [0, 1, 3, 4], [0, 1, 2, 3, 4]] as const

/** The shade of a class, by its place. */
export const shadeOfClass = (i: number, { starts, below }: Classes): Shade => {
  if (below === null) return `q${SPREAD[Math.min(starts.length, MOST_CLASSES)]?.[i] ?? MOST_CLASSES - 1}`
  return i < below ? `n${Math.min(below - 1 - i, MOST_EACH_SIDE - 1)}` : `p${Math.min(i - below, MOST_EACH_SIDE - 1)}`
}

/** The shade of a value: zero, missing and secret have their own, whatever the classes. */
export const shadeOf = (stated: StatedValue, classes: Classes | null): Shade => {
  if (stated.value === null || stated.status === 'zero' || !classes) return stated.status
  const shade = shadeOfClass(classOf(stated.value, classes), classes)
  return stated.status === 'estimated' ? `e${shade}` : shade
}

/** A short name for the patterns of a figure, the same at each drawing, from its title. */
export const patternsOf = (title: string): string => {
  let hash = 0
  for (const sign of title) hash = (Math.imul(hash, 31) + (sign.codePointAt(0) ?? 0)) >>> 0
  return `t${hash.toString(36)}`
}

const isClass = (shade: Shade) => /^e?[qnp]\d/.test(shade)
const isPale = (shade: Shade) => /[qnp]0$|q1$/.test(shade)
const isPlain = (shade: Shade) => /^[qp]\d/.test(shade)

/** The attributes that fill with a shade: a class of the styles, or a pattern of this figure. */
export const fillOf = (shade: Shade, patterns: string) =>
  isPlain(shade) ? { class: shade } : { fill: `url(#${patterns}${shade})` }

/**
 * The patterns of the shades that colour alone would not tell: below zero in stripes, estimates dotted, missing hatched,
 * secret crossed, zero in rings. Drawn `scale` times larger than in a drawing of 400.
 */
export const Patterns = ({
  shades,
  patterns,
  scale = 1,
}: {
  readonly shades: Iterable<Shade>
  readonly patterns: string
  readonly scale?: number
}) => (
  <defs>
    {[...new Set(shades)]
      .filter((shade) => !isPlain(shade))
      .map((shade) => {
        const { size, lines, dots } = textureOf(shade)
        return (
          <pattern
            id={patterns + shade}
            width={size}
            height={size}
            patternUnits="userSpaceOnUse"
            patternTransform={scale === 1 ? undefined : `scale(${scale})`}
          >
            <path class={/^e?([qnp]\d)/.exec(shade)?.[1] ?? 'blank'} d={`M0 0h${size}v${size}H0z`} />
            {lines && <path class={isClass(shade) ? 'light' : 'dark'} d={lines} />}
            {dots && <path class={isClass(shade) && !isPale(shade) ? 'light round' : 'dark round'} d={dots} />}
          </pattern>
        )
      })}
  </defs>
)

/** The strokes of a texture, in a square that repeats. */
const textureOf = (shade: Shade): { readonly size: number; readonly lines?: string; readonly dots?: string } => {
  switch (shade) {
    case 'missing':
      return { size: 5, lines: 'M-1 6L6-1M-1 1L1-1M4 6L6 4' }
    case 'secret':
      return { size: 4, lines: 'M0 0L4 4M4 0L0 4' }
    case 'zero':
      return { size: 7, lines: 'M2 3.5a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0' }
    case 'not-yet':
      return { size: 4, dots: 'M2 2h0' }
    case 'not-applicable':
      return { size: 6 }
  }
  const low = shade.includes('n')
  return {
    size: 5,
    ...(low ? { lines: 'M2.5 0v5' } : {}),
    ...(shade.startsWith('e') ? { dots: low ? 'M0 2.5h0M5 2.5h0' : 'M2.5 2.5h0' } : {}),
  }
}

interface LegendProps {
  readonly values: readonly StatedValue[]
  /** Those of the values, in their order. */
  readonly shades: readonly Shade[]
  readonly classes: Classes | null
  /** Values of the same map at its other dates: their statuses have their line, were it to say that none has it here. */
  readonly elsewhere?: readonly StatedValue[] | undefined
  readonly unit: string | null
  readonly decimals?: number | undefined
  readonly patterns: string
  /** That of the patterns. */
  readonly scale?: number
  /** `communes`: what is counted on each line, one then several. */
  readonly things: readonly [one: string, several: string]
}

/**
 * The bounds of each class in French numbers, their unit once above them, then a line for each status present, with how
 * many there are of each. The line of a status that only other dates have is hidden: who plays the dates shows it.
 */
export const Legend = ({
  values,
  shades,
  classes,
  elsewhere = [],
  unit,
  decimals = 1,
  patterns,
  scale = 1,
  things,
}: LegendProps) => {
  const side = Math.round(16 * scale)
  const counts = new Map<Shade, number>()
  for (const shade of shades) counts.set(shade, (counts.get(shade) ?? 0) + 1)
  const lines = (classes?.starts ?? []).map((_, i) => {
    const shade = classes ? shadeOfClass(i, classes) : ''
    const n = (counts.get(shade) ?? 0) + (counts.get(`e${shade}`) ?? 0)
    return { shade, words: classes ? bounds(i, classes, decimals) : '', n, hidden: false }
  })
  const estimated = shades.find((shade) => shade.startsWith('e'))
  const here = new Map(statusesIn(values))
  const statuses = statusesIn([...values, ...elsewhere]).map(([status]) => {
    const n = here.get(status) ?? 0
    const shade = status === 'estimated' ? (estimated ?? 'eq2') : status
    return { shade, words: STATUS_WORDS[status], n, hidden: n === 0 }
  })
  return (
    <>
      {unit && lines.length > 0 && <p class="unit">En {unit}</p>}
      <ul class="key">
        {[...lines.toReversed(), ...statuses].map(({ shade, words, n, hidden }) => (
          <li data-shade={shade} hidden={hidden}>
            <svg class="swatch" viewBox={`0 0 ${side} ${side}`} aria-hidden="true">
              <rect {...fillOf(shade, patterns)} width={side} height={side} />
            </svg>
            <span>
              {words} <small>({count(n, ...things)})</small>
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

const bounds = (i: number, { starts, max }: Classes, decimals: number): string => {
  const [from = 0, to] = [starts[i], starts[i + 1]]
  if (to !== undefined) return `de ${formatNumber(from, decimals)} à moins de ${formatNumber(to, decimals)}`
  return from === max
    ? formatNumber(max, decimals)
    : `de ${formatNumber(from, decimals)} à ${formatNumber(max, decimals)}`
}

/** The outlined places, named, with their values; nothing when none is. */
export const OutlinedKey = (
  p: Pick<FigureProps, 'unit' | 'decimals'> & {
    readonly places: readonly { readonly name: string; readonly value: StatedValue }[]
  },
) =>
  p.places.length === 0 ? null : (
    <ul class="key">
      {p.places.map(({ name, value }) => (
        <li>
          <svg class="swatch" viewBox="0 0 16 16" aria-hidden="true">
            <path class="ring ink" d="M2 2h12v12H2z" />
          </svg>
          <span>
            <strong>{name}</strong> : {sayValue(value, p.unit, p.decimals)}
          </span>
        </li>
      ))}
    </ul>
  )
