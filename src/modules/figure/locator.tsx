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
  if (!tiles.some(({ code }) => here.has(code))) return null
  const [across, down] = [
    Math.max(...tiles.map(({ column }) => column)) + 1,
    Math.max(...tiles.map(({ row }) => row)) + 1,
  ]
  const squares = (inside: boolean) =>
    tiles
      .filter(({ code }) => here.has(code) === inside)
      .map(({ column, row }) => `M${column * SIDE} ${row * SIDE}h${SIDE - GAP}v${SIDE - GAP}h-${SIDE - GAP}z`)
      .join('')
  return (
    <svg class="locator" viewBox={`0 0 ${across * SIDE} ${down * SIDE}`} role="img" aria-label={label}>
      <path class="others" d={squares(false)} />
      <path class="here" d={squares(true)} />
    </svg>
  )
}
