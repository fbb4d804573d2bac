import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { issuesOf } from '../../http/validation-words.ts'
import { invalid } from '../../kernel/errors.ts'
import { Level } from '../territory/index.ts'
import { checkBounds } from './definition-bounds.ts'

/** A year, a month or a quarter, as editions write them: `2024`, `2024-03`, `2024-T1`. */
const PERIOD = '^\\d{4}(-\\d{2}|-T\\d)?$'

/** Whether a text is a period as editions write them, of the twelve months and the four quarters. */
export const isPeriod = (text: string): boolean => /^\d{4}(-(0[1-9]|1[0-2])|-T[1-4])?$/.test(text)

/** How rows of a dataset become one number. */
const Aggregation = Type.Object({
  of: Type.Union([
    Type.Literal('sum'),
    Type.Literal('count'),
    Type.Literal('avg'),
    Type.Literal('median'),
    Type.Literal('min'),
    Type.Literal('max'),
    Type.Literal('distinct'),
  ]),
  /** Absent: rows are counted, or what a wide table holds for the place or the period. */
  column: Type.Optional(Type.String()),
  /** Several columns of one row that are added up (age groups…); with `sum` only. */
  columns: Type.Optional(Type.Array(Type.String(), { minItems: 2 })),
  /** A filter in the grammar of the API, over and above that of the formula. */
  where: Type.Optional(Type.String()),
})

const OfRows = Type.Object({
  kind: Type.Literal('rows'),
  /** Slug or identifier of the dataset. */
  dataset: Type.String(),
  /** Where the code of the place is; `first` characters of it when the code begins by the place's (IRIS: 5). `place` when every row is about one place, named as `departement:89`; `columns` when each place has its own, by code. */
  territory: Type.Union([
    Type.Object({
      column: Type.String(),
      first: Type.Optional(Type.Integer({ minimum: 2, maximum: 9 })),
      /** Characters of the codes, when zeros fill them (`089`: 3): so that rows can be found again. */
      width: Type.Optional(Type.Integer({ minimum: 3, maximum: 9 })),
    }),
    Type.Object({ place: Type.String() }),
    Type.Object({ columns: Type.Record(Type.String(), Type.String()) }),
  ]),
  level: Level,
  /** Day of the boundaries that the codes follow; `each-year`: those of the first of January of each period; today's when absent. */
  boundaries: Type.Optional(
    Type.Union([Type.Literal('each-year'), Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })]),
  ),
  /** A column of years, months (`2024-03`, `mars-24`), quarters or dates; one period for all rows; or a column a period, by period. */
  period: Type.Union([
    Type.Object({
      column: Type.String(),
      /** How the rows write their periods, when not as editions do (`16`, `janv-96`): so that they can be found again. */
      written: Type.Optional(Type.Union([Type.Literal('two-digit-year'), Type.Literal('month-in-letters')])),
    }),
    Type.Object({ fixed: Type.String({ pattern: PERIOD }) }),
    Type.Object({ columns: Type.Record(Type.String({ pattern: PERIOD }), Type.String()) }),
  ]),
  where: Type.Optional(Type.String()),
  value: Aggregation,
  /** What the value is divided by. */
  over: Type.Optional(Aggregation),
  /** Another indicator that the value is divided by, place by place; not with `over`. */
  overIndicator: Type.Optional(
    Type.Object({
      slug: Type.String(),
      /** True to take its last period known before, where it has none of the same. */
      lastKnown: Type.Optional(Type.Boolean()),
    }),
  ),
  /** The column that says how much each place weighs (households…) when a mean of places reunited since is made; with `value.of` avg only. */
  weights: Type.Optional(Type.String()),
  times: Type.Optional(Type.Number()),
  /** True when each place has one row a period: two are a mistake. Only with `value.of` sum, avg, min or max. */
  oneRow: Type.Optional(Type.Boolean()),
  /** What an empty cell means in this source. */
  whenEmpty: Type.Optional(
    Type.Union([Type.Literal('missing'), Type.Literal('secret'), Type.Literal('not-applicable')]),
  ),
  /** What a place without any row means: zero when the source is a whole list of what there is. */
  whenAbsent: Type.Optional(
    Type.Union([Type.Literal('missing'), Type.Literal('zero'), Type.Literal('not-applicable')]),
  ),
  /** Code of the département that the source is about, when it says nothing of the others: `whenAbsent` holds there only. With communes. */
  covers: Type.Optional(Type.String({ maxLength: 3 })),
})
export type RowsFormula = Static<typeof OfRows>

