import type { Polygon } from 'geojson'
import type { ChoroplethArea, PyramidProps, RankedPlace, StatedValue, Tile, ValueStatus } from '../../figure/index.ts'

export const SOURCE = 'Exemple : valeurs inventées pour montrer la figure'
export const RATE = { source: SOURCE, unit: '%', decimals: 1 } as const
export const THINGS = ['commune', 'communes'] as const

/** A value of an example: plain, or with its status. */
export const stated = (
  value: number | null,
  status: ValueStatus = value === null ? 'missing' : 'value',
): StatedValue => ({
  value,
  status,
})

/** A series of an example: numbers, or the status of what is none. */
export const series = (...values: readonly (number | ValueStatus)[]): readonly StatedValue[] =>
  values.map((value) =>
    typeof value === 'number' ? stated(value, value === 0 ? 'zero' : 'value') : stated(null, value),
  )

/** A number from 0 to 1 that looks like chance and is always the same for the same rank. */
const scattered = (i: number): number => {
  const x = Math.sin(i * 12.9898 + 4.1) * 43758.5453
  return x - Math.floor(x)
}

/** Invented places, each with a value, all statuses among them. */
export const examplePlaces = (n: number): readonly RankedPlace[] =>
  Array.from({ length: n }, (_, i) => {
    const value = Math.round((8 + 5 * scattered(i) + 6 * scattered(i + 500) + (i % 9 === 0 ? 6 : 0)) * 10) / 10
    const special = (['secret', 'missing', 'estimated', 'not-yet', 'not-applicable'] as const)[(i - 3) / 7]
    return {
      name: `Exemple-${i + 1}`,
      value: valued(i === 6 ? 0 : value, special),
      here: i === 4 || i === 16,
    }
  })

const valued = (value: number, special: ValueStatus | undefined): StatedValue =>
  special === undefined
    ? stated(value, value === 0 ? 'zero' : 'value')
    : stated(special === 'estimated' ? value : special === 'zero' ? 0 : null, special)

const ACROSS = 9
const DOWN = 7

/** A knot of the net, in degrees. */
const knot = (x: number, y: number): [number, number] => {
  const i = y * (ACROSS + 1) + x
  return [3 + 0.11 * (x + 0.6 * (scattered(i) - 0.5)), 48.3 - 0.08 * (y + 0.6 * (scattered(i + 99) - 0.5))]
}

/** The border of the whole net. */
export const exampleOutline = (): Polygon => {
  const along = (length: number, at: (i: number) => [number, number]) => Array.from({ length }, (_, i) => at(i))
  const ring = [
    ...along(ACROSS, (i) => knot(i, 0)),
    ...along(DOWN, (i) => knot(ACROSS, i)),
    ...along(ACROSS, (i) => knot(ACROSS - i, DOWN)),
    ...along(DOWN, (i) => knot(0, DOWN - i)),
  ]
  return { type: 'Polygon', coordinates: [[...ring, knot(0, 0)]] }
}

/** Invented points, strewn over the net. */
export const examplePoints = (): readonly (readonly [number, number])[] =>
  Array.from({ length: 80 }, (_, i) => [3 + ACROSS * 0.11 * scattered(i + 7), 48.3 - DOWN * 0.08 * scattered(i + 300)])

/** Invented areas: cells of a net whose knots are shifted, so that neighbours share their borders. */
export const exampleAreas = (
  valueAt: (i: number, along: number) => StatedValue,
): readonly (ChoroplethArea & { readonly shape: Polygon })[] => {
  return Array.from({ length: ACROSS * DOWN }, (_, i) => {
    const [x, y] = [i % ACROSS, Math.floor(i / ACROSS)]
    const shape: Polygon = {
      type: 'Polygon',
      coordinates: [[knot(x, y), knot(x + 1, y), knot(x + 1, y + 1), knot(x, y + 1), knot(x, y)]],
    }
    return { code: `ex${i}`, name: `Exemple-${i + 1}`, shape, value: valueAt(i, (x - y + DOWN) / (ACROSS + DOWN)) }
  }).filter((_, i) => ![0, 1, 8, 9, 54, 62, 61].includes(i))
}

/** A share that grows from a corner to the other, with each status once or twice. */
export const exampleShare = (i: number, along: number): StatedValue => {
  const value = Math.round((6 + 22 * along + 5 * scattered(i)) * 10) / 10
  if ([12, 30, 31].includes(i)) return stated(null, 'missing')
  if ([20, 39].includes(i)) return stated(null, 'secret')
  if ([24, 50].includes(i)) return stated(0, 'zero')
  if ([41, 43, 44].includes(i)) return stated(value, 'estimated')
  if ([15, 58].includes(i)) return stated(null, 'not-yet')
  return i === 48 ? stated(null, 'not-applicable') : stated(value)
}

/** A change, below zero here and above there. */
export const exampleChange = (i: number, along: number): StatedValue => {
  const value = Math.round((24 * (along - 0.5) + 4 * (scattered(i) - 0.5)) * 10) / 10
  if (i === 30) return stated(null, 'missing')
  return i === 33 ? stated(value, 'estimated') : stated(value, value === 0 ? 'zero' : 'value')
}

/** Invented tiles in the shape of a lozenge. */
export const exampleTiles = (): readonly Tile[] =>
  Array.from({ length: 56 }, (_, i) => ({ column: i % 8, row: Math.floor(i / 8) }))
    .filter(({ column, row }) => Math.abs(column - 3.5) + Math.abs(row - 3) < 5.5)
    .map(({ column, row }, i) => ({
      code: String(i + 1).padStart(2, '0'),
      name: `Exemple-${i + 1}`,
      column,
      row,
      value: exampleShare(i + 9, (column + row) / 14),
    }))

/** What is not a plain value at the top of the ages, the oldest first. */
const WOMEN: readonly ValueStatus[] = ['secret', 'not-yet', 'not-applicable']
const MEN: readonly ValueStatus[] = ['zero', 'estimated', 'missing']

/** Invented ages, with every status at the top. */
export const exampleAges = (): PyramidProps['ages'] =>
  Array.from({ length: 20 }, (_, i) => {
    const age = 95 - i * 5
    const base = age > 55 ? 1180 - (age - 55) * 26 : 900 + 280 * Math.sin(age / 17)
    return {
      label: age === 95 ? '95 et plus' : `${age} à ${age + 4}`,
      women: valued(Math.round(base * (1.02 + 0.05 * scattered(i))), WOMEN[i]),
      men: valued(Math.round(base * (age > 75 ? 0.72 : 1) * (1 + 0.05 * scattered(i + 40))), MEN[i]),
    }
  })
