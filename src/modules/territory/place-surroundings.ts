import type { DepartementLayout } from './departement-layout.ts'
import { isOfWholeCommunes, isOverseasCollectivity, type Place } from './place.ts'
import type { Away } from './place-lead.ts'
import { type Rank, rankAmong } from './place-words.ts'
import type { Contour, PlaceLink, PlaceStore } from './ports.ts'
import type { TerritoryMaps } from './remembered-maps.ts'

/** What holds a place, what it holds, what stands beside it, what it was and became. */
export interface Surroundings {
  readonly containers: readonly Place[]
  /** Communes that it holds. */
  readonly members: readonly Place[]
  /** Of a town split between cantons, those cantons; of a canton, the communes of which it has a part only. */
  readonly shared: readonly Place[]
  /** Smaller territories that it holds or meets: EPCI of a département, départements of a région. */
  readonly divisions: readonly Place[]
  /** Communes of the same EPCI, the place included. */
  readonly siblings: readonly Place[]
  /** Its place among the communes of its EPCI and of its département. */
  readonly ranks: readonly Rank[]
  /** Former communes that are now a part of it, with a mayor of their own. */
  readonly parts: readonly Place[]
  readonly predecessors: readonly PlaceLink[]
  readonly successors: readonly PlaceLink[]
}

/** The régions of the country: Saint-Martin, la Polynésie… have codes among theirs, and are none. */
const regionsOf = async (places: Pick<PlaceStore, 'members'>, country: Place, on: string): Promise<readonly Place[]> =>
  (await places.members(country.id, 'region', on)).filter(({ level, code }) => !isOverseasCollectivity(level, code))

/** Reads what is around a place on a day. */
export const surroundingsOf = async (places: PlaceStore, place: Place, on: string): Promise<Surroundings> => {
  const small = place.level === 'commune'
  const [holders, members, shared, parts, predecessors, successors, divisions] = await Promise.all([
    place.level === 'epci' ? places.neighbours(place.id, 'departement') : places.containers(place.id, on),
    small || place.level === 'pays' ? [] : places.members(place.id, 'commune', on),
    small || place.level === 'canton' ? places.shared(place.id, on) : [],
    small ? places.members(place.id, 'commune', on) : [],
    places.predecessors(place.id),
    places.successors(place.id),
    place.level === 'departement'
      ? places.neighbours(place.id, 'epci')
      : place.level === 'region'
        ? places.members(place.id, 'departement', on)
        : place.level === 'pays'
          ? regionsOf(places, place, on)
          : [],
  ])
  const held = small
    ? await Promise.all(
        holders
          .filter((c) => c.level === 'epci' || c.level === 'departement')
          .map(async (container) => ({ container, all: await places.members(container.id, 'commune', on) })),
      )
    : []
  return {
    containers: holders,
    members,
    shared,
    parts,
    predecessors,
    successors,
    divisions,
    siblings: held.find(({ container }) => container.level === 'epci')?.all ?? [],
    ranks: held.flatMap(({ container, all }) => rankAmong(place, container, all) ?? []),
  }
}

/** Where a small place is in its département, as far as maps tell; and the places that touch it. */
export interface Whereabouts {
  readonly departement: Place
  /** Codes of its communes; of the others of its EPCI, or those of which it has a part. */
  readonly here: ReadonlySet<string>
  readonly around: ReadonlySet<string>
  readonly tiles: DepartementLayout['tiles']
  /** The shape of the département, of those communes, and of the canton that shares one; null when the first are not all known. */
  readonly shapes: {
    readonly departement: Contour
    readonly communes: ReadonlyMap<string, Contour>
    readonly own: Contour | null
  } | null
  /** The largest town of the département, and the place itself, on the ground. */
  readonly away: Away | null
  /** The largest towns, to find one's way by. */
  readonly towns: readonly { readonly place: Place; readonly longitude: number; readonly latitude: number }[]
  readonly touching: readonly Place[]
}

/** Named on the outline of a département, where there is room for their names. */
const MOST_TOWNS = 7

