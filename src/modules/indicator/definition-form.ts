import { DomainError, type Issue } from '../../kernel/errors.ts'
import { fold, slug as slugOf } from '../../kernel/fold.ts'
import { parseFilter } from '../query/index.ts'
import type { Level } from '../territory/index.ts'
import { type Definition, isPeriod, type RowsFormula, readDefinition } from './definition.ts'
import type { FoundCodes } from './found-codes.ts'

/** The fields of the form of an indicator, as typed. Levels are ticked: `levels.commune` is `on`. */
export type IndicatorForm = Readonly<Record<string, string>>

/** A definition, or what is wrong with the form, by field. */
export type ReadForm = { readonly definition: Definition } | { readonly errors: IndicatorForm }

const LEVELS = [
  'commune',
  'epci',
  'canton',
  'arrondissement',
  'departement',
  'region',
  'pays',
] as const satisfies readonly Level[]
const lines = (text: string | undefined, by: RegExp): string[] =>
  (text ?? '')
    .split(by)
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** Reads a form over a dataset whose territory column holds `found` codes; every mistake is told at once. */
export const definitionOfForm = (typed: IndicatorForm, dataset: string, found: FoundCodes | null): ReadForm => {
  const form = Object.fromEntries(Object.entries(typed).map(([key, value]) => [key, value.trim()]))
  const errors = mistakesIn(form)
  if (Object.keys(errors).length > 0) return { errors }
  const formula = formulaOf(form, dataset, found)
  const divided = formula.over !== undefined || formula.overIndicator !== undefined
  const adds = ['sum', 'count'].includes(formula.value.of) && formula.level === 'commune'
  const name = form.name ?? ''
  try {
    const definition = readDefinition({
      slug: form.slug || slugOf(name, 60),
      name,
      shortName: form.shortName || name.slice(0, 40),
      definition: form.definition,
      unit: form.unit || null,
      decimals: Number(form.decimals),
      theme: form.theme,
      subtheme: form.subtheme,
      kind: form.kind,
      formulas: [formula],
      levels: LEVELS.filter((level) => form[`levels.${level}`] && (adds || level === formula.level)),
      grain: grainOf(form),
      upward: !adds ? 'none' : divided ? 'ratio' : 'sum',
      better: form.better,
      producer: form.producer,
      licence: form.licence,
      updates: form.updates,
      caveats: lines(form.caveats, /\n/),
      words: lines(form.words, /,/),
    })
    return { definition }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const issues = error.fault.kind === 'invalid' ? error.fault.issues : []
    return { errors: byField(form, issues, error.message) }
  }
}

/** Mistakes under the fields that they are about; one about no field of the form is told of the whole. */
const byField = (form: IndicatorForm, issues: readonly Issue[], general: string): IndicatorForm => {
  const fields = new Set(Object.keys(form))
  const told = issues.flatMap(({ pointer, message }) =>
    fields.has(pointer.slice(1)) ? [[pointer.slice(1), message]] : [],
  )
  return told.length > 0 ? Object.fromEntries(told) : { general: issues[0]?.message ?? general }
}

const formulaOf = (form: IndicatorForm, dataset: string, found: FoundCodes | null): RowsFormula => {
  const [, column] = /^column:(.+)$/.exec(form.period ?? '') ?? []
  const [, lender] = /^indicator:(.+)$/.exec(form.denominator ?? '') ?? []
  const [, divisor] = /^column:(.+)$/.exec(form.denominator ?? '') ?? []
  const [absent = 'missing', covers] = (form.whenAbsent || 'missing').split(':')
  const level = LEVELS.find((one) => one === form.level) ?? 'commune'
  const of = (form.aggregation || 'count') as RowsFormula['value']['of']
  return {
    kind: 'rows',
    dataset,
    territory: {
      column: form.territory ?? '',
      ...(found?.first === undefined ? {} : { first: found.first }),
      ...(found?.width === undefined ? {} : { width: found.width }),
    },
    level,
    ...(form.boundaries ? { boundaries: isEachYear(form.boundaries) ? 'each-year' : `${form.boundaries}-01-01` } : {}),
    period: column === undefined ? { fixed: form.fixedPeriod ?? '' } : { column },
    ...(form.where ? { where: form.where } : {}),
    value: of === 'count' ? { of } : { of, column: form.value ?? '' },
    ...(divisor === undefined ? {} : { over: { of: 'sum', column: divisor } }),
    ...(lender === undefined ? {} : { overIndicator: { slug: lender, lastKnown: true } }),
    ...(form.weights && of === 'avg' ? { weights: form.weights } : {}),
    ...(form.times && form.times !== '1' ? { times: Number(form.times) } : {}),
    ...(form.oneRow && of !== 'count' ? { oneRow: true } : {}),
    whenEmpty: (form.whenEmpty || 'missing') as NonNullable<RowsFormula['whenEmpty']>,
    whenAbsent: absent as NonNullable<RowsFormula['whenAbsent']>,
    ...(covers !== undefined && level === 'commune' ? { covers } : {}),
  }
}

/** What an editor types when the codes of each row follow the communes of its own year. */
export const EACH_YEAR = 'chaque année'
const isEachYear = (typed: string): boolean => fold(typed) === fold(EACH_YEAR)

