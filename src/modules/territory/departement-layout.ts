import type { Clock } from '../../kernel/clock.ts'
import { middleOf, neighboursOf, type ShapeFeature } from './contour-shapes.ts'
import type { Position } from './directions.ts'
import type { Contours, PlaceStore } from './ports.ts'
import { type Tile, tileLayout } from './tile-layout.ts'

export interface DepartementLayout {
  readonly tiles: readonly Tile[]
  /** What the tiles were laid by, in French, to be said beside them. */
  readonly by: string
  /** The communes that each touches, inside the département, and the middle of each; null when their contours are not known. */
  readonly ground: {
    readonly neighbours: ReadonlyMap<string, readonly string[]>
    readonly middles: ReadonlyMap<string, Position>
  } | null
}

interface Deps {
  readonly places: Pick<PlaceStore, 'members' | 'neighbours'>
  readonly contours: Pick<Contours, 'of'>
  /** Layouts that come with the portal, by département. */
  readonly shipped: (departement: string) => readonly Tile[] | undefined
  readonly now: Clock
}

const BY_MAP = 'la place de chaque commune sur la carte'

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
      const middles = new Map(shapes.map(({ geometry, properties }) => [properties.code, middleOf(geometry)]))
      const neighbours = neighboursOf(shapes)
      const places = [...middles].map(([code, middle]) => ({ code, position: onPlane(middle) }))
      return { tiles: tileLayout(places, neighbours), by: BY_MAP, ground: { neighbours, middles } }
    }
    const shipped = deps.shipped(departement)
    if (shipped && sameCodes(shipped, codes)) return { tiles: shipped, by: BY_MAP, ground: null }
    return {
      tiles: tileLayout(await byEpci(deps, departement, today)),
      by: 'les intercommunalités, à défaut de carte',
      ground: null,
    }
  }

const sameCodes = (tiles: readonly Tile[], codes: readonly string[]): boolean => {
  const have = new Set(tiles.map(({ code }) => code))
  return have.size === codes.length && codes.every((code) => have.has(code))
}

/** Degrees of longitude shortened to those of latitude. */
const onPlane = ({ longitude, latitude }: Position) => ({
  x: longitude * Math.cos((latitude * Math.PI) / 180),
  y: latitude,
})

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
