import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Polygon } from 'geojson'
import { drawAreas, type Spot } from './topology.ts'

const polygon = (...spots: [number, number][]): Polygon => ({
  type: 'Polygon',
  coordinates: [[...spots, spots[0] ?? [0, 0]]],
})
const same = (spot: Spot): Spot => spot

test('the border of two areas is drawn once, and what one has alone apart', () => {
  const left = polygon([0, 0], [10, 0], [10, 10], [0, 10])
  const right = polygon([10, 0], [20, 0], [20, 10], [10, 10])
  const { areas, inside, outline } = drawAreas([left, right], same, 0.5)
  assert.equal(areas.length, 2)
  assert.equal(inside, 'M10 0v10')
  assert.equal(outline.match(/M/g)?.length, 1, 'one line goes all around')
})

test('an area inside another is drawn with the same border as the hole it fills', () => {
  const ring = [
    [4, 4],
    [6, 4],
    [6, 6],
    [4, 6],
  ] as [number, number][]
  const hole: Polygon = {
    type: 'Polygon',
    coordinates: [...polygon([0, 0], [10, 0], [10, 10], [0, 10]).coordinates, [...ring.toReversed(), [4, 6]]],
  }
  const { inside, areas } = drawAreas([hole, polygon(...ring)], same, 0.5)
  assert.equal(inside.match(/M/g)?.length, 1)
  assert.match(areas[0] ?? '', /z.*z/)
})

/** Twice the surface that a path of whole steps encloses. */
const surface = (path: string): number => {
  let [x, y, sx, sy, total] = [0, 0, 0, 0, 0]
  const step = (nx: number, ny: number) => {
    total += x * ny - nx * y
    ;[x, y] = [nx, ny]
  }
  for (const [, letter, a = '0', b = '0'] of path.matchAll(/([Mlhv])(-?\d+)(?: ?(-?\d+))?/g)) {
    if (letter === 'M') [x, y] = [sx, sy] = [Number(a), Number(b)]
    else step(letter === 'v' ? x : x + Number(a), letter === 'v' ? y + Number(a) : letter === 'h' ? y : y + Number(b))
  }
  step(sx, sy)
  return Math.abs(total)
}

test('areas that fill a square still fill it once simplified: no gap and no overlap', () => {
  const shift = fc.tuple(fc.double({ min: -30, max: 30, noNaN: true }), fc.double({ min: -30, max: 30, noNaN: true }))
  fc.assert(
    fc.property(fc.array(shift, { minLength: 16, maxLength: 16 }), (shifts) => {
      // Five by five knots, the inner ones shifted; on each inner side, one more place that simplifying may leave out.
      const knot = (i: number, j: number): [number, number] => {
        const [dx, dy] = i % 4 && j % 4 ? (shifts[(i - 1) * 3 + j - 1] ?? [0, 0]) : [0, 0]
        return [i * 100 + dx, j * 100 + dy]
      }
      const side = (a: [number, number], b: [number, number]): [number, number][] => {
        const [p, q] = a[0] + a[1] < b[0] + b[1] ? [a, b] : [b, a]
        return [a, [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2 + (p[0] % 100 === 0 || q[0] % 100 === 0 ? 0 : 2)]]
      }
      const cells = Array.from({ length: 16 }, (_, n) => {
        const [i, j] = [n % 4, Math.floor(n / 4)]
        const corners = [knot(i, j), knot(i + 1, j), knot(i + 1, j + 1), knot(i, j + 1)]
        return polygon(...corners.flatMap((corner, k) => side(corner, corners[(k + 1) % 4] ?? corner)))
      })
      const { areas } = drawAreas(cells, same, 3)
      const total = areas.reduce((sum, path) => sum + surface(path), 0)
      assert.equal(total, 2 * 400 * 400)
    }),
  )
})
