import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { invalid } from '../../kernel/errors.ts'
import { Overrides } from '../ingest/index.ts'
import { ExpectedDataset } from '../portal/index.ts'
import { Fetch, patternsOfFetch } from './connectors/connectors.ts'
import { HighValue } from './high-value.ts'

const Name = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 })
const Share = Type.Number({ minimum: 0, maximum: 1 })
const ColumnName = Type.String({ pattern: '^[a-z][a-z0-9_]*$', maxLength: 60 })
const Pattern = Type.String({ description: 'A regular expression without case, on the label or the name of a column.' })

/** What must hold of a file once read, or a person is asked. */
export const Checks = Type.Object({
  minRows: Type.Integer({ minimum: 1 }),
  /** Columns that must be there: patterns, never a name with a year. */
  columns: Type.Array(Pattern),
  /** Bounds of the values of columns. */
  ranges: Type.Optional(
    Type.Array(Type.Object({ column: Pattern, min: Type.Optional(Type.Number()), max: Type.Optional(Type.Number()) })),
  ),
  /** The column of the codes of places, their level, and the least share of the territory's places of that level that must be there. */
  places: Type.Optional(
    Type.Object({
      column: Pattern,
      level: Type.Union([
        Type.Literal('commune'),
        Type.Literal('epci'),
        Type.Literal('departement'),
        Type.Literal('region'),
      ]),
      least: Share,
    }),
  ),
  /** Columns that tell rows apart, as names in the portal; absent: found by itself. */
  key: Type.Optional(Type.Array(Type.String())),
})
export type Checks = Static<typeof Checks>

/** How much may change without asking anyone; shares of what was there before. */
export const Tolerance = Type.Partial(
  Type.Object({
    rowsLost: Share,
    rowsAdded: Type.Number({ minimum: 0 }),
    rowsChanged: Share,
    placesLost: Share,
    /** Share of filled cells that a column may lose. */
    emptied: Share,
    /** How many times larger or smaller the middle of a column may become: past it, the unit has surely changed. */
    shift: Type.Number({ minimum: 1 }),
    /** How far the département, or the place in the middle, may move in an indicator that reads the file: share of its value (or of the usual gap between places). */
    moved: Type.Number({ minimum: 0 }),
    columns: Type.Boolean({ description: 'Whether columns may come and go.' }),
  }),
)
export type Tolerance = Static<typeof Tolerance>

const { id: _, file: __, reading: ___, ...cardFields } = ExpectedDataset.properties

/** A dataset that a source fills: its name, and its card when the portal does not ship one. */
const Feed = Type.Object({
  dataset: Name,
  card: Type.Optional(Type.Object(cardFields)),
  reading: Type.Optional(Overrides),
  /** When the dataset is that of one edition: another one waits for a person instead of taking its place. */
  edition: Type.Optional(Type.String()),
  checks: Checks,
  tolerance: Type.Optional(Tolerance),
})
export type Feed = Static<typeof Feed>

/** The file to take, when the producer sends a zip archive of several. */
const Member = Type.Optional(Pattern)

/** Columns of a file that never enter the portal, not even in what it keeps of the file received. */
const LeftOut = Type.Object({
  column: Pattern,
  /** What they hold, in words: « La date de naissance ». */
  what: Type.String({ minLength: 3 }),
  /** Why nobody needs it here: a sentence. */
  because: Type.String({ pattern: '\\.$' }),
})
export type LeftOut = Static<typeof LeftOut>

/** A file that a producer publishes, how it is found each time, and what it fills. Nothing in it names a territory but by a variable: `{departement}`, `{region}`. */
export const Source = Type.Object({
  id: Name,
  title: Type.String({ minLength: 3 }),
  /** Where the producer presents it. */
  page: Type.String({ pattern: '^https://' }),
  /** How the way to it is known: read in the producer's documents, told by others who met it, or to be confirmed at first contact. None tells that we ran it: runs do. */
  known: Type.Union([Type.Literal('read'), Type.Literal('measured'), Type.Literal('to-confirm')]),
  fetch: Fetch,
  feeds: Type.Array(Feed, { minItems: 1 }),
  /** Keeps only rows of the territory, from a file of the whole country. */
  filter: Type.Optional(
    Type.Union([
      Type.Object({ column: Pattern, equals: Type.String(), member: Member }),
      /** For codes of communes, which begin with their département’s. */
      Type.Object({ column: Pattern, startsWith: Type.String(), member: Member }),
    ]),
  ),
  /** What is left out of the file, data of persons above all. A file where it is not found is refused: it may be there under another name. */
  leftOut: Type.Optional(Type.Array(LeftOut, { minItems: 1 })),
  /** Names of the columns, in order, of a text that has no line of names. */
  unnamed: Type.Optional(
    Type.Object({ names: Type.Array(ColumnName, { minItems: 2 }), separator: Type.String({ maxLength: 1 }) }),
  ),
  /** A column made of others put end to end, when a code comes in pieces (FINESS: the département, then three digits). */
  joined: Type.Optional(Type.Object({ name: ColumnName, of: Type.Array(Pattern, { minItems: 2 }) })),
  /** Category of high-value data (EU 2023/138): it is told by the keywords of the datasets that it fills. */
  hvd: Type.Optional(HighValue),
  politeness: Type.Optional(
    Type.Object({
      /** Milliseconds between two questions to the host, when half a second is too little. */
      pace: Type.Integer({ minimum: 500 }),
    }),
  ),
  /** A file that someone may have of it, by name, and what its producer calls it. */
  atHand: Type.Optional(
    Type.Object({
      file: Type.String(),
      name: Type.Optional(Type.String()),
      title: Type.Optional(Type.String()),
      year: Type.Optional(Type.Integer()),
    }),
  ),
  /** What to know of the file, for whoever decides. */
  note: Type.Optional(Type.String()),
})
export type Source = Static<typeof Source>

