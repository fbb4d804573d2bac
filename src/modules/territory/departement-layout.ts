import type { Clock } from '../../kernel/clock.ts'
import { neighboursOf, type Shape, type ShapeFeature } from './contour-shapes.ts'
import type { Contours, PlaceStore } from './ports.ts'
import { type Tile, tileLayout } from './tile-layout.ts'

export interface DepartementLayout {
  readonly tiles: readonly Tile[]
  /** What the tiles were laid by, in French, to be said beside them. */
  readonly by: string
}

interface Deps {
  readonly places: Pick<PlaceStore, 'members' | 'neighbours'>
  readonly contours: Pick<Contours, 'of'>
  /** Layouts that come with the portal, by département. */
  readonly shipped: (departement: string) => readonly Tile[] | undefined
  readonly now: Clock
}

/** One tile for each commune of a département: by their contours when all are known, else as shipped, else by intercommunalité. */
export const departementLayout =
  (deps: Deps) =>
  async (departement: string): Promise<DepartementLayout> => {
    const today = deps.now().toISOString().slice(0, 10)
    const communes = await deps.places.members(`departement:${departement}`, 'commune', today)
    const codes = communes.map(({ code }) => code)
    const drawn = await deps.contours.of('commune', codes)
    if (codes.length > 0 && codes.every((code) => drawn.has(code))) {
      const shapes = [...drawn].map(
        ([code, { geometry }]): ShapeFeature => ({ type: 'Feature', geometry, properties: { code } }),
      )
      const places = shapes.map(({ geometry, properties }) => ({ ...properties, position: middleOf(geometry) }))
      return { tiles: tileLayout(places, neighboursOf(shapes)), by: 'la place de chaque commune sur la carte' }
    }
    const shipped = deps.shipped(departement)
    if (shipped && sameCodes(shipped, codes)) return { tiles: shipped, by: 'la place de chaque commune sur la carte' }
    return { tiles: tileLayout(await byEpci(deps, departement, today)), by: 'les intercommunalités, à défaut de carte' }
  }

const sameCodes = (tiles: readonly Tile[], codes: readonly string[]): boolean => {
  const have = new Set(tiles.map(({ code }) => code))
  return have.size === codes.length && codes.every((code) => have.has(code))
}

/** Communes in an order where those of one EPCI, then of one postcode, follow each other. */
const byEpci = async ({ places }: Deps, departement: string, today: string) => {
  const id = `departement:${departement}`
  const all = await places.members(id, 'commune', today)
  const epciOf = new Map<string, string>()
  for (const epci of await places.neighbours(id, 'epci'))
    for (const { code } of await places.members(epci.id, 'commune', today)) epciOf.set(code, epci.code)
  const key = (code: string, postcodes: readonly string[]) => `${epciOf.get(code) ?? ''} ${postcodes[0] ?? ''} ${code}`
  return all
    .toSorted((a, b) => key(a.code, a.postcodes).localeCompare(key(b.code, b.postcodes)))
    .map(({ code }) => ({ code }))
}

/** The middle of the points of a shape's outline, degrees of longitude shortened to those of latitude. */
const middleOf = (shape: Shape) => {
  const outlines = shape.type === 'Polygon' ? [shape.coordinates[0]] : shape.coordinates.map(([outer]) => outer)
  const largest = outlines.toSorted((a, b) => (b?.length ?? 0) - (a?.length ?? 0))[0] ?? []
  const [xs, ys] = [largest.map(([x = 0]) => x), largest.map(([, y = 0]) => y)]
  const middle = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2
  return { x: middle(xs) * Math.cos((middle(ys) * Math.PI) / 180), y: middle(ys) }
}