const OfRatio = Type.Object({
  kind: Type.Literal('ratio'),
  /** Slugs of indicators. */
  of: Type.String(),
  over: Type.String(),
  times: Type.Optional(Type.Number()),
})

const OfChange = Type.Object({
  kind: Type.Literal('change'),
  of: Type.String(),
  /** Years between the two values compared; absent: since the first period of the indicator, the same for every place. */
  years: Type.Optional(Type.Integer({ minimum: 1 })),
  /** `yearly`: mean rate a year, in %; `total`: in %; `difference`: in the unit of the indicator. */
  as: Type.Union([Type.Literal('yearly'), Type.Literal('total'), Type.Literal('difference')]),
})

export const Formula = Type.Union([OfRows, OfRatio, OfChange])
export type Formula = Static<typeof Formula>

/** What an indicator is: data, not code. Everything a reader is told of it, and how it is worked out. */
export const Definition = Type.Object({
  slug: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 }),
  name: Type.String({ minLength: 3, maxLength: 120 }),
  shortName: Type.String({ minLength: 2, maxLength: 40 }),
  /** In plain words, one or two sentences. */
  definition: Type.String({ minLength: 10, maxLength: 600 }),
  unit: Type.Union([Type.String(), Type.Null()]),
  decimals: Type.Integer({ minimum: 0, maximum: 3 }),
  theme: Type.String(),
  subtheme: Type.String(),
  kind: Type.Union([
    Type.Literal('stock'),
    Type.Literal('flow'),
    Type.Literal('rate'),
    Type.Literal('index'),
    Type.Literal('median'),
  ]),
  /** One source a level or a vintage when a producer publishes several; the first that gives a period at a level wins. */
  formulas: Type.Array(Formula, { minItems: 1 }),
  levels: Type.Array(Level, { minItems: 1 }),
  grain: Type.Union([Type.Literal('year'), Type.Literal('quarter'), Type.Literal('month')]),
  /** How a larger place gets its value from its communes: by sum, by the sums above and below the line, or not at all. */
  upward: Type.Union([Type.Literal('sum'), Type.Literal('ratio'), Type.Literal('none')]),
  better: Type.Union([Type.Literal('more'), Type.Literal('less'), Type.Literal('neither')]),
  producer: Type.String(),
  licence: Type.String(),
  /** When new values are expected: « chaque année, fin décembre ». */
  updates: Type.String(),
  caveats: Type.Array(Type.String()),
  /** Other words that people use for it, for the search. */
  words: Type.Optional(Type.Array(Type.String())),
  /** Shown first on the page of a place, in this order; absent: in its theme only. */
  key: Type.Optional(Type.Integer({ minimum: 1 })),
})
export type Definition = Static<typeof Definition>

/** A definition read from JSON, or a refusal in French that names what is wrong. */
export const readDefinition = (json: unknown): Definition => {
  if (Value.Check(Definition, json)) return checked(json)
  const name = typeof json === 'object' && json !== null && 'slug' in json ? String(json.slug) : 'sans nom'
  throw invalid(
    `La définition de l’indicateur « ${name} » ne peut pas être lue.`,
    issuesOf(Value.Errors(Definition, json)).map((issue) => ({ ...issue, pointer: issue.pointer || '/' })),
  )
}

