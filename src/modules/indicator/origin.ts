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
    const query = [filter && `filtre=${encodeURIComponent(filter)}`, `version=${source.number}`]
      .filter(Boolean)
      .join('&')
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

/** The filter, in the grammar of the API, that keeps the rows of a place at a period. */
const filterOf = ({ territory, period, level, where }: RowsFormula, asked: Asked): string => {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const width = ('column' in territory ? territory.width : undefined) ?? 0
  const own = asked.code === null ? null : [...new Set([asked.code, ...(asked.reunited ?? [])])]
  const codes = (own && asked.level === level ? own : (asked.members ?? [])).map((code) => code.padStart(width, '0'))
  const cut = 'column' in territory && territory.first !== undefined
  const whole = asked.level === 'departement' && level === 'commune' && !cut && width === 0 // all its communes begin with its code
  const places =
    !('column' in territory) || codes.length === 0 || (codes.length > MOST_CODES && !whole)
      ? null
      : codes.length > MOST_CODES && asked.code !== null
        ? `${territory.column} between ${quoted(asked.code)} and ${quoted(asked.code.padEnd(5, '9'))}`
        : cut
          ? codes.map((code) => `${territory.column} contains ${quoted(code)}`).join(' or ')
          : codes.length === 1
            ? `${territory.column} = ${quoted(codes[0] ?? '')}`
            : `${territory.column} in (${codes.map(quoted).join(', ')})`
  const when = 'column' in period ? `${period.column} = ${quoted(writtenPeriod(asked.period, period.written))}` : null
  const parts = [places, when, where?.trim() ? where : null].filter((part) => part !== null)
  return parts.length < 2
    ? (parts[0] ?? '')
    : parts.map((part) => (/ or /.test(part) ? `(${part})` : part)).join(' and ')
}
