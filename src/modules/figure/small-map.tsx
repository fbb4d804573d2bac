import { formatNumber } from '../../kernel/french.ts'
import { aroundZero, type Classes, quantiles } from './classes.ts'
import type { Contours } from './contours.ts'
import { numbersOf, statusesIn } from './say-value.ts'
import { fillOf, MOST_EACH_SIDE, Patterns, patternsOf, shadeOf, shadeOfClass } from './shades.tsx'
import { STATUS_WORDS, type StatedValue } from './stated-value.ts'

/** What a small map is drawn on: shapes, or a tile for each place. */
export type MapGround =
  | { readonly kind: 'contours'; readonly contours: Contours }
  | {
      readonly kind: 'tiles'
      readonly tiles: readonly { readonly code: string; readonly column: number; readonly row: number }[]
    }

export interface SmallMapProps {
  /** Tells it from the other maps of a page. */
  readonly title: string
  /** What one reads in it, in words: the drawing says nothing more. */
  readonly label: string
  readonly ground: MapGround
  readonly values: ReadonlyMap<string, StatedValue>
  readonly here: ReadonlySet<string>
  readonly decimals: number
}

const SIDE = 10
const CLASSES = 4

/**
 * A map of a hand's width: about as many places in each shade, or shades around zero; the place outlined. It has no
 * links and no table: the page that it belongs to has them. A path a shade, so that hundreds of places weigh little.
 */
export const SmallMap = (p: SmallMapProps) => {
  const drawn = outlinesOf(p.ground)
  const { known, numbers, classes, groups } = shadedOnce(drawn.paths, p.values)
  const patterns = patternsOf(p.title)
  const here = [...p.here].map((code) => drawn.paths.get(code) ?? '').join('')
  return (
    <>
      <svg class="small-map" viewBox={drawn.box} role="img" aria-label={p.label}>
        <Patterns shades={[...groups.keys(), ...legendShades(classes)]} patterns={patterns} scale={drawn.scale} />
        {[...groups].map(([shade, d]) => (
          <path {...fillOf(shade, patterns)} d={d} />
        ))}
        {p.here.size < drawn.paths.size && here && <path class="ring" d={here} />}
      </svg>
      <Ramp {...{ classes, known, numbers, patterns }} side={12 * drawn.scale} decimals={p.decimals} />
    </>
  )
}

/** What a map shades, whatever place is outlined on it. */
interface Shaded {
  readonly known: readonly StatedValue[]
  readonly numbers: readonly number[]
  readonly classes: Classes | null
  /** A path a shade. */
  readonly groups: ReadonlyMap<string, string>
}

const kept = new WeakMap<Outlines, WeakMap<SmallMapProps['values'], Shaded>>()
type Outlines = ReadonlyMap<string, string>

/** The same values on the same outlines are shaded once: the pages of the communes of an intercommunalité have its map. */
const shadedOnce = (paths: Outlines, values: SmallMapProps['values']): Shaded => {
  const before = kept.get(paths) ?? new WeakMap<SmallMapProps['values'], Shaded>()
  kept.set(paths, before)
  const shaded = before.get(values) ?? shadedOn(paths, values)
  before.set(values, shaded)
  return shaded
}

const shadedOn = (paths: Outlines, values: SmallMapProps['values']): Shaded => {
  const known = [...paths.keys()].map((code) => values.get(code) ?? { value: null, status: 'missing' as const })
  const numbers = numbersOf(known.filter(({ status }) => status !== 'zero'))
  const classes = classesOf(numbers)
  const groups = new Map<string, string>()
  let at = 0
  for (const path of paths.values()) {
    const shade = shadeOf(known[at++] ?? { value: null, status: 'missing' }, classes)
    groups.set(shade, (groups.get(shade) ?? '') + path)
  }
  return { known, numbers, classes, groups }
}

const classesOf = (numbers: readonly number[]): Classes | null =>
  numbers.some((n) => n < 0) && numbers.some((n) => n > 0)
    ? aroundZero(numbers, MOST_EACH_SIDE)
    : quantiles(numbers, CLASSES)

interface Drawn {
  readonly paths: Outlines
  readonly box: string
  readonly scale: number
}

type Tiles = Extract<MapGround, { readonly kind: 'tiles' }>['tiles']

const tilesKept = new WeakMap<Tiles, Drawn>()

/** Paths of a ground, the same object as long as it stays the same. */
const outlinesOf = (ground: MapGround): Drawn => {
  if (ground.kind === 'contours') {
    const { paths, width, height } = ground.contours
    return { paths, box: `-4 -4 ${width + 8} ${height + 8}`, scale: width / 120 }
  }
  const drawn = tilesKept.get(ground.tiles) ?? squaresOf(ground.tiles)
  tilesKept.set(ground.tiles, drawn)
  return drawn
}

const squaresOf = (tiles: Tiles): Drawn => {
  const [columns, rows] = [tiles.map(({ column }) => column), tiles.map(({ row }) => row)]
  const paths = new Map(tiles.map(({ code, column, row }) => [code, `M${column * SIDE} ${row * SIDE}h9v9h-9z`]))
  const [across, down] = [Math.max(...columns) + 1, Math.max(...rows) + 1]
  return { paths, box: `-1 -1 ${across * SIDE + 1} ${down * SIDE + 1}`, scale: 0.5 }
}

interface RampProps {
  readonly classes: Classes | null
  readonly known: readonly StatedValue[]
  readonly numbers: readonly number[]
  /** Those of the map, and a swatch's side in their units. */
  readonly patterns: string
  readonly side: number
  readonly decimals: number
}

const legendShades = (classes: Classes | null) => classes?.starts.map((_, i) => shadeOfClass(i, classes)) ?? []

/** From the lowest to the highest, then what has no number. */
const Ramp = ({ classes, known, numbers, patterns, side, decimals }: RampProps) => {
  const shades = legendShades(classes)
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
  const statuses = statusesIn(known).filter(([status]) => status !== 'estimated')
  return (
    <p class="ramp">
      {classes && (
        <span>
          {least < most && formatNumber(least, decimals)}
          <svg
            class={shades.length === 1 ? 'swatches one' : 'swatches'}
            viewBox={`0 0 ${shades.length * side} ${side}`}
            aria-hidden="true"
          >
            {shades.map((shade, i) => (
              <rect {...fillOf(shade, patterns)} x={i * side} width={side} height={side} />
            ))}
          </svg>
          {formatNumber(most, decimals)}
        </span>
      )}
      {statuses.map(([status, n]) => (
        <span>
          <svg class="swatches one" viewBox={`0 0 ${side} ${side}`} aria-hidden="true">
            <rect {...fillOf(status, patterns)} width={side} height={side} />
          </svg>
          {`${STATUS_WORDS[status]} (${n})`}
        </span>
      ))}
    </p>
  )
}