/** What the shape does not say: where the column is, and that values that add up are such that adding them means something. */
const checked = (definition: Definition): Definition => {
  checkBounds(definition)
  for (const [i, formula] of definition.formulas.entries()) if (formula.kind === 'rows') checkColumns(formula, i)
  const refuse = (i: number, message: string) => {
    throw invalid(`L’indicateur « ${definition.slug} » ne peut pas être additionné ainsi d’une commune à l’autre.`, [
      { pointer: `/formulas/${i}`, message },
    ])
  }
  for (const [i, formula] of definition.formulas.entries()) {
    if (definition.upward === 'none' || formula.kind === 'ratio') continue
    if (formula.kind === 'change') refuse(i, 'une évolution ne s’ajoute pas : « upward » doit être « none »')
    else if (!['sum', 'count'].includes(formula.value.of)) refuse(i, `« ${formula.value.of} » ne s’ajoute pas`)
    else if (definition.upward === 'ratio' && !divides(formula)) refuse(i, 'un rapport demande « over »')
    else if (definition.upward === 'sum' && divides(formula))
      refuse(i, 'un rapport ne s’ajoute pas : « upward » doit être « ratio »')
  }
  return definition
}

/** Whether a formula is a ratio of what it reads. */
export const divides = ({ over, overIndicator }: RowsFormula): boolean =>
  over !== undefined || overIndicator !== undefined

const checkColumns = (formula: RowsFormula, i: number) => {
  const { value, over, overIndicator, territory, period, covers, level, weights, boundaries } = formula
  const refuse = (message: string) => {
    throw invalid(message, [{ pointer: `/formulas/${i}`, message }])
  }
  const wide = 'columns' in territory || 'columns' in period
  const periods = 'fixed' in period ? [period.fixed] : 'columns' in period ? Object.keys(period.columns) : []
  const unknown = periods.find((one) => !isPeriod(one))
  if (unknown !== undefined) refuse(`« ${unknown} » n’est ni une année, ni un mois, ni un trimestre.`)
  if (boundaries !== undefined && boundaries !== 'each-year' && !isDay(boundaries))
    refuse(`« ${boundaries} » n’est pas un jour du calendrier.`)
  if ('columns' in territory && 'columns' in period)
    refuse('Une colonne ne peut pas être à la fois un lieu et une période.')
  if (value.columns && value.of !== 'sum') refuse('Plusieurs colonnes ne peuvent être qu’additionnées (« sum »).')
  if (wide && (value.column !== undefined || value.columns))
    refuse('La table large dit déjà les colonnes : « value » n’en nomme pas.')
  if (wide && over) refuse('Une table large ne donne pas de dénominateur : faites un rapport de deux indicateurs.')
  if (weights !== undefined && (value.of !== 'avg' || divides(formula)))
    refuse('Un poids ne sert qu’à une moyenne (« avg ») qui n’est divisée par rien.')
  if (weights !== undefined && wide) refuse('Une table large ne donne pas de poids.')
  if (covers !== undefined && level !== 'commune') refuse('« covers » ne se dit que de communes.')
  if (over && overIndicator) refuse('Divisez par une colonne ou par un indicateur, pas par les deux.')
  if (value.column !== undefined && value.columns)
    refuse('Donnez une colonne, ou plusieurs à additionner, pas les deux.')
}

const isDay = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) && !text.startsWith('0000')
}

/** The day of the boundaries that the rows of a period follow, `today` when the formula says none. */
export const boundariesOn = ({ boundaries }: RowsFormula, period: string, today: string): string =>
  boundaries === 'each-year' ? `${period.slice(0, 4)}-01-01` : (boundaries ?? today)

/** Slugs of the indicators that a definition is worked out from. */
export const sourcesOf = (definition: Definition): readonly string[] =>
  definition.formulas.flatMap((formula) => {
    if (formula.kind === 'rows') return formula.overIndicator ? [formula.overIndicator.slug] : []
    return formula.kind === 'ratio' ? [formula.of, formula.over] : [formula.of]
  })
