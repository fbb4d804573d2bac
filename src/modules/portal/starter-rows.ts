import type { GeographyStore, Place, PlaceStore } from '../territory/index.ts'

/*
 * The rows of the first datasets, header first.
 */

export interface RowDeps {
  readonly places: PlaceStore
  readonly geography: Pick<GeographyStore, 'populations'>
  readonly now: () => Date
  readonly postcodes: () => readonly Delivery[]
}

/** A postcode of a commune, with the name that carries its mail. */
export interface Delivery {
  readonly codePostal: string
  readonly codeCommune: string
  readonly nomCommune: string
  readonly libelleAcheminement: string
}

const today = (deps: RowDeps) => deps.now().toISOString().slice(0, 10)

export async function* populationRows(deps: RowDeps, home: Place) {
  yield ['Code commune', 'Nom de la commune', 'Année', 'Population municipale', 'Source']
  for (const commune of await deps.places.members(home.id, 'commune', today(deps)))
    for (const point of await deps.places.population(commune.id))
      yield [commune.code, commune.name, point.year, point.value, point.source]
}

export async function* nationalRows(deps: RowDeps) {
  yield ['Code commune', 'Nom de la commune', 'Année', 'Population municipale', 'Source']
  for await (const { code, name, year, value, source } of deps.geography.populations())
    yield [code, name, year, value, source]
}

export async function* communeRows(deps: RowDeps, home: Place) {
  yield [
    'Code commune',
    'Nom de la commune',
    'Code EPCI',
    'Nom de l’EPCI',
    'Arrondissement',
    'Codes postaux',
    'Population municipale 2023',
  ]
  for (const commune of await deps.places.members(home.id, 'commune', today(deps))) {
    const containers = await deps.places.containers(commune.id, today(deps))
    const epci = containers.find((c) => c.level === 'epci')
    const arrondissement = containers.find((c) => c.level === 'arrondissement')
    yield [
      commune.code,
      commune.name,
      epci?.code ?? null,
      epci?.name ?? null,
      arrondissement?.name ?? null,
      commune.postcodes.join(' '),
      commune.population?.value ?? null,
    ]
  }
}

export async function* epciRows(deps: RowDeps, home: Place) {
  yield [
    'Code EPCI',
    'Nom de l’EPCI',
    'Nature',
    'Nombre de communes',
    'Communes dans le territoire',
    'Population municipale',
  ]
  for (const epci of await deps.places.neighbours(home.id, 'epci')) {
    const members = await deps.places.members(epci.id, 'commune', today(deps))
    const inside = await deps.places.members(home.id, 'commune', today(deps))
    const codes = new Set(inside.map((c) => c.code))
    yield [
      epci.code,
      epci.name,
      epci.kind,
      members.length,
      members.filter((m) => codes.has(m.code)).length,
      epci.population?.value ?? null,
    ]
  }
}

export async function* postcodeRows(deps: RowDeps, home: Place) {
  yield ['Code postal', 'Code commune', 'Nom de la commune', 'Libellé d’acheminement']
  const inside = new Set((await deps.places.members(home.id, 'commune', today(deps))).map((c) => c.code))
  for (const row of deps.postcodes())
    if (inside.has(row.codeCommune)) yield [row.codePostal, row.codeCommune, row.nomCommune, row.libelleAcheminement]
}
