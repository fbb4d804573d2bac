import { type Static, Type } from 'typebox'

export const Level = Type.Union([
  Type.Literal('commune'),
  Type.Literal('epci'),
  Type.Literal('arrondissement'),
  Type.Literal('departement'),
  Type.Literal('region'),
  Type.Literal('pays'),
])
export type Level = Static<typeof Level>

/** What kind of commune (or EPCI: its legal nature, `CC`, `CA`, `CU`, `METRO`). */
export const PlaceKind = Type.String({
  description: 'commune-actuelle, commune-deleguee, commune-associee, arrondissement-municipal, CC, CA, CU, METRO…',
})

/** A place in time. `id` is `level:code`; a code taken up again later is another place with other dates. */
export const Place = Type.Object({
  id: Type.String(),
  level: Level,
  code: Type.String(),
  name: Type.String(),
  kind: PlaceKind,
  /** First day of validity, or null when it is older than our sources. */
  validFrom: Type.Union([Type.String(), Type.Null()]),
  /** First day when it is no longer valid, or null while it lives. */
  validUntil: Type.Union([Type.String(), Type.Null()]),
  postcodes: Type.Array(Type.String()),
  population: Type.Union([
    Type.Object({ value: Type.Integer(), year: Type.Integer(), source: Type.String() }),
    Type.Null(),
  ]),
})
export type Place = Static<typeof Place>

/** The words of an address: `/territoires/communes/89024-auxerre`. */
export const LEVEL_PATHS = {
  commune: 'communes',
  epci: 'epci',
  arrondissement: 'arrondissements',
  departement: 'departements',
  region: 'regions',
  pays: 'pays',
} as const satisfies Record<Level, string>