interface Deps {
  readonly places: Pick<PlaceStore, 'members' | 'neighbours'>
  readonly maps: Pick<TerritoryMaps, 'layout' | 'contours'>
  /** The portal's own département: that which shows a place that crosses borders. */
  readonly home: string
}

const sorted = new WeakMap<readonly Place[], readonly Place[]>()

/** The most populated first; the communes of a département are the same for the pages of all its places. */
const largestFirst = (communes: readonly Place[]): readonly Place[] => {
  const known = sorted.get(communes) ?? communes.toSorted((a, b) => inhabitants(b) - inhabitants(a))
  sorted.set(communes, known)
  return known
}

const inhabitants = ({ population }: Place): number => population?.value ?? 0

/** Reads where a commune, an EPCI, a canton or an arrondissement is; null for larger places and for those that are no more. */
export const whereaboutsOf = async (
  { places, maps, home }: Deps,
  place: Place,
  { containers, members, shared, siblings }: Pick<Surroundings, 'containers' | 'members' | 'shared' | 'siblings'>,
  on: string,
): Promise<Whereabouts | null> => {
  if (['region', 'pays'].includes(place.level) || place.validUntil) return null
  const departements =
    place.level === 'departement' ? [place] : containers.filter(({ level }) => level === 'departement')
  const departement = departements.find(({ id }) => id === home) ?? departements[0]
  if (!departement) return null
  const [layout, communes, shape, own] = await Promise.all([
    maps.layout(departement.code),
    places.members(departement.id, 'commune', on),
    maps.contours('departement', [departement.code]),
    isOfWholeCommunes(place) ? null : maps.contours(place.level, [place.code]),
  ])
  const here = new Set(
    (place.level === 'commune' ? [place] : place.level === 'departement' ? [] : members).map(({ code }) => code),
  )
  const beside = place.level === 'canton' ? shared : siblings
  const around = new Set(beside.flatMap(({ code }) => (here.has(code) ? [] : [code])))
  const inside = [...here, ...around].filter((code) => layout.ground?.middles.has(code))
  const shapes = inside.length > 0 ? await maps.contours('commune', inside.toSorted()) : null
  const outline = shape?.get(departement.code)
  const largest = largestFirst(communes)
  const towns = largest.slice(0, place.level === 'departement' ? MOST_TOWNS : 1)
  const town = largest[0]
  const [from, to] = [town && layout.ground?.middles.get(town.code), layout.ground?.middles.get(place.code)]
  return {
    departement,
    here,
    around,
    tiles: layout.tiles,
    shapes:
      outline && (shapes || place.level === 'departement')
        ? { departement: outline, communes: shapes ?? new Map(), own: own?.get(place.code) ?? null }
        : null,
    away: place.level === 'commune' && town && from && to && town.id !== place.id ? { town, from, to } : null,
    towns: towns.flatMap((one) => {
      const middle = layout.ground?.middles.get(one.code)
      return middle && one.id !== place.id ? [{ place: one, ...middle }] : []
    }),
    touching: layout.ground
      ? await touching(places, place, here, departement, communes, layout.ground.neighbours, on)
      : [],
  }
}

/**
 * Communes that touch a commune, EPCI that touch an EPCI, cantons that touch a canton by whole communes, inside the département
 * whose contours tell it.
 */
const touching = async (
  places: Deps['places'],
  place: Place,
  here: ReadonlySet<string>,
  departement: Place,
  communes: readonly Place[],
  neighbours: ReadonlyMap<string, readonly string[]>,
  on: string,
): Promise<readonly Place[]> => {
  const codes = new Set([...here].flatMap((code) => neighbours.get(code) ?? []).filter((code) => !here.has(code)))
  if (place.level === 'commune') return communes.filter(({ code }) => codes.has(code))
  if (place.level !== 'epci' && place.level !== 'canton') return []
  const others = await places.neighbours(departement.id, place.level)
  const held = await Promise.all(others.map((other) => places.members(other.id, 'commune', on)))
  return others.filter((other, i) => other.id !== place.id && held[i]?.some(({ code }) => codes.has(code)))
}
