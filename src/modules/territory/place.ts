import { type Static, Type } from 'typebox'
import { slug } from '../../kernel/fold.ts'

export const Level = Type.Union([
  Type.Literal('commune'),
  Type.Literal('epci'),
  Type.Literal('canton'),
  Type.Literal('arrondissement'),
  Type.Literal('departement'),
  Type.Literal('region'),
  Type.Literal('pays'),
])
export type Level = Static<typeof Level>

/** What kind of commune (or EPCI: its legal nature, `CC`, `CA`, `CU`, `METRO`). */
export const PlaceKind = Type.String({
  description:
    'commune-actuelle, commune-deleguee, commune-associee, arrondissement-municipal, canton (fait de communes entières), canton-partage (il n’a qu’une partie d’une commune), canton-incertain (nos sources ne le disent pas), CC, CA, CU, METRO…',
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
  /** A day when it was not yet, when no source gives the first: `validFrom` is then the latest possible. */
  fromAfter: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  /** A day when it still was, when no source gives the last: `validUntil` is then the latest possible. */
  untilAfter: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  postcodes: Type.Array(Type.String()),
  population: Type.Union([
    Type.Object({ value: Type.Integer(), year: Type.Integer(), source: Type.String() }),
    Type.Null(),
  ]),
})
export type Place = Static<typeof Place>

/** A place as an address of the API names it. */
export const OfPlace = Type.Object({
  level: Type.Union(Level.anyOf, {
    description: 'Niveau : commune, epci, canton, arrondissement, departement, region ou pays.',
  }),
  code: Type.String({ maxLength: 12, description: 'Code officiel, par exemple 89024.' }),
})

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

type Named = Pick<Place, 'name' | 'liaison' | 'level'>

const NATURES: Readonly<Record<string, string>> = {
  CC: 'communauté de communes',
  CA: 'communauté d’agglomération',
  CU: 'communauté urbaine',
}

/** The nature that begins the official name of an EPCI (« CA de l'Auxerrois »), in words, and the rest of the name. */
const opened = ({ level, name }: Named): { readonly nature: string; readonly rest: string } | null => {
  const [, code = '', rest = ''] = /^(C[CAU]) (.+)$/.exec(name) ?? []
  const nature = level === 'epci' ? NATURES[code] : undefined
  return nature ? { nature, rest: typographic(rest) } : null
}

const typographic = (name: string): string => name.replaceAll("'", '’').replaceAll(' - ', ' – ')

/** The name as a title: « Communauté d’agglomération de l’Auxerrois », « Arrondissement d’Auxerre », « Auxerre ». */
export const titleOf = (place: Named): string => {
  const epci = opened(place)
  if (epci) return `${capital(epci.nature)} ${epci.rest}`
  if (place.level === 'canton') return `Canton ${ofName(place)}`
  return place.level === 'arrondissement' ? `Arrondissement ${ofName(place)}` : typographic(place.name)
}

/** « de l’Yonne », « du Cher », « d’Auxerre », « de la communauté de communes du Jovinien », « de l’arrondissement d’Avallon ». */
export const ofPlace = (place: Named): string => {
  const epci = opened(place)
  if (epci) return `de la ${epci.nature} ${epci.rest}`
  if (place.level === 'canton') return `du canton ${ofName(place)}`
  return place.level === 'arrondissement' ? `de l’arrondissement ${ofName(place)}` : ofName(place)
}

/**
 * The same without the word for its level: « d’Auxerre », for its arrondissement too. Communes, and the cantons named after them,
 * carry their article in their name, and it contracts: « du Val d’Ocre », « des Ormes », « de La Belliole ».
 */
export const ofName = ({ level, liaison, name }: Named): string => {
  const carried = level === 'commune' || (level === 'canton' && /^(L[ae]s? |L')/.test(name))
  if (!carried || liaison < 2) return `${OF[liaison] ?? 'de '}${typographic(name)}`
  const [, article = '', rest = ''] = /^(Les? )(.+)$/.exec(name) ?? []
  return rest ? `${article === 'Le ' ? 'du' : 'des'} ${typographic(rest)}` : `de ${typographic(name)}`
}

const ARTICLES: Readonly<Record<number, string>> = { 2: 'le ', 3: 'la ', 4: 'les ', 5: 'l’' }

/**
 * A place as a sentence names it: « l’Yonne », « le Cher », « Auxerre », « la communauté d’agglomération de l’Auxerrois ».
 * Communes keep the article that is part of their name.
 */
export const articled = (place: Named): string => {
  const epci = opened(place)
  if (epci) return `la ${epci.nature} ${epci.rest}`
  if (place.level === 'canton') return `le canton ${ofName(place)}`
  if (place.level === 'arrondissement') return `l’arrondissement ${ofName(place)}`
  return `${place.level === 'commune' ? '' : (ARTICLES[place.liaison] ?? '')}${typographic(place.name)}`
}

/** The first letter in upper case, as a sentence begins. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

type Addressed = Pick<Place, 'level' | 'code' | 'name' | 'id'>

/** Folding a name is long, and pages link the same places hundreds of times. */
const paths = new WeakMap<Addressed, string>()

/** `/territoires/communes/89024-auxerre`. */
export const placePath = (place: Addressed): string => {
  const known = paths.get(place) ?? `/territoires/${LEVEL_PATHS[place.level]}/${place.code}-${slug(place.name)}`
  paths.set(place, known)
  return known
}

/**
 * False for a canton that has only a part of a commune, or of which our sources do not tell: nothing that is counted by
 * commune adds up to it.
 */
export const isOfWholeCommunes = ({ level, kind }: Pick<Place, 'level' | 'kind'>): boolean =>
  level !== 'canton' || kind === 'canton'

/** The words of an address: `/territoires/communes/89024-auxerre`. */
export const LEVEL_PATHS = {
  commune: 'communes',
  epci: 'epci',
  canton: 'cantons',
  arrondissement: 'arrondissements',
  departement: 'departements',
  region: 'regions',
  pays: 'pays',
} as const satisfies Record<Level, string>

/** The commune of a municipal arrondissement of Paris, Lyon or Marseille (codes of the law « PLM », 1982); undefined for other codes. */
export const communeOfArrondissement = (code: string): string | undefined =>
  /^751(0[1-9]|1\d|20)$/.test(code)
    ? '75056'
    : /^6938[1-9]$/.test(code)
      ? '69123'
      : /^132(0[1-9]|1[0-6])$/.test(code)
        ? '13055'
        : undefined

/** Saint-Pierre-et-Miquelon, la Polynésie… stand in the official code beside départements and régions, and are neither. */
export const isOverseasCollectivity = (level: Level, code: string): boolean =>
  (level === 'departement' || level === 'region') && /^9(75|77|78|8\d)$/.test(code)
