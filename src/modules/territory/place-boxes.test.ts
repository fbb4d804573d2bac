import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Level } from './place.ts'
import { placeBoxes } from './place-boxes.ts'

const square = (west: number, south: number) => ({
  edition: 2026,
  source: 'essai',
  geometry: {
    type: 'Polygon' as const,
    // Clockwise, as d3 draws on the sphere.
    coordinates: [
      [
        [west, south],
        [west, south + 1],
        [west + 1, south + 1],
        [west + 1, south],
        [west, south],
      ],
    ] as [number, number][][],
  },
})

test('boxes are asked once a level, and again when other contours are taken in', async () => {
  const known = new Map([
    ['89024', square(3, 47)],
    ['89', square(2, 46)],
  ])
  const asked: string[] = []
  let revision = 'a'
  const of = async (level: Level, codes: readonly string[]) => {
    asked.push(`${level} ${codes.join(' ')}`)
    return new Map([...known].filter(([code]) => codes.includes(code)))
  }
  const boxesOf = placeBoxes({ of }, async () => revision)
  const ids = ['commune:89024', 'commune:89206', 'departement:89', 'commune:89024', 'ailleurs:1']
  const found = await boxesOf(ids)
  assert.deepEqual([...found.keys()], ['commune:89024', 'departement:89'])
  assert.deepEqual(
    found.get('commune:89024')?.map((degrees) => Math.round(degrees)),
    [3, 47, 4, 48],
  )
  assert.deepEqual(asked.toSorted(), ['commune 89024 89206', 'departement 89'])
  await boxesOf(ids)
  assert.equal(asked.length, 2)

  revision = 'b'
  known.set('89206', square(4, 48))
  assert.equal((await boxesOf(['commune:89206'])).size, 1)
  assert.equal(asked.at(-1), 'commune 89206')
})
