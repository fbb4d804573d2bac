import type { Clock } from '../../kernel/clock.ts'
import { type KnownIndicators, type PeerFinder, type PlaceChoice, readPlaceSheet } from '../indicator/index.ts'
import { type GeographyStore, type Place, type PlaceStore, placePath, type TerritoryMaps } from '../territory/index.ts'
import { describeFigures } from './describe-figures.ts'
import { describePlace, populationChart } from './describe-place.ts'
import { locatorMap } from './locator-map.ts'
import type { SheetContent } from './sheet-content.ts'

export interface GatherSheetDeps {
  readonly portal: string
  /** Address that citizens type, without a final slash. */
  readonly publicUrl: string
  readonly places: PlaceStore
  readonly known: KnownIndicators
  readonly finder: Pick<PeerFinder, 'of'>
  readonly geography: Pick<GeographyStore, 'today'>
  readonly maps: TerritoryMaps
  readonly choice: PlaceChoice
  readonly now: Clock
}

/** Everything that the sheet of a place says today, read from the stores and put into words. */
export const gatherSheet =
  (deps: GatherSheetDeps) =>
  async (place: Place): Promise<SheetContent> => {
    const { places } = deps
    const day = deps.now().toISOString().slice(0, 10)
    const [holding, members, shared, divisions, successors, population, { holders }] = await Promise.all([
      place.level === 'epci' ? places.neighbours(place.id, 'departement') : places.containers(place.id, day),
      place.level === 'commune' ? [] : places.members(place.id, 'commune', day),
      places.shared(place.id, day),
      divisionsOf(places, place, day),
      places.successors(place.id),
      places.population(place.id),
      deps.geography.today(),
    ])
    const departementOf = holders.get('departement') ?? new Map<string, string>()
    const containers = place.level === 'epci' ? byCommunes(holding, members, departementOf) : holding
    const [figures, communes, map] = await Promise.all([
      readPlaceSheet(
        deps.known,
        deps.finder,
        deps.choice,
      )({ place, around: containers, members: members.map(({ code }) => code) }),
      communesAround(places, place, containers, day),
      locatorMap(deps.maps, { place, containers, members, divisions, departementOf }),
    ])
    return {
      portal: deps.portal,
      ...describePlace({
        ...{ place, containers, members, shared, divisions, successors, population, communes, departementOf },
      }),
      ...describeFigures(place, figures),
      population: populationChart(place, population),
      map,
      address: `${deps.publicUrl}${placePath(place)}`,
      day,
    }
  }

/** The EPCI that a département meets, the départements of a région. */
const divisionsOf = async (places: PlaceStore, place: Place, day: string): Promise<readonly Place[]> => {
  if (place.level === 'departement') return places.neighbours(place.id, 'epci')
  return place.level === 'region' ? places.members(place.id, 'departement', day) : []
}

/** The départements of an EPCI, that which holds the most of its communes first. */
const byCommunes = (
  departements: readonly Place[],
  communes: readonly Place[],
  departementOf: ReadonlyMap<string, string>,
): readonly Place[] => {
  const held = ({ code }: Place) => communes.filter((commune) => departementOf.get(commune.code) === code).length
  return departements.toSorted((a, b) => held(b) - held(a))
}

/** The communes of the département of a commune: those that its count is ranked among. */
const communesAround = async (places: PlaceStore, place: Place, containers: readonly Place[], day: string) => {
  const departement = containers.find(({ level }) => level === 'departement')
  return place.level === 'commune' && departement ? places.members(departement.id, 'commune', day) : []
}