/** What of a file enters the portal. */
export type Part = Pick<Source, 'filter' | 'leftOut' | 'unnamed' | 'joined'>

/** What a definition may say of the territory. */
export interface TerritoryVariables {
  /** `89`. */
  readonly departement: string
  /** `089`, as education writes it. */
  readonly departement3: string
  /** `27`. */
  readonly region: string
  /** `Yonne`. */
  readonly nom: string
  /** `de l’Yonne`. */
  readonly deNom: string
}

/** A definition read from JSON, its variables replaced; refuses, by the place of its mistake, what is not one, or names a variable that does not exist. */
export const readSource = (json: unknown, variables: TerritoryVariables): Source => {
  const filled = withVariables(json, variables)
  if (!Value.Check(Source, filled)) {
    const [error] = Value.Errors(Source, filled)
    throw invalid('Cette définition de source ne peut pas être lue.', [
      { pointer: error?.instancePath || '/', message: error?.message ?? 'forme inconnue' },
    ])
  }
  for (const pattern of patternsOf(filled)) compiles(pattern)
  return filled
}

const VARIABLE = /\{(\w+)\}/g

/** A definition whose variables are replaced, wherever they stand; refuses one that does not exist. */
export const withVariables = (value: unknown, variables: TerritoryVariables): unknown => {
  if (typeof value === 'string')
    return value.replace(VARIABLE, (whole, name: string) => {
      // The year is that of each run.
      if (name === 'annee' || /^\d/.test(name)) return whole
      if (!Object.hasOwn(variables, name)) throw invalid(`La variable « ${whole} » n’existe pas.`)
      return String(variables[name as keyof TerritoryVariables])
    })
  if (Array.isArray(value)) return value.map((one) => withVariables(one, variables))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withVariables(part, variables)]))
}

const patternsOf = ({ feeds, filter, leftOut = [], joined, fetch }: Source): readonly string[] => [
  ...patternsOfFetch(fetch),
  ...leftOut.map(({ column }) => column),
  ...(joined?.of ?? []),
  ...(filter ? [filter.column, ...(filter.member ? [filter.member] : [])] : []),
  ...feeds.flatMap(({ checks: { columns, ranges = [], places } }) => [
    ...columns,
    ...ranges.map(({ column }) => column),
    ...(places ? [places.column] : []),
  ]),
]

const compiles = (pattern: string): void => {
  try {
    new RegExp(pattern, 'i')
  } catch {
    throw invalid(`« ${pattern} » n’est pas un motif.`)
  }
}

/** Refuses two definitions of one name, and two sources that would fill the same dataset: each writes only its own. */
export const checkTogether = (sources: readonly Source[]): void => {
  const owners = new Map<string, string>()
  const names = new Set<string>()
  for (const { id, feeds } of sources) {
    if (names.has(id)) throw invalid(`Deux sources s’appellent « ${id} ».`)
    names.add(id)
    for (const { dataset } of feeds) {
      const owner = owners.get(dataset)
      if (owner !== undefined) throw invalid(`« ${owner} » et « ${id} » rempliraient le même jeu, « ${dataset} ».`)
      owners.set(dataset, id)
    }
  }
}

/** Sources that fill, and are named as, nothing of others: the rest is left out. */
export const ownOnly = (sources: readonly Source[], others: readonly Source[]): readonly Source[] => {
  const taken = new Set(others.flatMap(({ id, feeds }) => [id, ...feeds.map(({ dataset }) => dataset)]))
  return sources.filter(({ id, feeds }) => !taken.has(id) && feeds.every(({ dataset }) => !taken.has(dataset)))
}
