export interface LocatorProps {
  /** What it shows, in words: the drawing says nothing more. */
  readonly label: string
  readonly tiles: readonly { readonly code: string; readonly column: number; readonly row: number }[]
  /** Codes of the tiles that are the place. */
  readonly here: ReadonlySet<string>
}

const SIDE = 10
const GAP = 1.4

/** Where a place is among the communes around: equal tiles, its own in full. One path each, some kilobytes at most. */
export const Locator = ({ label, tiles, here }: LocatorProps) => {
  const own = tiles.filter(({ code }) => here.has(code))
  if (own.length === 0) return null
  const { box, squares } = groundOf(tiles)
  return (
    <svg class="locator" viewBox={box} role="img" aria-label={label}>
      <path class="others" d={squares} />
      <path class="here" d={squaresOf(own)} />
    </svg>
  )
}

type Tiles = LocatorProps['tiles']

const squaresOf = (tiles: Tiles): string =>
  tiles.map(({ column, row }) => `M${column * SIDE} ${row * SIDE}h${SIDE - GAP}v${SIDE - GAP}h-${SIDE - GAP}z`).join('')

const kept = new WeakMap<Tiles, { readonly box: string; readonly squares: string }>()

/** All the tiles, drawn once for as long as they stay the same: each place is drawn over them. */
const groundOf = (tiles: Tiles) => {
  const known = kept.get(tiles)
  if (known) return known
  const across = Math.max(...tiles.map(({ column }) => column)) + 1
  const down = Math.max(...tiles.map(({ row }) => row)) + 1
  const ground = { box: `0 0 ${across * SIDE} ${down * SIDE}`, squares: squaresOf(tiles) }
  kept.set(tiles, ground)
  return ground
}
