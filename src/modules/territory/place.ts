import { type Static, Type } from 'typebox'
import { slug } from '../../kernel/fold.ts'

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
  /** INSEE's TNCC: which article its name takes. */
  liaison: Type.Integer(),
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

const OF: Readonly<Record<number, string>> = {
  1: 'd’',
  2: 'du ',
  3: 'de la ',
  4: 'des ',
  5: 'de l’',
  6: 'des ',
  7: 'de ',
  8: 'de ',
}

/** « de l’Yonne », « du Cher », « d’Auxerre »: the name with the preposition that INSEE's TNCC code gives it. */
export const ofPlace = (place: Pick<Place, 'name' | 'liaison'>): string => `${OF[place.liaison] ?? 'de '}${place.name}`

const ARTICLES: Readonly<Record<number, string>> = { 2: 'le ', 3: 'la ', 4: 'les ', 5: 'l’' }

/** « l’Yonne », « le Cher », « Auxerre »: the name with the article that INSEE's TNCC code gives it. */
export const articled = (place: Pick<Place, 'name' | 'liaison'>): string =>
  `${ARTICLES[place.liaison] ?? ''}${place.name}`

/** The first letter in upper case, as a sentence begins. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** `/territoires/communes/89024-auxerre`. */
export const placePath = (place: Pick<Place, 'level' | 'code' | 'name' | 'id'>): string =>
  `/territoires/${LEVEL_PATHS[place.level]}/${place.code}-${slug(place.name)}`

/** The words of an address: `/territoires/communes/89024-auxerre`. */
export const LEVEL_PATHS = {
  commune: 'communes',
  epci: 'epci',
  arrondissement: 'arrondissements',
  departement: 'departements',
  region: 'regions',
  pays: 'pays',
} as const satisfies Record<Level, string>