const grainOf = (form: IndicatorForm): Definition['grain'] => {
  if (form.period !== 'fixed') return form.grain === 'month' || form.grain === 'quarter' ? form.grain : 'year'
  const fixed = form.fixedPeriod ?? ''
  return /-T/.test(fixed) ? 'quarter' : /-/.test(fixed) ? 'month' : 'year'
}

const NEEDED: Readonly<Record<string, readonly [least: number, most: number, message: string]>> = {
  name: [3, 120, 'Donnez un nom de 3 à 120 caractères.'],
  definition: [10, 600, 'Dites en une ou deux phrases ce qui est mesuré (de 10 à 600 caractères).'],
  subtheme: [2, 60, 'Donnez la rubrique où le ranger, par exemple « Logement ».'],
  producer: [2, 120, 'Dites qui produit ces données.'],
  updates: [2, 120, 'Dites quand elles sont mises à jour, par exemple « chaque année ».'],
}

const mistakesIn = (form: IndicatorForm): IndicatorForm => {
  const errors: Record<string, string> = {}
  for (const [field, [least, most, message]] of Object.entries(NEEDED)) {
    const { length } = form[field] ?? ''
    if (length < least || length > most) errors[field] = message
  }
  if ((form.shortName ?? '').length > 40) errors.shortName = 'Le nom court compte 40 caractères au plus.'
  if (form.slug && !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(form.slug))
    errors.slug = 'Seulement des lettres sans accent, des chiffres et des traits d’union.'
  if (!form.territory) errors.territory = 'Choisissez la colonne qui dit le lieu.'
  if (form.period === 'fixed' && !isPeriod(form.fixedPeriod ?? ''))
    errors.fixedPeriod = 'Donnez une année (2024), un mois (2024-03) ou un trimestre (2024-T1).'
  if (form.boundaries && !isEachYear(form.boundaries) && !/^(19|20)\d\d$/.test(form.boundaries))
    errors.boundaries = `Donnez une année sur quatre chiffres, « ${EACH_YEAR} », ou rien.`
  if (form.aggregation !== 'count' && !form.value)
    errors.value = 'Choisissez la colonne à calculer, ou comptez les lignes.'
  if (!Number.isFinite(Number(form.times)) || Number(form.times) === 0)
    errors.times = 'Donnez un nombre, par exemple 100 pour un pourcentage.'
  if (!LEVELS.some((level) => form[`levels.${level}`])) errors.levels = 'Cochez au moins un niveau.'
  else if (!form[`levels.${form.level}`]) errors.levels = 'Cochez au moins le niveau des lignes.'
  const wrong = form.where ? mistakeIn(form.where) : null
  if (wrong) errors.where = wrong
  return errors
}

const mistakeIn = (filter: string): string | null => {
  try {
    parseFilter(filter)
    return null
  } catch (error) {
    if (error instanceof DomainError) return error.message
    throw error
  }
}

/** A definition as its form shows it; null when the form cannot say all of it. */
export const formOfDefinition = (definition: Definition): IndicatorForm | null => {
  const [formula, more] = definition.formulas
  if (more || formula?.kind !== 'rows' || !('column' in formula.territory) || 'columns' in formula.period) return null
  const { territory, period, value, over, overIndicator, whenAbsent, covers } = formula
  if (!/^(|each-year|\d{4}-01-01)$/.test(formula.boundaries ?? '')) return null
  if (value.columns || value.where || ('column' in period && period.written)) return null
  if (overIndicator && !overIndicator.lastKnown) return null
  if (over && (over.of !== 'sum' || over.where || over.column === undefined)) return null
  if (value.of === 'count' && value.column !== undefined) return null
  const form: IndicatorForm = {
    territory: territory.column,
    level: formula.level,
    boundaries: formula.boundaries === 'each-year' ? EACH_YEAR : (formula.boundaries?.slice(0, 4) ?? ''),
    period: 'column' in period ? `column:${period.column}` : 'fixed',
    fixedPeriod: 'fixed' in period ? period.fixed : '',
    where: formula.where ?? '',
    aggregation: value.of,
    value: value.column ?? '',
    denominator: over ? `column:${over.column}` : overIndicator ? `indicator:${overIndicator.slug}` : '',
    weights: formula.weights ?? '',
    times: String(formula.times ?? 1),
    ...(formula.oneRow ? { oneRow: 'on' } : {}),
    whenEmpty: formula.whenEmpty ?? 'missing',
    whenAbsent: covers === undefined ? (whenAbsent ?? 'missing') : `${whenAbsent ?? 'missing'}:${covers}`,
    name: definition.name,
    shortName: definition.shortName,
    slug: definition.slug,
    definition: definition.definition,
    unit: definition.unit ?? '',
    decimals: String(definition.decimals),
    theme: definition.theme,
    subtheme: definition.subtheme,
    kind: definition.kind,
    grain: definition.grain,
    better: definition.better,
    producer: definition.producer,
    licence: definition.licence,
    updates: definition.updates,
    caveats: definition.caveats.join('\n'),
    words: (definition.words ?? []).join(', '),
    ...Object.fromEntries(definition.levels.map((level) => [`levels.${level}`, 'on'])),
  }
  return definition.key === undefined ? form : null
}
