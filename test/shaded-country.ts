import { buildServer } from '../src/http/server.ts'
import { type MadeValue, packEdition } from '../src/modules/indicator/edition.ts'
import { indicatorPages } from '../src/modules/indicator/web.tsx'
import { contoursApi } from '../src/modules/territory/api-contours.ts'
import type { Contour, Geography, Level, Place } from '../src/modules/territory/index.ts'
import { assetPages, buildAssets } from '../src/web/assets.ts'
import { definitionOf } from './small-country.ts'

const TODAY = '2026-11-26'
const CODES = Array.from({ length: 12 }, (_, i) => `100${String(i + 1).padStart(2, '0')}`)
const holderOf = (i: number) => `20000000${(i % 4) + 1}`

/** The squares of a département, four in a row, twelve in all; a holder is a column of three. */
const SIDE = { width: 0.25, height: 0.17 }
const squareOf = (column: number, row: number, rows = 1): Contour => {
  const [west, south] = [3 + column * SIDE.width, 47.5 + row * SIDE.height]
  const [east, north] = [west + SIDE.width, south + rows * SIDE.height]
  const ring = [west, south, east, south, east, north, west, north, west, south]
  const coordinates = [ring.flatMap((x, i) => (i % 2 === 0 ? [[x, ring[i + 1] ?? 0]] : []))]
  return { geometry: { type: 'Polygon', coordinates }, edition: 2026, source: 'un géomètre d’essai' }
}
const contours = new Map<Level, ReadonlyMap<string, Contour>>([
  ['commune', new Map(CODES.map((code, i) => [code, squareOf(i % 4, Math.floor(i / 4))]))],
  ['epci', new Map([0, 1, 2, 3].map((i) => [holderOf(i), squareOf(i, 0, 3)]))],
])

const made = (value: number): MadeValue => ({ value, status: value === 0 ? 'zero' : 'value', making: 'published' })
const estimated = (value: number): MadeValue => ({ value, status: 'estimated', making: 'published' })
const without = (status: 'missing' | 'secret'): MadeValue => ({ value: null, status, making: 'published' })
const LAST: readonly MadeValue[] = [
  ...[made(0), without('secret'), without('missing'), estimated(40)],
  ...[20, 30, 200, 300, 1200, 1300, 4000, 9000].map(made),
]
const edition = packEdition(
  new Map<Level, ReadonlyMap<string, ReadonlyMap<string, MadeValue>>>([
    ['commune', new Map(CODES.map((code, i) => [code, periodsOf(made((i + 1) * 10), LAST[i] ?? made(0))]))],
    ['epci', new Map([0, 1, 2, 3].map((i) => [holderOf(i), periodsOf(made(i * 100), made(i * 200))]))],
  ]),
)

function periodsOf(before: MadeValue, last: MadeValue): ReadonlyMap<string, MadeValue> {
  return new Map([
    ['2021', before],
    ['2022', last],
  ])
}

const placeOf = (level: Level, code: string): Place => ({
  ...{ id: `${level}:${code}`, level, code, name: `Lieu ${code}`, kind: `${level}-actuelle`, liaison: 0 },
  ...{ validFrom: null, validUntil: null, postcodes: [], population: null },
})
const home = placeOf('departement', '10')
const named = (codes: readonly string[]) => new Map(codes.map((code) => [code, `Lieu ${code}`]))
const geography: Geography = {
  day: TODAY,
  names: new Map([
    ['commune', named(CODES)],
    ['epci', named([0, 1, 2, 3].map(holderOf))],
    ['departement', named(['10'])],
  ]),
  holders: new Map([
    ['departement', new Map(CODES.map((code) => [code, '10']))],
    ['epci', new Map(CODES.map((code, i) => [code, holderOf(i)]))],
  ]),
}
const known = (level: Level, codes: readonly string[]): ReadonlyMap<string, Contour> =>
  new Map([...(contours.get(level) ?? [])].filter(([code]) => codes.includes(code)))

/**
 * Serves the page of one indicator, `/indicateurs/essai`, and nothing else: twelve communes in squares, held by four EPCI,
 * at two dates; at the last one, a zero, a secret, a missing value and an estimate.
 */
export const serveShadedCountry = async () => {
  const assets = await buildAssets()
  const definition = definitionOf({}, { name: 'Lieux d’essai', unit: 'lieux', levels: ['commune', 'epci'] })
  const record = {
    ...{ id: 'e', indicator: 'essai', number: 1, builtAt: TODAY, sources: [], findings: [], counts: {}, madeFrom: '' },
  }
  const shown = { definition, edition, record }
  const server = await buildServer({
    logLevel: 'silent',
    api: [
      contoursApi({
        places: {
          members: async (_id, level) => [...(contours.get(level)?.keys() ?? [])].map((code) => placeOf(level, code)),
          neighbours: async (_id, level) =>
            [...(contours.get(level)?.keys() ?? [])].map((code) => placeOf(level, code)),
        },
        contours: { of: async (level, codes) => known(level, codes) },
        today: () => TODAY,
        placeOf: async () => home,
      }),
    ],
    pages: [
      assetPages(assets),
      indicatorPages({
        subjects: [],
        site: {
          ...{ name: 'Icauna', territory: 'Essai', ofTerritory: 'd’Essai', territoryId: home.id, publicUrl: '' },
          asset: (name) => assets.get(name)?.path ?? name,
        },
        known: {
          get: async (slug) => (slug === 'essai' ? shown : undefined),
          shown: async () => [shown],
          waiting: async () => [],
        },
        places: {
          get: async (id) => (id === home.id ? home : placeOf('commune', id.replace('commune:', ''))),
          byCode: async (level, code) => placeOf(level, code),
          containers: async () => [],
          predecessors: async () => [],
          search: async () => [],
        },
        geography: { today: async () => geography, history: async () => [], async *populations() {} },
        maps: {
          contours: async (level, codes) => known(level, codes),
          layout: async () => ({ tiles: [], by: '', ground: null }),
          revision: async () => '',
        },
        quote: async () => null,
        today: () => TODAY,
      }),
    ],
  })
  return { url: await server.listen({ port: 0, host: '127.0.0.1' }), close: () => server.close() }
}
