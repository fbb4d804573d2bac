import type { PlaceStore } from './ports.ts'

/** Whether a code exists, or once existed: read once, then kept. */
export const placeReferences = (places: PlaceStore) => {
  let known: Promise<{ commune: Has; epci: Has; departement: Has; region: Has; postcode: Has }> | undefined
  return () => {
    known ??= load(places)
    return known
  }
}

type Has = (code: string) => boolean

const load = async (places: PlaceStore) => {
  const [commune, epci, departement, region, postcode] = await Promise.all([
    places.codes('commune'),
    places.codes('epci'),
    places.codes('departement'),
    places.codes('region'),
    places.postcodes(),
  ])
  const has =
    (codes: ReadonlySet<string>): Has =>
    (code) =>
      codes.has(code)
  return {
    commune: has(commune),
    epci: has(epci),
    departement: has(departement),
    region: has(region),
    postcode: has(postcode),
  }
}
