export interface TilePlace {
  readonly code: string
  /** Where it is, in any unit that is the same both ways; `y` grows northwards. */
  readonly position?: { readonly x: number; readonly y: number } | undefined
}

export interface Tile {
  readonly code: string
  /** From 0, westwards to eastwards. */
  readonly column: number
  /** From 0, northwards to southwards. */
  readonly row: number
}

type Neighbours = ReadonlyMap<string, readonly string[]>
interface Located {
  readonly code: string
  readonly x: number
  readonly y: number
}

/** A département covers about this part of the rectangle that holds it. */
const COVER = 0.7
const PASSES = 40

/**
 * One equal tile for each place, no two in one cell, no hole in a column: bands of equal width become columns, so that
 * the whole keeps its outline; then tiles beside each other are exchanged while that brings neighbours together. The same
 * places give the same layout, in whatever order they come. A place without a position stands amid its neighbours; when
 * none has one, tiles are laid in the order given, in columns run down then up, so that places of one group touch.
 */
export const tileLayout = (places: readonly TilePlace[], neighbours: Neighbours = new Map()): readonly Tile[] => {
  if (!places.some(({ position }) => position)) return laidInOrder(places)
  const located = allLocated(places, neighbours).toSorted(
    (a, b) => a.x - b.x || a.y - b.y || a.code.localeCompare(b.code),
  )
  const tiles = closer(inColumns(located), neighbours)
  return tiles.toSorted((a, b) => a.code.localeCompare(b.code))
}

const laidInOrder = (places: readonly TilePlace[]): readonly Tile[] => {
  const height = Math.max(1, Math.ceil(Math.sqrt(places.length)))
  return places.map(({ code }, i) => {
    const column = Math.floor(i / height)
    return { code, column, row: column % 2 === 0 ? i % height : height - 1 - (i % height) }
  })
}

const allLocated = (places: readonly TilePlace[], neighbours: Neighbours): readonly Located[] => {
  const known = new Map(places.flatMap(({ code, position }) => (position ? [[code, position] as const] : [])))
  const middle = mean([...known.values()])
  return places.map(({ code, position }) => {
    const around = (neighbours.get(code) ?? []).flatMap((other) => known.get(other) ?? [])
    return { code, ...(position ?? (around.length > 0 ? mean(around) : middle)) }
  })
}

const mean = (points: readonly { readonly x: number; readonly y: number }[]) => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / Math.max(1, points.length),
  y: points.reduce((sum, { y }) => sum + y, 0) / Math.max(1, points.length),
})

const inColumns = (located: readonly Located[]): readonly Tile[] => {
  const [xs, ys] = [located.map(({ x }) => x), located.map(({ y }) => y)]
  const [west, north] = [Math.min(...xs), Math.max(...ys)]
  const [wide, high] = [Math.max(...xs) - west, north - Math.min(...ys)]
  // Places in a line leave no surface: then a tile is worth the length of each one's share.
  const side = Math.max(Math.sqrt((wide * high * COVER) / located.length), Math.max(wide, high) / located.length)
  const last = side > 0 ? Math.max(0, Math.min(located.length - 1, Math.round(wide / side))) : 0
  const bands = new Map<number, Located[]>()
  for (const place of located) {
    const band = wide > 0 ? Math.min(last, Math.floor(((place.x - west) / wide) * (last + 1))) : 0
    bands.set(band, [...(bands.get(band) ?? []), place])
  }
  const columns = [...bands].toSorted(([a], [b]) => a - b).map(([, band]) => band)
  const tiles = columns.flatMap((band, column) => {
    const down = band.toSorted((a, b) => b.y - a.y || a.code.localeCompare(b.code))
    const centre = side > 0 ? (north - mean(band).y) / side : 0
    const top = Math.round(centre - (down.length - 1) / 2)
    return down.map(({ code }, i) => ({ code, column, row: top + i }))
  })
  const first = Math.min(...tiles.map(({ row }) => row))
  return tiles.map((tile) => ({ ...tile, row: tile.row - first }))
}

/** Exchanges tiles beside each other while that shortens the way between neighbours; the cells taken stay the same. */
const closer = (tiles: readonly Tile[], neighbours: Neighbours): readonly Tile[] => {
  const cells = new Map(tiles.map(({ code, column, row }) => [code, { column, row }]))
  const at = new Map(tiles.map(({ code, column, row }) => [`${column} ${row}`, code]))
  const cost = (code: string) => {
    const here = cells.get(code)
    return (neighbours.get(code) ?? []).reduce((sum, other) => {
      const there = cells.get(other)
      return here && there ? sum + (here.column - there.column) ** 2 + (here.row - there.row) ** 2 : sum
    }, 0)
  }
  const exchange = (a: string, b: string) => {
    const [ofA, ofB] = [cells.get(a), cells.get(b)]
    if (!ofA || !ofB) return
    cells.set(a, ofB).set(b, ofA)
    at.set(`${ofB.column} ${ofB.row}`, a).set(`${ofA.column} ${ofA.row}`, b)
  }
  const order = [...at.keys()]
  for (let pass = 0, moved = true; pass < PASSES && moved; pass += 1) {
    moved = false
    for (const cell of order) {
      const [column = 0, row = 0] = cell.split(' ').map(Number)
      for (const beside of [`${column + 1} ${row}`, `${column} ${row + 1}`, `${column + 1} ${row + 1}`]) {
        const [a, b] = [at.get(cell), at.get(beside)]
        if (a === undefined || b === undefined) continue
        const before = cost(a) + cost(b)
        exchange(a, b)
        if (cost(a) + cost(b) < before) moved = true
        else exchange(a, b)
      }
    }
  }
  return [...cells].map(([code, cell]) => ({ code, ...cell }))
}
