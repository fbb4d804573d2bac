import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { shippedTiles } from './shipped-tiles.node.ts'
import { type Tile, type TilePlace, tileLayout } from './tile-layout.ts'

const coordinate = fc.double({ min: -10, max: 10, noNaN: true })
const placed = fc.uniqueArray(
  fc.record({
    code: fc.string({ minLength: 1, maxLength: 3 }),
    position: fc.option(fc.record({ x: coordinate, y: coordinate }), { nil: undefined }),
  }),
  { selector: ({ code }) => code, maxLength: 60 },
)
/** Places, and which touch which, both ways. */
const territory = fc.tuple(placed, fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 80 })).map(([places, pairs]) => {
  const neighbours = new Map<string, string[]>()
  for (const [i, j] of pairs) {
    const [a, b] = [places[i % places.length]?.code, places[j % places.length]?.code]
    if (a === undefined || b === undefined || a === b) continue
    neighbours.set(a, [...(neighbours.get(a) ?? []), b])
    neighbours.set(b, [...(neighbours.get(b) ?? []), a])
  }
  return { places, neighbours }
})
const cell = ({ column, row }: Tile) => `${column} ${row}`

test('each place has one tile, and no two the same cell', () => {
  fc.assert(
    fc.property(territory, ({ places, neighbours }) => {
      const tiles = tileLayout(places, neighbours)
      assert.deepEqual(tiles.map(({ code }) => code).toSorted(), places.map(({ code }) => code).toSorted())
      assert.equal(new Set(tiles.map(cell)).size, places.length)
    }),
  )
})

test('columns follow each other from 0, without a hole', () => {
  fc.assert(
    fc.property(territory, ({ places, neighbours }) => {
      const columns = new Map<number, number[]>()
      for (const { column, row } of tileLayout(places, neighbours))
        columns.set(column, [...(columns.get(column) ?? []), row])
      assert.deepEqual(
        [...columns.keys()].toSorted((a, b) => a - b),
        [...columns.keys()].map((_, i) => i),
      )
      for (const rows of columns.values()) assert.equal(Math.max(...rows) - Math.min(...rows) + 1, rows.length)
      if (places.length > 0) assert.equal(Math.min(...[...columns.values()].flat()), 0)
    }),
  )
})

test('the order in which places come changes nothing', () => {
  fc.assert(
    fc.property(territory, ({ places, neighbours }) => {
      fc.pre(places.some(({ position }) => position))
      assert.deepEqual(tileLayout(places.toReversed(), neighbours), tileLayout(places, neighbours))
    }),
  )
})

test('a square of places keeps its rows and columns', () => {
  const places = Array.from(
    { length: 49 },
    (_, i): TilePlace => ({
      code: String(i).padStart(2, '0'),
      position: { x: i % 7, y: -Math.floor(i / 7) },
    }),
  )
  const tiles = tileLayout(places)
  const west = tiles.filter(({ code }) => Number(code) % 7 === 0).map(({ column }) => column)
  const east = tiles.filter(({ code }) => Number(code) % 7 === 6).map(({ column }) => column)
  assert.ok(Math.max(...west) < Math.min(...east))
  const corner = (code: string) => tiles.find((tile) => tile.code === code)
  assert.ok((corner('00')?.row ?? 99) < (corner('42')?.row ?? 0))
})

test('without any position, places that follow each other touch', () => {
  const tiles = tileLayout(Array.from({ length: 30 }, (_, i) => ({ code: String(i) })))
  for (const [i, tile] of tiles.slice(1).entries()) {
    const before = tiles[i] ?? assert.fail()
    assert.equal(Math.abs(tile.column - before.column) + Math.abs(tile.row - before.row), 1)
  }
})

test('the Yonne comes with its layout: 423 tiles, Sens to the north, Avallon to the south, compact', () => {
  const tiles = shippedTiles('89') ?? assert.fail('aucune disposition pour l’Yonne')
  const of = (code: string) => tiles.find((tile) => tile.code === code) ?? assert.fail(code)
  assert.equal(new Set(tiles.map(cell)).size, 423)
  assert.ok(of('89387').row < of('89024').row && of('89024').row < of('89025').row)
  const size = (pick: (tile: Tile) => number) => Math.max(...tiles.map(pick)) + 1
  assert.ok(size(({ column }) => column) * size(({ row }) => row) < 423 * 2)
})
