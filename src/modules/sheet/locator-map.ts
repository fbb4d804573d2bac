import { contoursOf, MAP_WIDTH } from '../figure/index.ts'
import { type Level, ofPlace, type Place, type TerritoryMaps, titleOf } from '../territory/index.ts'
import type { SheetMap } from './sheet-content.ts'

interface Asked {
  readonly place: Place
  readonly containers: readonly Place[]
  /** Communes that it holds. */
  readonly members: readonly Place[]
}

/**
 * Where a place is, as paths: its contour in that of what holds it when both are known, else its tiles among those of its
 * département; null when neither is known, or when it is no more.
 */
export const locatorMap = async (maps: TerritoryMaps, asked: Asked): Promise<SheetMap | null> => {
  if (asked.place.validUntil !== null) return null
  return (await drawnContours(maps, asked)) ?? drawnTiles(maps, asked)
}

/** What a place is shown in: the départements that hold it, or all the places of its level in France. */
const frameOf = ({ place, containers }: Asked): { readonly level: Level; readonly codes: readonly string[] } | null => {
  if (['departement', 'region', 'pays'].includes(place.level))
    return { level: 'region', codes: METROPOLE.has(place.code) || place.level !== 'region' ? [...METROPOLE] : [] }
  const held = containers.filter(({ level }) => level === 'departement')
  return held.length === 0 ? null : { level: 'departement', codes: held.map(({ code }) => code) }
}

/** Régions of mainland France and Corsica: those beyond the sea would shrink the drawing to a point. */
const METROPOLE = new Set(['11', '24', '27', '28', '32', '44', '52', '53', '75', '76', '84', '93', '94'])

const drawnContours = async (maps: TerritoryMaps, asked: Asked): Promise<SheetMap | null> => {
  const { place } = asked
  const frame = frameOf(asked)
  if (!frame || frame.codes.length === 0) return null
  const [around, own] = await Promise.all([
    maps.contours(frame.level, frame.codes.toSorted()),
    place.level === 'pays' ? null : maps.contours(place.level, [place.code]),
  ])
  const mine = own?.get(place.code)
  if (!around || (place.level !== 'pays' && !mine)) return null
  const areas = [...around].map(([code, { geometry }]) => ({ code: `around ${code}`, shape: geometry }))
  const drawn = contoursOf([...areas, ...(mine ? [{ code: 'here', shape: mine.geometry }] : [])])
  const ground = areas.map(({ code }) => drawn.paths.get(code) ?? '').join('')
  const here = drawn.paths.get('here') ?? ground
  const [known] = around.values()
  return {
    ...{ width: MAP_WIDTH, height: drawn.height, ground, borders: ground, here },
    spot: spotOf(here),
    alt: altOf(asked),
    source: `contours : ${known?.source ?? ''}`,
  }
}

const SIDE = 10
const GAP = 1.4

const drawnTiles = async (maps: TerritoryMaps, asked: Asked): Promise<SheetMap | null> => {
  const { place, containers, members } = asked
  const departement = containers.find(({ level }) => level === 'departement')
  if (!departement || !['commune', 'epci', 'arrondissement'].includes(place.level)) return null
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
    source: `un carré par commune, d’après ${by}`,
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
