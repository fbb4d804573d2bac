import { count } from '../../kernel/french.ts'
import { contoursOf, MAP_WIDTH } from '../figure/index.ts'
import { type Contour, type Level, ofPlace, type Place, type TerritoryMaps, titleOf } from '../territory/index.ts'
import type { SheetMap } from './sheet-content.ts'

interface Asked {
  readonly place: Place
  readonly containers: readonly Place[]
  /** Communes that it holds. */
  readonly members: readonly Place[]
  /** Départements of a région. */
  readonly divisions: readonly Place[]
  /** The département of each commune, by their codes. */
  readonly departementOf: ReadonlyMap<string, string>
}

/**
 * Where a place is, as paths: its contour in those of what holds it as far as they are known, else its tiles among those of its
 * département; null when neither is known, or when it is no more.
 */
export const locatorMap = async (maps: TerritoryMaps, asked: Asked): Promise<SheetMap | null> => {
  if (asked.place.validUntil !== null) return null
  return (await drawnContours(maps, asked)) ?? drawnTiles(maps, asked)
}

/** Départements of mainland France and Corsica: those beyond the sea would shrink the drawing to a point. */
const METROPOLE = Array.from({ length: 95 }, (_, i) => String(i + 1).padStart(2, '0'))
  .flatMap((code) => (code === '20' ? ['2A', '2B'] : [code]))
  .toSorted()

interface Layers {
  readonly ground: readonly Contour[]
  readonly here: readonly Contour[]
  /** Communes of the place whose shape is not known. */
  readonly undrawn: number
}

const drawnContours = async (maps: TerritoryMaps, asked: Asked): Promise<SheetMap | null> => {
  const { ground, here, undrawn } = await layersOf(maps, asked)
  if (here.length === 0) return null
  const named = (layer: readonly Contour[], name: string) =>
    layer.map(({ geometry }, i) => ({ code: `${name} ${i}`, shape: geometry }))
  const areas = [named(ground, 'ground'), named(here, 'here')] as const
  const drawn = contoursOf(areas.flat())
  const [under = '', over = ''] = areas.map((layer) => layer.map(({ code }) => drawn.paths.get(code) ?? '').join(''))
  if (over === '') return null // too small to be seen
  const left = undrawn > 0 ? ` ; ${count(undrawn, 'commune', 'communes')} sans contour connu` : ''
  return {
    ...{ width: MAP_WIDTH, height: drawn.height, ground: under, borders: under, here: over },
    spot: spotOf(over),
    alt: altOf(asked),
    source: `Contours : ${here[0]?.source ?? ''}${left}`,
  }
}

/** The shapes known of what a place is shown in, and of the place, made of its communes when it has none of its own. */
const layersOf = async (
  maps: TerritoryMaps,
  { place, containers, members, divisions, departementOf }: Asked,
): Promise<Layers> => {
  const known = async (level: Level, codes: readonly string[]): Promise<readonly Contour[]> => [
    ...((await maps.contours(level, codes))?.values() ?? []),
  ]
  const own = await known(place.level, [place.code])
  if (['departement', 'region', 'pays'].includes(place.level)) {
    const ground = await known('departement', METROPOLE)
    const parts =
      place.level === 'pays' ? ground : await known('departement', divisions.map(({ code }) => code).toSorted())
    return { ground, here: own.length > 0 ? own : place.level === 'departement' ? [] : parts, undrawn: 0 }
  }
  const departements = containers.filter(({ level }) => level === 'departement').map(({ code }) => code)
  const ground = (await Promise.all(departements.map((code) => known('departement', [code])))).flat()
  if (own.length > 0 || place.level === 'commune') return { ground, here: own, undrawn: 0 }
  const here = await Promise.all(
    departements.map((departement) => {
      const codes = members.map(({ code }) => code).filter((code) => departementOf.get(code) === departement)
      return known('commune', codes.toSorted())
    }),
  )
  return { ground, here: here.flat(), undrawn: members.length - here.flat().length }
}

const SIDE = 10
const GAP = 1.4

const drawnTiles = async (maps: TerritoryMaps, asked: Asked): Promise<SheetMap | null> => {
  const { place, containers, members } = asked
  const departement = containers.find(({ level }) => level === 'departement')
  if (!departement || !['commune', 'epci', 'canton', 'arrondissement'].includes(place.level)) return null
  const { tiles, by } = await maps.layout(departement.code)
  const own = new Set(place.level === 'commune' ? [place.code] : members.map(({ code }) => code))
  if (!tiles.some(({ code }) => own.has(code))) return null
  const squares = (inside: boolean) =>
    tiles
      .filter(({ code }) => own.has(code) === inside)
      .map(({ column, row }) => `M${column * SIDE} ${row * SIDE}h${SIDE - GAP}v${SIDE - GAP}h-${SIDE - GAP}z`)
      .join('')
  const here = squares(true)
  return {
    width: (Math.max(...tiles.map(({ column }) => column)) + 1) * SIDE,
    height: (Math.max(...tiles.map(({ row }) => row)) + 1) * SIDE,
    ...{ ground: squares(false), borders: '', here, spot: spotOf(here) },
    alt: `${altOf(asked)} Un carré par commune.`,
    source: `Un carré par commune, d’après ${by}`,
  }
}

const altOf = ({ place, containers }: Asked): string => {
  if (place.level === 'pays') return `Carte ${ofPlace(place)} et de ses régions.`
  const departements = containers.filter(({ level }) => level === 'departement').map(titleOf)
  const within = departements.length > 0 && place.level !== 'departement' ? departements.join(', ') : 'France'
  return `Carte : ${titleOf(place)} (${within}).`
}

/** The middle and reach of a path of whole steps, as `contoursOf` and tiles write them. */
const spotOf = (path: string): SheetMap['spot'] => {
  let [x, y, west, east, north, south] = [0, 0, Infinity, -Infinity, Infinity, -Infinity]
  for (const [, step = '', numbers = ''] of path.matchAll(/([MlhvL])([^MlhvLz]*)/g)) {
    const [a = 0, b = 0] = (numbers.match(/-?[\d.]+/g) ?? []).map(Number)
    if (step === 'M') [x, y] = [a, b]
    else if (step === 'h') x += a
    else if (step === 'v') y += a
    else [x, y] = [x + a, y + b]
    ;[west, east, north, south] = [Math.min(west, x), Math.max(east, x), Math.min(north, y), Math.max(south, y)]
  }
  return { x: (west + east) / 2, y: (north + south) / 2, reach: Math.max(east - west, south - north) / 2 }
}
