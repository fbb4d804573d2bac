import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Box, boxOfSquare, gridFor, squareOf } from './place-grid.ts'

const degrees = (least: number, most: number) => fc.double({ min: least, max: most, noNaN: true })
const view = fc
  .tuple(degrees(-179, 178), degrees(-80, 79), degrees(0.001, 1), degrees(0.001, 1))
  .map(([x, y, width, height]): Box => [x, y, x + width, y + height])

test('a position lies in its square', () => {
  fc.assert(
    fc.property(view, degrees(0, 1), degrees(0, 1), (box, across, up) => {
      const [west, south, east, north] = box
      const [x, y] = [west + across * (east - west), south + up * (north - south)]
      const grid = gridFor(box)
      const square = boxOfSquare(grid, squareOf(grid, x, y))
      const near = 1e-9
      assert.ok(square[0] <= x + near && x <= square[2] + near, `${x} in ${square}`)
      assert.ok(square[1] <= y + near && y <= square[3] + near, `${y} in ${square}`)
    }),
  )
})

test('eight to sixteen squares lie along the longer side of a view, and half a view has squares half as large', () => {
  fc.assert(
    fc.property(view, (box) => {
      const { side } = gridFor(box)
      const [west, south, east, north] = box
      const [, low] = squareOf({ side }, west, south)
      const [, high] = squareOf({ side }, east, north)
      const along = Math.max((east - west) / side, high - low)
      assert.ok(along >= 7 && along <= 17, `${along} squares`)
    }),
  )
  assert.equal(gridFor([2, 0, 4, 1]).side, 2 * gridFor([2, 0, 3, 0.5]).side)
})

test('a view of a single point has a grid', () => {
  assert.ok(gridFor([3.5, 47.8, 3.5, 47.8]).side > 0)
})
