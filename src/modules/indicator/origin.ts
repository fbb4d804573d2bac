import type { Level } from '../territory/index.ts'
import type { Definition, RowsFormula } from './definition.ts'
import type { EditionRecord } from './ports.ts'
import { writtenPeriod } from './read-rows.ts'

/** Where a value comes from: a page of the portal that shows the rows, and whose they are. */
export interface Origin {
  readonly href: string
  readonly title: string
  readonly producer: string
}

interface Asked {
  readonly level: Level
  /** Null for every place of the level. */
  readonly code: string | null
  readonly period: string
  /** Codes of the communes that the place holds, when its value was added up from theirs. */
  readonly members?: readonly string[]
  /** Codes of the places reunited in it since, when its value was made from theirs. */
  readonly reunited?: readonly string[]
}

/** More codes than this would make an address too long for a browser: a département is told by the start of its codes, the period alone is kept for larger places. */
const MOST_CODES = 120

/** The address of the rows behind a value, in the version that it was made from; of the indicators, when it was worked out from others. */
export const originOf = (definition: Definition, record: EditionRecord, asked: Asked): Origin | null => {
  for (const formula of definition.formulas) {
    if (formula.kind !== 'rows')
      return {
        href: `/indicateurs/${formula.of}`,
        title: 'calculé à partir d’un autre indicateur',
        producer: definition.producer,
      }
    const source = record.sources.find(
      ({ datasetId, slug }) => datasetId === formula.dataset || slug === formula.dataset,
    )
    if (!source || !holds(definition, formula, asked)) continue
    const filter = filterOf(formula, asked)
    const query = `${filter && `filtre=${filter}&`}version=${source.number}`
    return {
      href: `/donnees/${source.slug}?${query}`,
      title: source.title,
      producer: source.producer || definition.producer,
    }
  }
  return null
}

/** Whether a formula may give a value at that level and period: the first that does gave it. */
const holds = ({ upward }: Definition, formula: RowsFormula, { level, period: asked }: Asked): boolean => {
  const { period } = formula
  const given = 'fixed' in period ? period.fixed === asked : !('columns' in period) || asked in period.columns
  return given && (formula.level === level || (formula.level === 'commune' && upward !== 'none'))
}

/** The filter, in the grammar of the API and as an address writes it, that keeps the rows of a place at a period. */
const filterOf = (formula: RowsFormula, asked: Asked): string => {
  const places = placesFilter(formula, asked)
  const { alone, after } = restOf(formula, asked.period)
  return places === null ? alone : encodeURIComponent(after ? apart(places) : places) + after
}

/** What keeps the rows of a place; null when nothing does. */
const placesFilter = ({ territory, level }: RowsFormula, asked: Asked): string | null => {
  if (!('column' in territory)) return null
  const { column, width = 0, first } = territory
  const own = asked.code === null ? null : asked.reunited ? [...new Set([asked.code, ...asked.reunited])] : [asked.code]
  const codes = (own && asked.level === level ? own : (asked.members ?? [])).map((code) => code.padStart(width, '0'))
  const cut = first !== undefined
  const whole = asked.level === 'departement' && level === 'commune' && !cut && width === 0 // all its communes begin with its code
  if (codes.length === 0 || (codes.length > MOST_CODES && !whole)) return null
  if (codes.length > MOST_CODES && asked.code !== null)
    return `${column} between ${quoted(asked.code)} and ${quoted(asked.code.padEnd(5, '9'))}`
  if (cut) return codes.map((code) => `${column} contains ${quoted(code)}`).join(' or ')
  return codes.length === 1 ? `${column} = ${quoted(codes[0] ?? '')}` : `${column} in (${codes.map(quoted).join(', ')})`
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

/** What a filter says besides places, as an address writes it: alone, and after them. */
interface Rest {
  readonly alone: string
  readonly after: string
}

const rests = new WeakMap<RowsFormula, Map<string, Rest>>()

/** The same for all the places of a page, and for all pages: written once a period. */
const restOf = (formula: RowsFormula, asked: string): Rest => {
  const known = rests.get(formula) ?? new Map<string, Rest>()
  rests.set(formula, known)
  const rest = known.get(asked) ?? newRest(formula, asked)
  known.set(asked, rest)
  return rest
}

const newRest = ({ period, where }: RowsFormula, asked: string): Rest => {
  const when = 'column' in period ? [`${period.column} = ${quoted(writtenPeriod(asked, period.written))}`] : []
  const parts = where?.trim() ? [...when, where] : when
  const alone = parts.length < 2 ? parts.join('') : parts.map(apart).join(' and ')
  const after = parts.map((part) => ` and ${apart(part)}`).join('')
  return { alone: encodeURIComponent(alone), after: encodeURIComponent(after) }
}

const apart = (part: string): string => (/ or /.test(part) ? `(${part})` : part)
