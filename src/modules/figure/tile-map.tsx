import { type Classes, jenks } from './classes.ts'
import { Figure, type FigureProps, ValuesTable, withUnit } from './figure.tsx'
import { numbersOf, sayValue } from './say-value.ts'
import { fillOf, Legend, MOST_CLASSES, OutlinedKey, Patterns, patternsOf, type Shade, shadeOf } from './shades.tsx'
import type { StatedValue } from './stated-value.ts'

export interface Tile {
  /** Written on the tile when it has three signs at most. */
  readonly code: string
  readonly name: string
  /** From the left, from 0. */
  readonly column: number
  /** From the top, from 0. */
  readonly row: number
  readonly value: StatedValue
  readonly href?: string | undefined
}

export interface TileMapProps extends FigureProps {
  readonly tiles: readonly Tile[]
  /** Five of Fisher's when not said. */
  readonly classes?: Classes | null | undefined
  /** Values of the same map at its other dates: their textures and their lines in the legend are there too. */
  readonly elsewhere?: readonly StatedValue[] | undefined
  /** Codes of the tiles to outline and name. */
  readonly here?: readonly string[] | undefined
  readonly things: readonly [one: string, several: string]
}

const SIDE = 24

/** Equal squares laid out like the places they stand for: the small ones are seen as well as the large. */
export const TileMap = (p: TileMapProps) => {
  if (p.tiles.length === 0) return null
  const values = p.tiles.map((tile) => tile.value)
  const classed = values.filter(({ status }) => status === 'value' || status === 'estimated')
  const classes = p.classes === undefined ? jenks(numbersOf(classed), MOST_CLASSES) : p.classes
  const shades = values.map((value) => shadeOf(value, classes))
  const patterns = patternsOf(p.title)
  const textures = [...shades, ...(p.elsewhere ?? []).map((value) => shadeOf(value, classes))]
  const here = p.tiles.filter((tile) => p.here?.includes(tile.code))
  const across = Math.max(...p.tiles.map((tile) => tile.column)) + 1
  const down = Math.max(...p.tiles.map((tile) => tile.row)) + 1
  return (
    <Figure
      {...p}
      look="tiles"
      table={
        <ValuesTable
          {...p}
          heads={[p.things[0].replace(/^./, (sign) => sign.toUpperCase()), withUnit('Valeur', p.unit)]}
          rows={p.tiles.map((tile) => ({ label: tile.name, href: tile.href, values: [tile.value] }))}
        />
      }
    >
      <div class="beside">
        <svg
          viewBox={`-2 -2 ${across * SIDE + 3} ${down * SIDE + 3}`}
          role={p.tiles.some((tile) => tile.href) ? 'group' : 'img'}
          aria-label={`Carte en carrés égaux. ${p.title}. ${p.sentence}`}
        >
          <Patterns shades={textures} patterns={patterns} />
          {p.tiles.map((tile, i) => drawnTile(tile, shades[i] ?? 'missing', patterns, p))}
          {here.map((tile) => (
            <path class="ring ink" d={squareAt(tile)} />
          ))}
        </svg>
        <div>
          <Legend {...p} {...{ values, shades, classes, patterns }} />
          <OutlinedKey {...p} places={here} />
        </div>
      </div>
    </Figure>
  )
}

const squareAt = ({ column, row }: Pick<Tile, 'column' | 'row'>) =>
  `M${column * SIDE} ${row * SIDE}h${SIDE - 1}v${SIDE - 1}h-${SIDE - 1}z`

// A function and not a component: hundreds of them are drawn.
const drawnTile = (
  tile: Tile,
  shade: Shade,
  patterns: string,
  { unit, decimals }: Pick<FigureProps, 'unit' | 'decimals'>,
) => {
  const title = <title>{`${tile.name} : ${sayValue(tile.value, unit, decimals)}`}</title>
  const square = <path {...fillOf(shade, patterns)} d={squareAt(tile)} />
  const code = tile.code.length <= 3 && (
    <text class={inkOn(shade)} x={(tile.column + 0.5) * SIDE - 0.5} y={tile.row * SIDE + 15.5}>
      {tile.code}
    </text>
  )
  return tile.href ? (
    <a href={tile.href} tabindex={-1}>
      {title}
      {square}
      {code}
    </a>
  ) : (
    <g>
      {title}
      {square}
      {code}
    </g>
  )
}

/** How a code is written so that it reads on its shade: the pale and textured ones have their own ways. */
const inkOn = (shade: Shade) => {
  if (['q3', 'q4', 'p2'].includes(shade)) return 'on-deep'
  if (['q2', 'p1'].includes(shade)) return 'on-mid'
  return /^[qp]/.test(shade) ? undefined : 'halo'
}
